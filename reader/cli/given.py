"""Which library a command line means: apart, since the desk is opened with and without the grammar of all commands."""

from __future__ import annotations

from pathlib import Path


def library_given(given: str | None) -> Path:
    """The library of that name, else the setting, else the default."""
    from reader.config import default_library, load_settings

    named = given if given is not None else load_settings().library
    return Path(named).expanduser() if named else default_library()
