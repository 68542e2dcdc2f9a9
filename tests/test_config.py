"""Settings: every fault in the file is told with the file's name and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Settings, default_library, load_settings, theme_folders
from reader.errors import DatelineError


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == Settings()


def test_what_the_file_says_counts(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "mine"\nmeasure = 60\nmouse = false\n[keys]\nstar = "asterisk"\n', "utf-8")
    settings = load_settings(path)
    assert (settings.theme, settings.measure, settings.mouse, settings.keys) == (
        "mine",
        60,
        False,
        {"star": "asterisk"},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("theme = [", "TOML"),
        ("measure = 'wide'", "measure"),
        ("thmee = 'x'", "thmee"),
        ("measure = 7", "from 40 to 120"),
        ("jobs = -1", "from 0 to 256"),
        ("\xff\xfe", "TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(DatelineError) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)
    assert caught.value.remedy


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="cannot be read"):
        load_settings(tmp_path)


def test_the_library_is_under_the_data_folder() -> None:
    assert default_library().parts[-2:] == ("dateline", "library")


def test_our_themes_come_before_the_users() -> None:
    ours, theirs = theme_folders()
    assert ours.name == theirs.name == "themes"
    assert ours.is_dir()
