from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from reader.library.library import Library

Open = Callable[..., AbstractAsyncContextManager[Any]]


def titles(reader: Any) -> list[str]:
    """The first words of the rows in the list."""
    rows = reader.desktop.rows
    return [rows.window.row(index).title.split()[0] for index in range(rows.count)]


async def test_a_search_narrows_the_list_and_marks_its_words(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("loan china")
        assert titles(reader) == ["Xi", "Tankers"]
        assert "1/2 · /loan china" in reader.screen[-1]
        assert "Library / loan china" in reader.screen[0]
        await reader.press("enter")
        marked = {
            reader.desktop.view.page.layout.parts[hit.part].text[hit.start : hit.end]
            for hit in reader.desktop.view.page.hits
        }
        assert marked == {"loan", "China"}


async def test_leaders_and_countries_are_searched_by_field(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("leader:lula country:VE")
        assert titles(reader) == ["Brasília"]


async def test_a_bad_query_is_told_in_words_and_can_be_mended(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("king:xi")
        assert "there is no field 'king'" in reader.status
        assert "leader" in reader.status
        for _ in range(7):
            await reader.press("backspace")
        await reader.type("xi")
        assert titles(reader) == ["Xi", "Tankers"]


async def test_a_search_without_result_says_how_to_get_back(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("zeppelin")
        assert reader.desktop.rows.count == 0
        assert reader.status == "Nothing found for zeppelin; esc shows everything"
        await reader.press("enter", "j", "s", "escape")
        assert reader.desktop.rows.count == 6


async def test_a_search_can_be_left_without_searching(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/", "x", "escape")
        assert reader.desktop.rows.count == 6
        await reader.press("j")
        assert reader.desktop.rows.cursor == 1


async def test_names_of_fields_are_completed(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.press(*"xi lea")
        await reader.until(lambda: reader.desk.focused._suggestion)
        await reader.press("tab")
        assert reader.desk.focused.value == "xi leader:"


async def test_finding_in_the_article_goes_from_hit_to_hit(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "ctrl+f")
        await reader.type("maduro")
        assert reader.status == "3 hits; n and p go from one to the next"
        await reader.press("n")
        assert reader.status == "Hit 2 of 3"
        await reader.press("p", "p")
        assert reader.status == "Hit 3 of 3"
        await reader.press("escape", "n")
        assert reader.open_title.startswith("Brasília")


async def test_what_does_not_stand_in_the_article_is_told(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "ctrl+f")
        await reader.type("zeppelin")
        assert reader.status == "“zeppelin” does not stand in this article"


async def test_marks_are_seen_at_once_and_kept(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("s", "m")
        assert "★" in reader.screen[2]
        assert "●" not in reader.screen[1]
        await reader.press("m")
        assert "●" in reader.screen[1]
    with Library.open(library) as opened:
        assert opened.marks("a1-caracas-pact").starred
        assert not opened.marks("a1-caracas-pact").read


async def test_a_mark_is_undone_also_after_a_restart(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("s")
    async with open_desk(library) as reader:
        await reader.press("U")
        assert reader.status.startswith("Undone: 1 article is not starred")
        assert not reader.desktop.rows.selected.starred
        await reader.press("U")
        assert reader.status == "There is nothing to undo"


async def test_marking_all_read_asks_first(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("A")
        assert "Mark 6 articles read?" in reader.screen[-1]
        await reader.press("n")
        assert reader.desktop.session.counters.unread == 6
        await reader.press("A", "y")
        assert reader.desktop.session.counters.unread == 0
        await reader.press("A")
        assert reader.status == "Nothing here is unread"
        await reader.press("U")
        assert reader.desktop.session.counters.unread == 6


async def test_only_what_the_search_found_is_marked_read(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("country:BR")
        await reader.press("A", "y")
        assert reader.desktop.session.counters.unread == 4


async def test_a_deleted_article_leaves_the_list_and_can_be_brought_back(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("j", "d", "y")
        assert titles(reader) == ["Xi", "Tankers", "Flood", "A", "Prices"]
        await reader.press("U")
        assert titles(reader)[1] == "Brasília"


async def test_tags_are_changed_in_the_last_line(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("T")
        await reader.type("oil #debt oil")
        assert reader.desktop.rows.selected.tags == ("oil", "debt")
        assert reader.status == "Tags: oil debt"
        await reader.press("T")
        assert reader.desk.focused.value == "oil debt"


async def test_the_help_is_searched_by_typing(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("?")
        await reader.press(*"browser")
        await reader.settle()
        text = "\n".join(reader.screen)
        assert "Open the page in the browser" in text
        assert "Down a row" not in text
        await reader.press("escape")
        assert reader.desktop.arrangement.focus == "list"
