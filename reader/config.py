"""Settings and places: where Dateline keeps what, and what the user chose in `config.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from platformdirs import PlatformDirs

from reader.errors import DatelineError

_DIRS = PlatformDirs("dateline", appauthor=False)

FileStamp = tuple[int, int, int] | None
"""Inode, size and time of the last change of a file; None for no file."""

MEASURE_MIN: Final = 40
MEASURE_MAX: Final = 120
"""Bounds of the article's measure, in cells."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `config.toml` may say; every field has a default, so an empty file is a good one."""

    theme: str = "dateline-dark"
    """The name of a theme: one of ours, or of a TOML file in the `themes` folder beside the config."""
    measure: int = 72
    """The widest line of an article, in terminal cells; 40 to 120."""
    mouse: bool = True
    """Whether the desk takes the mouse; off leaves selection to the terminal."""
    library: str = ""
    """The library folder; empty means the default under the XDG data folder."""
    jobs: int = 0
    """Worker processes for reading pages; 0 means one a processor, at most 8."""
    keep_originals: bool = True
    """Whether the page that an article was cleaned from is kept beside it, compressed, to be looked at (`v`) and to be
    cleaned again (`dateline reclean`); it takes some seven times the room of the article alone."""
    contact: str = ""
    """An address or page of yours, told to services that ask their callers for one (Wikidata's query service)."""
    offline: bool = False
    """Whether the network is forbidden: nothing is fetched, and what is wanted waits in its queue (`--offline`)."""
    interval: int = 1800
    """Seconds between two automatic fetches of a feed that says nothing else of itself (`dateline fetch --every`)."""
    full_text: Literal["when-short", "always", "never"] = "when-short"
    """When an item's own page is fetched for its whole text, for feeds that say nothing else in `feeds.toml`."""
    allow_commands: bool = False
    """Whether `exec:` feeds and filters of `feeds.toml` may start programs; they never reach a shell."""
    keys: dict[str, str] = {}
    """Key bindings by action name, for instance `star = "asterisk"`; several keys are separated by commas."""


def config_folder() -> Path:
    """`$XDG_CONFIG_HOME/dateline`, for `config.toml` and the user's `themes/`."""
    return Path(_DIRS.user_config_dir)


def data_folder() -> Path:
    """`$XDG_DATA_HOME/dateline`, for libraries."""
    return Path(_DIRS.user_data_dir)


def default_library() -> Path:
    """Where the user's own library is unless they say otherwise."""
    return data_folder() / "library"


def sample_library() -> Path:
    """Where the bundled sample library is built, apart from the user's own."""
    return data_folder() / "sample"


def user_gazetteer() -> Path:
    """The user's own leaders, countries and organisations: `gazetteer.toml` in the config folder."""
    return config_folder() / "gazetteer.toml"


def feeds_file() -> Path:
    """The user's subscriptions: `feeds.toml` in the config folder."""
    return config_folder() / "feeds.toml"


def taken_update() -> Path:
    """What was taken over from Wikidata, a layer between the package's gazetteer and the user's own."""
    return data_folder() / "gazetteer" / "wikidata.toml"


def gazetteer_stamps() -> tuple[FileStamp, ...]:
    """What tells the taken update and the user's own file from what they were, by one `stat` each."""
    return tuple(_stamp(path) for path in (taken_update(), user_gazetteer()))


def _stamp(path: Path) -> FileStamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def theme_folders() -> tuple[Path, ...]:
    """Folders of theme files: ours first, then the user's, whose files win where names agree."""
    package = Path(__file__).parent
    ours = package / "themes"  # in a wheel; beside the package in a checkout
    return (ours if ours.is_dir() else package.parent / "themes", config_folder() / "themes")


def load_settings(path: Path | None = None) -> Settings:
    """The settings in `path` (default: `config.toml` in the config folder); defaults where there is no such file.

    Raises DatelineError, naming the file and the line or field, where it can't be understood.
    """
    path = path or config_folder() / "config.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise DatelineError(f"cannot be read: {error.strerror}", str(path), "check its permissions") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatelineError(f"is not valid TOML: {error}", str(path), "mend that line, or remove the file") from error
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise DatelineError(f"{error}", str(path), "mend that setting, or remove it") from error
    if not MEASURE_MIN <= settings.measure <= MEASURE_MAX:
        raise DatelineError(
            f"measure is {settings.measure}",
            str(path),
            f"choose a number from {MEASURE_MIN} to {MEASURE_MAX}",
        )
    if not 0 <= settings.jobs <= 256:
        raise DatelineError(f"jobs is {settings.jobs}", str(path), "choose a number from 0 to 256")
    if not 60 <= settings.interval <= 30 * 86_400:
        raise DatelineError(f"interval is {settings.interval}", str(path), "choose seconds from 60 to 2592000")
    return settings
