"""Runs the desk on the sample library without a terminal, types a shot's keys, and gives back what is on the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from reader.config import Settings
from reader.tui.app import Desk
from reader.tui.programs import Programs
from screenshots.shots import FEEDS, Shot

NOW: Final = datetime(2025, 11, 11, 8, 0, tzinfo=UTC)
"""The clock of the pictures: the morning after the newest sample article."""


class Picture(NamedTuple):
    """A screen as text and as SVG."""

    text: str
    svg: str


def build_sample(home: Path) -> Path:
    """The sample library, built by the program itself under a home folder of its own; returns its folder."""
    subprocess.run(
        [sys.executable, "-m", "reader.cli", "sample", "--once"],
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")},
    )
    return home / "data" / "dateline" / "sample"


async def take(shot: Shot, library: Path, spots: Path) -> Picture:
    """The desk on `library` after the shot's keys."""
    listed = [sys.executable, "-c", f"print({json.dumps(FEEDS)!r})"]
    programs = Programs(feed=listed)
    desk = Desk(library, Settings(theme=shot.theme), clock=lambda: NOW, spots=spots, programs=programs)
    async with desk.run_test(size=shot.size) as pilot:
        await pilot.pause()
        await desk.workers.wait_for_complete()
        for key in shot.keys:
            await pilot.press(key)
            await pilot.pause()
            await desk.workers.wait_for_complete()
        await pilot.pause()
        strips = desk.screen._compositor.render_strips()  # noqa: SLF001 - Textual gives the screen as text no other way
        text = "\n".join(strip.text.rstrip() for strip in strips)
        return Picture(text, desk.export_screenshot(title="Dateline", simplify=True))
