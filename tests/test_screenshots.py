"""Every picture in the README is of a screen that still exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from screenshots.shots import FOLDER, SHOTS, Shot
from screenshots.taking import take

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_the_pictured_screen_exists(shot: Shot, sample_home: Path, tmp_path: Path) -> None:
    picture = await take(shot, sample_home / "data" / "dateline" / "sample", tmp_path / "spots")
    for words in shot.shows:
        assert words in picture.text


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_every_shot_has_its_two_files(shot: Shot) -> None:
    assert shot.svg.read_text("utf-8").startswith("<svg")
    assert shot.png.read_bytes().startswith(PNG_SIGNATURE)


def test_no_picture_is_left_of_a_shot_that_is_gone() -> None:
    named = {file for shot in SHOTS for file in (shot.svg, shot.png)}
    assert {*FOLDER.glob("*.svg"), *FOLDER.glob("*.png")} == named


def test_the_readme_shows_only_pictures_that_are_made() -> None:
    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    shown = {shot.png.name for shot in SHOTS if f"screenshots/{shot.png.name}" in readme}
    assert shown, "the README shows no picture"
    assert readme.count("screenshots/") >= len(shown)
