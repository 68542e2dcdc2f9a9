"""The screen of the feeds, on the real commands where they need no network, else on a stand-in for them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal
from reader.config import Settings, feeds_file
from reader.library.library import Library
from reader.subscriptions.file import read_subscriptions, subscribe
from reader.subscriptions.subscription import Subscription
from reader.tui.feed import Feed
from reader.tui.feed_words import count_in_words, well_in_words, wrong_in_words
from reader.tui.start import feed_command, fetch_command

Open = Callable[..., AbstractAsyncContextManager[Any]]
PATIENT = 6_000
NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
HARBOUR = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Notes</title>
<link>https://harbour.example/</link>
<item><title>Tankers wait off Caracas</title><guid>1</guid><pubDate>Fri, 14 Mar 2025 11:00:00 GMT</pubDate>
<description>Four tankers wait off Venezuela.</description></item></channel></rss>"""
SAYS = "import sys; sys.stdout.write({answer!r}); sys.exit({code})"


def stand_in(answer: object, code: int = 0) -> list[str]:
    """A command that says this, whatever it is asked."""
    return [sys.executable, "-c", SAYS.format(answer=json.dumps(answer), code=code)]


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A feed in a file, with one article."""
    path = tmp_path / "harbour.xml"
    path.write_text(HARBOUR)
    return path


async def test_a_feed_is_subscribed_to_and_its_articles_come_at_once(
    tmp_path: Path, open_desk: Open, harbour: Path
) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, create=True):
        pass
    async with open_desk(folder, fetch=fetch_command(folder), feed=feed_command(folder)) as reader:
        await reader.press("a")
        await reader.type(str(harbour))
        await reader.until(lambda: reader.desktop.rows.count == 1, looks=PATIENT)
        await reader.settle()
        assert reader.status.startswith("1 new")
        assert [feed.title for feed in read_subscriptions(feeds_file()).feeds] == ["Harbour Notes"]
        await reader.press("g", "f")
        assert "1 feed" in reader.screen[0]
        assert "Harbour Notes" in reader.screen[1]
        assert "1 article" in reader.screen[1]
        assert str(harbour) in reader.screen[2]
        await reader.press("enter")
        assert reader.desktop.query.text == 'source:"Harbour Notes"'
        assert reader.desktop.rows.selected.title == "Tankers wait off Caracas"


async def test_what_cannot_be_subscribed_to_is_told_in_the_words_of_the_command(
    library: Path, open_desk: Open, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no feed")
    async with open_desk(library, feed=feed_command(library)) as reader:
        await reader.press("a")
        await reader.type(str(tmp_path / "notes.txt"))
        assert reader.status.startswith("it can't be subscribed to: ")
        assert reader.desktop.status.complains
        assert read_subscriptions(feeds_file()).feeds == ()


async def test_a_site_with_several_feeds_lets_one_be_chosen(library: Path, open_desk: Open) -> None:
    feeds = [{"address": "https://a.example/1", "title": "World"}, {"address": "https://a.example/2", "title": "All"}]
    answer = {"added": [], "known": [], "failed": [{"address": "https://a.example", "reason": "two", "feeds": feeds}]}
    async with open_desk(library, size=(80, 24), feed=stand_in(answer, 2)) as reader:
        await reader.press("a")
        await reader.type("a.example")
        text = "\n".join(reader.screen)
        assert "Feeds of https://a.example" in text
        assert "World" in text
        assert "https://a.example/2" in text
        await reader.press("escape")
        assert "Feeds of" not in "\n".join(reader.screen)


async def test_feeds_that_something_is_wrong_with_come_first_and_say_what(
    library: Path, open_desk: Open, feed_list: Sequence[str]
) -> None:
    async with open_desk(library, size=(100, 24), feed=feed_list) as reader:
        await reader.press("g", "f")
        screen = reader.screen
        assert "4 feeds · 1 failing · 1 gone" in screen[0]
        assert "! Slow [31mNews" in screen[1]
        assert "failing since 2 d: timed out, 3 times in a row, next try in 2 h · #world" in screen[2]
        assert "The Old Gazette" in screen[3]
        assert "is gone for good, says the server (410); it is not asked again" in screen[4]
        assert "1,204 articles" in screen[5]
        assert "1 h ago · #world #daily · https://post.example/feed" in screen[6]
        assert "quiet.example" not in "\n".join(screen)


async def test_a_feed_that_the_user_hides_is_shown_when_it_is_asked_for(
    library: Path, open_desk: Open, feed_list: Sequence[str]
) -> None:
    async with open_desk(library, size=(100, 24), feed=feed_list) as reader:
        await reader.press("g", "f", "/")
        await reader.type("hidden")
        assert "not fetched yet · hidden" in reader.screen[2]


async def test_feeds_are_filtered_as_the_library_is_and_the_way_back_is_the_same(
    library: Path, open_desk: Open, feed_list: Sequence[str]
) -> None:
    async with open_desk(library, size=(80, 24), feed=feed_list) as reader:
        await reader.press("g", "f", "j", "/")
        await reader.type("WORLD post")
        assert "Plateau Post" in reader.screen[1]
        assert reader.screen[3] == ""
        await reader.press("q")
        assert "Plateau Post" in reader.screen[5]
        await reader.press("q")
        assert "Library" in reader.screen[0]
        assert reader.desktop.status is reader.desk.desk.status


async def test_tags_are_given_and_a_feed_is_removed_when_that_is_confirmed(library: Path, open_desk: Open) -> None:
    subscribe(feeds_file(), Subscription("https://post.example/feed", "Plateau Post", ("daily",)))
    subscribe(feeds_file(), Subscription("https://name:secret@own.example/feed", "Own"))
    async with open_desk(library, feed=feed_command(library)) as reader:
        await reader.press("g", "f", "t")
        await reader.type("daily world")
        assert reader.desktop.status.message == "Plateau Post: #daily #world"
        await reader.press("j", "T")
        await reader.type("mine")
        assert [feed.tags for feed in read_subscriptions(feeds_file()).feeds] == [("daily", "world"), ("mine",)]
        assert "secret" not in "\n".join(reader.screen)
        await reader.press("k", "d", "n")
        assert len(read_subscriptions(feeds_file()).feeds) == 2
        await reader.press("d", "y")
        assert [feed.title for feed in read_subscriptions(feeds_file()).feeds] == ["Own"]
        assert reader.desktop.status.message == "Plateau Post is no longer subscribed to; its articles stay"
        assert "1 feed" in reader.screen[0]


async def test_the_feed_under_the_cursor_is_fetched_and_the_stop_key_works_here_too(
    library: Path, open_desk: Open, feed_list: Sequence[str], tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    says = '{"event":"progress","feeds":0,"of":1}'
    fetch = f"import sys, time; open({str(asked)!r}, 'w').write(sys.argv[-1]); print({says!r}, flush=1); time.sleep(99)"
    async with open_desk(library, size=(80, 24), feed=feed_list, fetch=[sys.executable, "-c", fetch]) as reader:
        await reader.press("g", "f", "j", "j")
        reader._send("r")
        await reader.until(lambda: "Fetching 0/1 feed (X stops)" in reader.desktop.status.work)
        reader._send("k")
        await reader.until(lambda: "Fetching 0/1 feed (X stops)" in reader.screen[-1])
        assert asked.read_text() == "https://post.example/feed"
        await reader.press("X")
        assert reader.desktop.status.message == "Fetching stopped; R fetches the rest"


async def test_keys_that_the_user_chose_mean_the_same_here(
    library: Path, open_desk: Open, feed_list: Sequence[str]
) -> None:
    settings = Settings(keys={"feeds": "z", "down": "e", "entities": "j"})
    async with open_desk(library, settings=settings, feed=feed_list) as reader:
        await reader.press("z", "e", "j")
        assert reader.desk.screen.rows.cursor == 1


def test_feeds_toml_is_edited_in_the_users_editor_and_looked_at_afterwards(library: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nopen(sys.argv[-1], 'a').write('[[feed]]\\naddress = \"https://a.example/feed\"\\n')\n"
        "print('EDITING', sys.argv[-1])\n"
    )
    env = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE")}
    command = [sys.executable, "-m", "reader.cli", "--library", str(library)]
    with Terminal(command, columns=100, rows=24, env={**env, "VISUAL": f"{sys.executable} {editor}"}) as terminal:
        terminal.wait("Library")
        terminal.send("E")
        terminal.wait("feeds.toml: 1 feed")
        terminal.send("gf")
        terminal.wait("https://a.example/feed")
        terminal.send("Q")
        assert terminal.finish() == 0
    assert (tmp_path / "CONFIG" / "dateline" / "feeds.toml").read_text().count("a.example") == 1


FAILING = Feed("https://a.example", "A", failures=2, problem="no answer")


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (Feed("https://a.example"), ""),
        (FAILING, "never worked: no answer, 2 times in a row"),
        (Feed("https://a.example", failures=1), "never worked: for an unknown reason"),
        (Feed("https://a.example", gone=True), "gone: its server says that it is no more; it is not asked again"),
    ],
)
def test_what_is_wrong_with_a_feed_is_told_in_words(feed: Feed, said: str) -> None:
    assert wrong_in_words(feed, NOW) == said


def test_when_a_feed_was_fetched_and_how_many_there_are_is_told_in_words() -> None:
    assert well_in_words(Feed("x", succeeded=NOW), NOW) == "now"
    assert well_in_words(Feed("x", succeeded=NOW - timedelta(hours=2)), NOW) == "2 h ago"
    assert well_in_words(Feed("x", succeeded=NOW - timedelta(days=9)), NOW) == "5 Mar"
    assert count_in_words([Feed("x")]) == "1 feed"
    assert count_in_words([Feed("x"), FAILING]) == "2 feeds · 1 failing"
