"""`v` turns an article over to the page it was made from, and back; the page's text comes from another process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from reader.article import Article
from reader.errors import DatelineError
from reader.library.library import Library
from reader.tui.original_page import SHOWN, SHOWN_LINES, fetch_original
from reader.tui.start import original_command

Open = Callable[..., AbstractAsyncContextManager[Any]]
Fill = Callable[..., Path]
HEADER = "original page, 2 KB, as fetched 14 Mar 2025, 12:00"


def saying(document: object) -> list[str]:
    """A command that says this instead of a page."""
    return [sys.executable, "-c", f"import sys; sys.stdout.write({json.dumps(document)!r})"]


def saying_much(text: str, times: int) -> list[str]:
    """A command that says a text so many times as the page."""
    say = f"dict(kind='text', bytes=2_000_000, text={text!r} * {times})"
    return [sys.executable, "-c", f"import json, sys; json.dump({say}, sys.stdout)"]


def shown(reader: Any) -> str:
    return "\n".join(line.strip("│ ").rstrip() for line in reader.screen)


def first_words(screen: list[str]) -> str:
    """The first line of text in an open pane."""
    return next(line for line in screen[1:] if line.strip())


async def test_the_page_is_shown_as_text_and_the_article_again(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter")
        before = reader.screen
        await reader.press("v")
        assert HEADER in shown(reader)
        assert "• Letters" in shown(reader)
        assert "[The two at table]" in shown(reader)
        assert "track" not in shown(reader)
        assert reader.open_title == "Xi hosts Maduro and lifts ties with Venezuela"
        await reader.press("v")
        assert reader.screen == before


async def test_nothing_of_a_page_reaches_the_terminal_as_a_command(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v", "G")
        assert "Subscribe to our letter." in shown(reader)
        assert not any(char < " " for line in reader.screen for char in line)


async def test_the_place_is_kept_in_both_also_for_the_next_time(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "j", "j", "j", "j")
        article = reader.screen
        await reader.press("v", "space", "space")
        page = reader.screen
        await reader.press("v")
        assert reader.screen == article
        await reader.press("v")
        assert reader.screen == page
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter")
        assert first_words(reader.screen) == first_words(article)
        await reader.press("v")
        assert first_words(reader.screen) == first_words(page)


async def test_back_leaves_the_page_before_the_article(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v", "q")
        assert HEADER not in shown(reader)
        assert reader.desktop.arrangement.focus == "article"
        await reader.press("q")
        assert reader.desktop.arrangement.focus == "list"


async def test_words_are_found_in_the_page(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v", "ctrl+f")
        await reader.type("number 39")
        assert "Another story of the day, number 39." in shown(reader)
        await reader.press("esc")
        assert "Another story of the day, number 39." in shown(reader)
        await reader.press("]")
        assert reader.status.startswith("Names are marked in the article")


async def test_a_page_that_was_not_kept_is_told(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(120, 30), original=original_command(library)) as reader:
        await reader.press("j", "enter", "v")
        assert reader.status == "The page of this article was not kept"
        assert reader.open_title == "Brasília reads the Caracas pact with unease"


async def test_another_article_comes_up_clean(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v", "n")
        assert reader.open_title == "Brasília reads the Caracas pact with unease"
        assert "Lula said that Brazil" in shown(reader)


async def test_a_page_wraps_with_the_window(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v")
        before = reader.screen
        await reader.pilot.resize_terminal(46, 30)
        await reader.settle()
        assert "all-weather partner." in shown(reader)
        await reader.pilot.resize_terminal(80, 24)
        await reader.settle()
        assert reader.screen == before


async def test_an_article_that_is_cleaned_anew_meanwhile_comes_back_new(
    library: Path, open_desk: Open, make_article: Callable[..., Article]
) -> None:
    async with open_desk(library, size=(80, 24), original=original_command(library)) as reader:
        await reader.press("enter", "v")
        with Library.open(library) as other:
            known = other.uncorrected("a1-caracas-pact")
            made = make_article(known.id, known.title, ["Cleaned anew, and better."], hours=2)
            other.versions.keep([made])
        reader.desk.desk.workings.watching.look()
        await reader.settle()
        assert HEADER in shown(reader)
        await reader.press("v")
        assert "Cleaned anew, and better." in shown(reader)


async def test_why_a_page_can_not_be_had_is_told(library: Path, open_desk: Open) -> None:
    broken = [sys.executable, "-c", "import sys; sys.exit('dateline: nothing works today')"]
    async with open_desk(library, size=(120, 24), original=broken) as reader:
        await reader.press("enter", "v")
        assert reader.status == "the original can't be shown: nothing works today"


@pytest.mark.parametrize(("text", "times"), [("x", SHOWN + 10), ("y\n", SHOWN_LINES + 10)])
def test_of_a_large_page_the_beginning_is_shown_and_that_is_said(text: str, times: int, story: Article) -> None:
    ready = fetch_original(story, saying_much(text, times))
    assert ready.header.startswith("original text, 2,000 KB, as fetched")
    assert "only its beginning is shown here" in ready.header
    assert sum(len(block.text) for block in ready.page.blocks) <= SHOWN
    assert len(ready.page.blocks) <= SHOWN_LINES


@pytest.mark.parametrize("command", [["/nowhere/at-all"], saying("no document"), saying([])])
def test_a_process_that_gives_no_document_is_an_error_in_words(command: Iterable[str], story: Article) -> None:
    with pytest.raises(DatelineError):
        fetch_original(story, list(command))
