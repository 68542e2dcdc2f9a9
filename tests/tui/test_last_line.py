from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

Open = Callable[..., AbstractAsyncContextManager[Any]]


async def test_what_is_typed_ahead_of_the_search_line_goes_into_it_and_starts_no_command(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library) as reader:
        await reader.type("/leader:lula country:VE")
        assert reader.desktop.query.text == "leader:lula country:VE"
        assert reader.desktop.rows.count == 1
        assert reader.desktop.session.counters.starred == 0


async def test_an_answer_typed_ahead_of_a_question_is_its_answer(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.type("dn")
        assert reader.desktop.rows.count == 6
        await reader.type("dy")
        assert reader.desktop.rows.count == 5


async def test_what_is_typed_ahead_of_the_help_searches_in_it(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.type("?star")
        assert reader.desk.screen is not reader.desk.desk
        assert reader.desktop.session.counters.starred == 0
        await reader.press("escape")
        assert reader.desk.screen is reader.desk.desk


async def test_the_keys_come_back_to_the_pane_that_asked(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("2", "ctrl+f")
        await reader.type("Maduro")
        assert reader.desktop.arrangement.focus == "article"
        assert reader.desk.focused is reader.desktop.view
