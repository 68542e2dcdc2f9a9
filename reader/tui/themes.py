"""Themes from TOML files, ours and the user's by the same code. What a file leaves out comes from ours."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from reader.errors import DatelineError

DARK: Final = "dateline-dark"
LIGHT: Final = "dateline-light"
ANSI: Final = "dateline-ansi"

COLORS: Final = frozenset(
    ("background", "surface", "panel", "foreground", "primary", "secondary", "accent", "success", "warning", "error")
)
DESK: Final = frozenset(
    "heading muted link rule rule-focus bar unread star cursor-background cursor-style cursor-blurred-background"
    " hover-background status status-background key".split()
)
_MARKED: Final = "leader country organisation discovered shared hit".split()
ENTITIES: Final = frozenset(
    [*_MARKED, *(f"{name}-style" for name in _MARKED), "shared-background", "hit-background", "current-style"]
)
_STYLES: Final = frozenset("bold italic underline underline2 reverse strike dim none".split())
_TOP: Final = frozenset({"name", "dark", "ansi", "colors", "desk", "entities"})

_ANSI_WIDGETS: Final = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "screen-selection-background": "ansi_bright_blue",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual's widgets ask of a theme of the terminal's own colours, as its own `ansi-dark` has it."""

Tables = dict[str, dict[str, str]]


class ThemeError(DatelineError):
    """A theme file that cannot be used."""


def theme_names(folders: Sequence[Path]) -> list[str]:
    """The names of all themes in the folders: the stems of their files, ours first."""
    names: dict[str, None] = {}
    for folder in folders:
        names.update(dict.fromkeys(sorted(path.stem for path in folder.glob("*.toml"))))
    return list(names)


def load_theme(name: str, folders: Sequence[Path]) -> Theme:
    """The theme of that name; the user's file where there is one, which is the last of the folders.

    Raises ThemeError naming the file and what is wrong with it.
    """
    path = next((path for folder in reversed(folders) if (path := folder / f"{name}.toml").is_file()), None)
    if path is None:
        known = ", ".join(theme_names(folders))
        raise ThemeError(f"there is no theme {name}", "", f"choose one of {known}" if known else "reinstall Dateline")
    raw = _read(path)
    dark, ansi = raw.get("dark", True), raw.get("ansi", False)
    if not isinstance(dark, bool) or not isinstance(ansi, bool):
        raise ThemeError("dark and ansi are either true or false", str(path))
    tables = _tables(raw, path)
    if not _is_whole(tables):
        tables = _completed(tables, ANSI if ansi else DARK if dark else LIGHT, folders[0], path)
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        variables={**tables["desk"], **tables["entities"], **_widgets(tables, ansi=ansi)},
        **tables["colors"],  # type: ignore[arg-type] # names are checked against COLORS, all of them strings
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ThemeError(f"cannot be read: {error.strerror}", str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(f"is not valid TOML: {error}", str(path)) from error
    if unknown := sorted(set(raw) - _TOP):
        raise ThemeError(f"has unknown keys: {', '.join(unknown)}", str(path))
    return raw


def _tables(raw: dict[str, Any], path: Path) -> Tables:
    """The three tables, every value checked."""
    tables: Tables = {}
    for table, known in (("colors", COLORS), ("desk", DESK), ("entities", ENTITIES)):
        values = raw.get(table, {})
        if not isinstance(values, dict):
            raise ThemeError(f"[{table}] is not a table", str(path))
        if unknown := sorted(set(values) - known):
            raise ThemeError(f"[{table}] has unknown keys: {', '.join(unknown)}", str(path))
        for key, value in values.items():
            _check(table, key, value, path)
        tables[table] = values
    return tables


def _check(table: str, key: str, value: object, path: Path) -> None:
    where = f"[{table}] {key} = {value!r}"
    if not isinstance(value, str):
        raise ThemeError(f"{where} is not a string", str(path))
    if key.endswith("-style"):
        if not value.split() or not _STYLES.issuperset(value.split()):
            raise ThemeError(f"{where} is not made of {', '.join(sorted(_STYLES))}", str(path))
        return
    try:
        Color.parse(value)
    except ColorParseError:
        raise ThemeError(f"{where} is not a colour", str(path)) from None


def _is_whole(tables: Tables) -> bool:
    return tables["colors"].keys() == COLORS and tables["desk"].keys() == DESK and tables["entities"].keys() == ENTITIES


def _completed(tables: Tables, base: str, ours: Path, path: Path) -> Tables:
    """What the file leaves out, from our theme of the same kind."""
    source = ours / f"{base}.toml"
    if source == path:
        raise ThemeError("is not complete", str(path), "reinstall Dateline")
    whole = _tables(_read(source), source)
    return {table: {**whole[table], **values} for table, values in tables.items()}


def _widgets(tables: Tables, *, ansi: bool) -> dict[str, str]:
    """Textual's own variables that its scroll bars, inputs and lists are painted with."""
    desk, ground = tables["desk"], tables["colors"].get("background", "ansi_default")
    variables = {
        "scrollbar": desk["rule"],
        "scrollbar-hover": desk["muted"],
        "scrollbar-active": desk["bar"],
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }
    return {**variables, **_ANSI_WIDGETS} if ansi else variables
