"""Summary feeds through the real command: their pages are fetched and cleaned, and one story is stored once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.feed_world import writing
from tests.feed_world.case import FEED, Making, saying, serving
from tests.feed_world.running import Event, Home
from tests.feed_world.server import Behaviour, Exchange, Server
from tests.feed_world.writing import Story

ROBOTS = "/robots.txt"
OUTLET = "harbour"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def summaries(name: str = OUTLET, count: int = 3) -> Making:
    """A feed of stories, the first sentence of each."""

    def make(exchange: Exchange) -> str:
        told = writing.stories(exchange.base, name, count)
        return writing.rss("Harbour Post", [writing.rss_item(one, text=summary(one)) for one in told])

    return make


def summary(one: Story) -> str:
    return one.text[0].partition(".")[0] + " …"


def page_of(number: int, name: str = OUTLET) -> Behaviour:
    """The page of one of the stories."""
    return serving(lambda one: writing.page(writing.story(one.base, name, number)), "text/html; charset=utf-8")


def site(server: Server, name: str = OUTLET) -> str:
    """A host with a summary feed and the pages of its stories."""
    pages = {f"/news/{number}": page_of(number, name) for number in (1, 2, 3)}
    return server.host({FEED: serving(summaries(name)), **pages})


def text_of(article: Event) -> str:
    return "\n".join(block["text"] for block in article["blocks"])


def articles(home: Home) -> dict[str, Event]:
    """Every article of the library by its title."""
    return {row["title"]: home.shown(row["id"]) for row in home.listed()}


def last_words(base: str, number: int, name: str = OUTLET) -> str:
    """The end of a story, which its summary does not have."""
    return writing.story(base, name, number).text[-1]


def test_the_pages_of_a_summary_feed_are_asked_once_after_robots_and_read(server: Server, home: Home) -> None:
    base = site(server)
    home.subscribe([base + FEED])
    run = home.fetch(full_text="when-short")
    assert (run.code, run.done["added"], run.done["queued"]) == (0, 3, 0)
    kept = articles(home)
    assert len(kept) == 3
    for number in (1, 2, 3):
        article = kept[writing.story(base, OUTLET, number).title]
        assert last_words(base, number) in text_of(article)
        assert "Home" not in text_of(article)
        assert "Copyright" not in text_of(article)
        assert article["source"] == "Harbour Post"
    home.fetch(full_text="when-short")
    first, *others = [asked.path for asked in server.requests(base) if asked.path != FEED]
    assert first == ROBOTS
    assert sorted(others) == ["/news/1", "/news/2", "/news/3"]


def test_pages_that_robots_forbid_are_not_asked_and_the_summary_stays(server: Server, home: Home) -> None:
    base = site(server)
    server.play(base, ROBOTS, saying("User-agent: *\nDisallow: /news/2\n", "text/plain"))
    home.subscribe([base + FEED])
    run = home.fetch(full_text="when-short")
    assert run.done["added"] == 3
    assert server.requests(base, "/news/2") == []
    [failed] = run.of("failed")
    assert failed["address"] == f"{base}/news/2"
    assert "robots.txt" in failed["reason"]
    kept = articles(home)
    forbidden = kept[writing.story(base, OUTLET, 2).title]
    assert summary(writing.story(base, OUTLET, 2))[:-2] in text_of(forbidden)
    assert last_words(base, 2) not in text_of(forbidden)
    assert last_words(base, 1) in text_of(kept[writing.story(base, OUTLET, 1).title])


FAILING: Final[dict[str, tuple[Behaviour, str]]] = {
    "/news/1": (saying("<p>Not here.</p>", "text/html", 404), "there is nothing at this address (404)"),
    "/news/2": (saying("<p>Broken.</p>", "text/html", 500), "the server has a fault (500)"),
    "/news/3": (saying("<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html"), "text"),
    "/news/4": (saying(b"%PDF-1.7 " + bytes(2_000), "application/pdf"), "application/pdf"),
    "/news/5": (saying("", "text/html"), "empty"),
}


def test_a_page_that_fails_keeps_the_summary_and_says_why(server: Server, home: Home) -> None:
    told = len(FAILING)
    base = server.host(
        {FEED: serving(summaries(count=told)), **{path: answer for path, (answer, _) in FAILING.items()}}
    )
    home.subscribe([base + FEED])
    run = home.fetch(full_text="when-short")
    assert run.done["added"] == told
    reasons = {event["address"].removeprefix(base): event["reason"] for event in run.of("failed")}
    assert reasons.keys() == FAILING.keys()
    assert [path for path, (_, words) in FAILING.items() if words not in reasons[path]] == [], reasons
    kept = articles(home)
    for number in range(1, told + 1):
        story = writing.story(base, OUTLET, number)
        assert summary(story)[:-2] in text_of(kept[story.title])


def test_a_feed_may_say_never_and_another_always(server: Server, home: Home) -> None:
    one, other = site(server, "inland"), site(server, "coast")
    home.subscribe({one + FEED: 'full_text = "never"', other + FEED: 'full_text = "always"'})
    done = home.command("fetch", "--progress", "none", "--allow-private", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert [asked.path for asked in server.requests(one)] == [FEED]
    assert {"/news/1", "/news/2", "/news/3"} <= {asked.path for asked in server.requests(other)}


def test_the_same_address_in_two_feeds_is_one_article(server: Server, home: Home) -> None:
    def linked(exchange: Exchange) -> str:
        told = writing.stories(base, OUTLET)
        return writing.rss("Digest", [one._replace(url=f"{one.url}?utm_source=digest#top") for one in told])

    base = server.host({FEED: serving(lambda one: writing.rss("Harbour Post", writing.stories(one.base, OUTLET)))})
    digest = server.host({FEED: serving(linked)})
    home.subscribe([base + FEED, digest + FEED])
    run = home.fetch()
    assert run.done["added"] == 3
    assert len(home.ids()) == 3
    assert sorted(line["added"] for line in run.feeds.values()) == [0, 3]


def test_a_page_that_calls_another_address_the_right_one_is_that_article(server: Server, home: Home) -> None:
    base = site(server)
    story = writing.story(base, OUTLET, 1)

    def mobile_feed(exchange: Exchange) -> str:
        moved = story._replace(url=f"{exchange.base}/m/1", number="m1")
        return writing.rss("Harbour Post, mobile", [writing.rss_item(moved, text=summary(story))])

    mobile = server.host(
        {FEED: serving(mobile_feed), "/m/1": saying(writing.page(story, canonical=story.url), "text/html")}
    )
    home.subscribe([base + FEED, mobile + FEED])
    run = home.fetch(full_text="when-short")
    assert run.code == 0
    assert len(home.ids()) == 3


def test_a_report_that_two_outlets_print_is_one_article_with_both(server: Server, home: Home) -> None:
    def reprinted(exchange: Exchange) -> str:
        one = told[1]
        other = one._replace(
            number="reprint",
            title=f"{one.title}, agencies say",
            url=f"{exchange.base}/world/agency-report",
            text=(*one.text, "More on this in our evening edition."),
            published=one.published + timedelta(hours=5),
        )
        return writing.rss("Inland Courier", [other, writing.story(exchange.base, "inland", 9)])

    base = server.host({FEED: serving(lambda _: writing.rss("Harbour Post", told))})
    inland = server.host({FEED: serving(reprinted)})
    yesterday = datetime.now(UTC) - timedelta(days=1)
    told = [one._replace(published=yesterday) for one in writing.stories(base, OUTLET)]
    home.subscribe([base + FEED])
    home.fetch()
    home.subscribe([base + FEED, inland + FEED])
    assert home.fetch().done["added"] == 1
    assert len(home.ids()) == 4
    story = home.shown(next(row["id"] for row in home.listed() if row["title"] == told[1].title))
    assert "Inland Courier" in str(story["outlets"])
    assert f"{inland}/world/agency-report" in str(story["outlets"])
    home.fetch()
    assert len(home.ids()) == 4


def test_pages_wanted_offline_wait_and_come_with_the_next_connection(server: Server, home: Home) -> None:
    base = site(server)
    feed = home.folder / "kept.xml"
    told = [writing.rss_item(one, text=summary(one)) for one in writing.stories(base, OUTLET)]
    feed.write_text(writing.rss("Harbour Post", told), "utf-8")
    home.subscribe([str(feed)])
    offline = home.fetch("--offline", full_text="when-short")
    assert (offline.done["added"], offline.done["queued"]) == (3, 3)
    assert server.requests(base) == []
    online = home.fetch(full_text="when-short")
    assert online.done["queued"] == 0
    kept = articles(home)
    assert len(kept) == 3
    for number in (1, 2, 3):
        assert last_words(base, number) in text_of(kept[writing.story(base, OUTLET, number).title])


def test_an_address_can_be_added_and_a_feed_is_told_where_it_belongs(server: Server, home: Home) -> None:
    base = site(server)
    server.play(base, ROBOTS, saying("", "text/plain"))
    added = home.command("add", "--allow-private", f"{base}/news/1")
    assert added.returncode == 0, added.stderr
    assert added.stdout == b"1 added\n"
    [row] = home.listed()
    assert last_words(base, 1) in text_of(home.shown(row["id"]))
    again = home.command("add", "--allow-private", f"{base}/news/1?utm_source=letter")
    assert again.returncode == 0, again.stderr
    assert len(home.ids()) == 1
    feed = home.command("add", "--allow-private", base + FEED)
    assert feed.returncode == 1
    assert b"dateline feed add" in feed.stderr
    refused = home.command("add", f"{base}/news/2")
    assert refused.returncode == 1
    assert server.requests(base, "/news/2") == []
