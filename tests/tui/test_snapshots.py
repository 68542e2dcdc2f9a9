"""Screens as text. `DATELINE_UPDATE_SNAPSHOTS=1 pytest tests/tui` writes them anew: read the difference first."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from reader.tui.start import original_command

Open = Callable[..., AbstractAsyncContextManager[Any]]
SNAPSHOTS = Path(__file__).parent / "snapshots"

SCREENS = {
    "list-article-coverage-160x40": ((160, 40), []),
    "list-article-120x40": ((120, 40), []),
    "article-coverage-120x40": ((120, 40), ["enter", "c"]),
    "compare-160x40": ((160, 40), ["enter", "C"]),
    "compare-coverage-210x50": ((210, 50), ["enter", "C"]),
    "card-120x40": ((120, 40), ["]", "enter"]),
    "why-120x40": ((120, 40), ["]", "]", "]", "i"]),
    "why-80x24": ((80, 24), ["enter", "]", "i"]),
    "mend-80x24": ((80, 24), ["enter", "]", "]", "M"]),
    "corrections-80x24": ((80, 24), ["enter", "]", "]", "M", "enter", "g", "m"]),
    "entities-100x30": ((100, 30), ["e"]),
    "help-120x40": ((120, 40), ["?"]),
    "feeds-80x24": ((80, 24), ["g", "f"]),
    "feeds-120x40": ((120, 40), ["g", "f", "d"]),
    "links-80x24": ((80, 24), ["enter", "u"]),
    "search-80x24": ((80, 24), ["/"]),
    "list-80x24": ((80, 24), ["s"]),
    "article-80x24": ((80, 24), ["enter", "]"]),
    "original-80x24": ((80, 24), ["enter", "v"]),
    "original-120x40": ((120, 40), ["enter", "v"]),
    "coverage-80x24": ((80, 24), ["enter", "c"]),
    "article-40x8": ((40, 8), ["enter"]),
    "too-small-20x5": ((20, 5), []),
    "too-small-70x5": ((70, 5), []),
}


LINE_NUMBER = re.compile(r"\.toml:\d+ *")
"""Where knowledge lies in the gazetteer, which grows."""
SAID_ON = re.compile(r"(?<=│ )\d{1,2} [A-Z][a-z]{2} \d{4} *(?=│$)", re.MULTILINE)
"""The day of a correction, alone in its line: today's."""


def _hidden(found: re.Match[str]) -> str:
    return ".toml:N".ljust(len(found[0]))


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(name: str, library: Path, open_desk: Open, feed_list: Sequence[str]) -> None:
    size, keys = SCREENS[name]
    async with open_desk(library, size=size, original=original_command(library), feed=feed_list) as reader:
        await reader.press(*keys)
        text = LINE_NUMBER.sub(_hidden, "\n".join(reader.screen).rstrip() + "\n")
    text = SAID_ON.sub(lambda found: "today".ljust(len(found[0])), text)
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("DATELINE_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


async def test_a_screen_made_smaller_and_larger_again_is_the_same(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter")
        before = reader.screen
        for size in ((20, 5), (80, 24), (10, 3), (200, 60), (150, 24)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
        assert reader.screen == before
