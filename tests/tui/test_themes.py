from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from textual.color import Color

from reader.config import theme_folders
from reader.tui.paints import PAINTS, Paints
from reader.tui.themes import DARK, ThemeError, load_theme, theme_names

OURS = theme_folders()[0]
NAMES = ("dateline-ansi", "dateline-contrast", "dateline-dark", "dateline-light")
KINDS = ("leader", "country", "organisation", "discovered")
TEXTS = (*KINDS, "muted", "heading", "link")


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.2 contrast ratio."""

    def luminance(color: Color) -> float:
        parts = (part / 255 for part in (color.r, color.g, color.b))
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_ours_are_four() -> None:
    assert tuple(theme_names([OURS])) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_kinds_of_entities_differ_by_attribute_and_not_by_colour_alone(name: str) -> None:
    variables = load_theme(name, [OURS]).variables
    styles = [variables[f"{kind}-style"] for kind in KINDS]
    assert len(set(styles)) == len(KINDS)
    assert "none" not in styles


@pytest.mark.parametrize(
    ("name", "least"), [("dateline-dark", 4.5), ("dateline-light", 4.5), ("dateline-contrast", 7.0)]
)
def test_every_text_is_legible_on_every_ground(name: str, least: float) -> None:
    theme = load_theme(name, [OURS])
    assert theme.background is not None
    grounds = (theme.background, theme.variables["cursor-background"], theme.variables["cursor-blurred-background"])
    for text, ground in product(TEXTS, grounds):
        ratio = contrast(Color.parse(theme.variables[text]), Color.parse(ground))
        assert ratio >= least, f"{text} on {ground}: {ratio:.2f}"
    for pair in ("shared", "hit"):
        behind = Color.parse(theme.variables[f"{pair}-background"])
        assert contrast(Color.parse(theme.variables[pair]), behind) >= least


def test_the_ansi_theme_has_only_the_terminals_own_colours() -> None:
    theme = load_theme("dateline-ansi", [OURS])
    colors = [value for key, value in theme.variables.items() if not key.endswith("-style")]
    assert all(value.startswith("ansi_") for value in colors)
    assert theme.ansi


def test_a_short_theme_of_the_user_is_completed_from_ours(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'name = "mine"\ndark = false\n[entities]\nleader = "#ff0000"\n')
    theme = load_theme("mine", [OURS, tmp_path])
    light = load_theme("dateline-light", [OURS])
    assert theme.variables == {**light.variables, "leader": "#ff0000"}
    assert not theme.dark


def test_the_users_file_wins_over_ours_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, DARK, '[colors]\nbackground = "#010203"\n')
    assert load_theme(DARK, [OURS, tmp_path]).background == "#010203"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colors", "is not valid TOML"),
        ('[colors]\nbackground = "blurple"', "background = 'blurple' is not a colour"),
        ("[colors]\nbackground = 3", "is not a string"),
        ('[colours]\nbackground = "#000"', "has unknown keys: colours"),
        ('[entities]\nleader-style = "bold wavy"', "leader-style = 'bold wavy' is not made of"),
        ('[entities]\nking = "#fff"', "has unknown keys: king"),
        ("dark = 1", "dark and ansi are either true or false"),
        ("desk = 1", "is not a table"),
    ],
)
def test_a_broken_theme_names_its_file_and_the_reason(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, "broken", text)
    with pytest.raises(ThemeError) as caught:
        load_theme("broken", [OURS, tmp_path])
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_an_unknown_theme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ThemeError, match="dateline-light"):
        load_theme("nowhere", [OURS])


@pytest.mark.parametrize("name", NAMES)
def test_without_colour_cursor_hits_and_shared_names_still_stand_out(name: str) -> None:
    theme = load_theme(name, [OURS])
    variables = {**theme.to_color_system().generate(), **theme.variables}
    paints = Paints(variables, colour=False)
    assert all(paints[thing].reverse for thing in ("cursor", "shared", "hit"))
    assert all(isinstance(paints[thing].bold, bool | None) for thing in PAINTS)
