"""What is remembered of feeds and items, and what becomes of a state that can't be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.errors import DatelineError
from reader.ingest.fetching.feed_state import FeedState
from reader.ingest.fetching.page_queue import KEPT_DAYS, Wanted
from reader.ingest.fetching.state import (
    SEEN_DAYS,
    SEEN_MOST,
    State,
    item_key,
    read_feeds_of,
    read_states,
    read_waiting,
)
from reader.sources.feeds.feed import Item
from tests.ingest.fetching.conftest import Fetch, Site, item, rss

FEED = "https://harbourpost.example/feed"
DAY = 86_400
NOW = 20_000 * DAY


def test_where_nothing_was_fetched_nothing_is_known(tmp_path: Path) -> None:
    assert read_states(tmp_path) == {}
    assert read_feeds_of(tmp_path, "a") == []
    assert read_waiting(tmp_path) == 0
    assert not (tmp_path / "fetch.sqlite").exists()


def test_what_is_kept_is_known_to_the_next_run(tmp_path: Path) -> None:
    with State(tmp_path) as state:
        state.keep(FeedState(FEED, etag='"a"', articles=3))
        state.see(FEED, [(item_key("1"), b"d", "article")], NOW)
    with State(tmp_path) as state:
        assert state.feed(FEED) == FeedState(FEED, etag='"a"', articles=3)
        assert state.seen(FEED)[item_key("1")].article == "article"
    assert read_states(tmp_path)[FEED].articles == 3
    assert read_feeds_of(tmp_path, "article") == [FEED]


def test_the_state_is_nobody_else_s_business(tmp_path: Path) -> None:
    with State(tmp_path):
        assert (tmp_path / "fetch.sqlite").stat().st_mode & 0o077 == 0


def test_items_that_a_feed_no_longer_lists_are_forgotten_after_a_while(tmp_path: Path) -> None:
    with State(tmp_path) as state:
        state.see(FEED, [(item_key(name), b"d", "") for name in ("stays", "goes")], NOW)
        later = NOW + (SEEN_DAYS + 1) * DAY
        state.listed(FEED, [item_key("stays")], later)
        assert list(state.seen(FEED)) == [item_key("stays")]


def test_a_feed_that_names_its_items_anew_is_not_remembered_without_end(tmp_path: Path) -> None:
    with State(tmp_path) as state, state.transaction():
        state.see(FEED, ((item_key(str(number)), b"d", "") for number in range(SEEN_MOST + 50)), NOW)
        state.listed(FEED, [], NOW)
        assert len(state.seen(FEED)) == SEEN_MOST


def test_a_feed_with_a_new_address_takes_all_along(tmp_path: Path) -> None:
    new = "https://harbourpost.example/new"
    with State(tmp_path) as state:
        state.keep(FeedState(new, title="stale"))
        state.keep(FeedState(FEED, title="Harbour Post"))
        state.see(FEED, [(item_key("1"), b"d", "a")], NOW)
        state.queue.want(Wanted("a", "https://harbourpost.example/1", FEED, Item("1")), NOW)
        state.readdress(FEED, new)
        assert state.feed(new) == FeedState(new, title="Harbour Post")
        assert len(state.seen(new)) == 1
        assert state.queue.due(NOW, 5)[0].feed == new
    assert list(read_states(tmp_path)) == [new]


def test_the_queue_gives_pages_that_are_due_of_the_feeds_that_are_meant(tmp_path: Path) -> None:
    with State(tmp_path) as state:
        for name, feed in (("a", FEED), ("b", FEED), ("c", "https://other.example/")):
            state.queue.want(Wanted(name, f"https://harbourpost.example/{name}", feed, Item(name)), NOW)
        state.queue.later("a", NOW + 60, "busy")
        assert [wanted.article for wanted in state.queue.due(NOW, 5)] == ["b", "c"]
        assert [wanted.article for wanted in state.queue.due(NOW, 5, [FEED])] == ["b"]
        assert (state.queue.ready(NOW), state.queue.ready(NOW, [FEED]), state.queue.waiting()) == (2, 1, 3)
        state.queue.give_up("b", "robots", NOW)
        assert state.queue.waiting() == 2
        state.queue.clear_out(NOW + (KEPT_DAYS + 1) * DAY)
        with sqlite3.connect(tmp_path / "fetch.sqlite") as database:
            assert [name for (name,) in database.execute("SELECT article FROM page ORDER BY article")] == ["a", "c"]
        database.close()


@pytest.mark.parametrize("pragma", ["user_version = 99", "application_id = 7"])
def test_a_file_of_another_kind_or_version_is_set_aside(pragma: str, tmp_path: Path) -> None:
    with State(tmp_path) as state:
        state.keep(FeedState(FEED))
    with sqlite3.connect(tmp_path / "fetch.sqlite") as database:
        database.execute(f"PRAGMA {pragma}")
    database.close()
    assert read_states(tmp_path) == {}
    with State(tmp_path) as state:
        assert "fetch.sqlite.set-aside" in state.notice
        assert state.feed(FEED) == FeedState(FEED)
    assert (tmp_path / "fetch.sqlite.set-aside").exists()


def test_damage_that_shows_during_a_fetch_is_told_and_the_next_fetch_works(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed)
    path = fetched.library.path / "fetch.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(DatelineError, match="no article is lost"):
        fetched(feed)
    assert fetched(feed).report.known == 1
