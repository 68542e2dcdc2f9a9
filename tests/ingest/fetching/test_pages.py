"""Full texts: items that wait for their pages, pages that fail, and the queue that outlives a fetch."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from reader.ingest.fetching.pages import ATTEMPTS
from reader.subscriptions.subscription import Subscription
from tests.ingest.fetching.conftest import LONG, Fetch, Site, html, item, rss

SHORT = "The ferry sails again."
WHOLE = LONG + "The mayor waved from the quay when the ship came in. Nobody had believed that it would."


def feed_of(site: Site, *items: str) -> Subscription:
    return Subscription(site.serve("/feed", rss(*items)), full_text="when-short")


def queued(fetched: Fetch) -> list[tuple[int, str, int]]:
    """Attempts, reason and whether it was given up, of every page in the queue."""
    with sqlite3.connect(fetched.library.path / "fetch.sqlite") as database:
        rows = database.execute("SELECT attempts, reason, final FROM page").fetchall()
    database.close()
    return rows


def make_due(fetched: Fetch) -> None:
    """The waiting pages may be asked for now."""
    with sqlite3.connect(fetched.library.path / "fetch.sqlite") as database:
        database.execute("UPDATE page SET due = ?", (int(time.time()),))
    database.close()


def text_of(fetched: Fetch) -> str:
    (row,) = fetched.library.rows()
    return "\n".join(block.text for block in fetched.library.get(row.id).blocks)


def test_an_item_with_a_summary_is_listed_once_with_the_whole_text_of_its_page(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", html(WHOLE))
    done = fetched(feed_of(site, item(1, SHORT, link=page)))
    assert (done.report.added, done.report.revised, done.report.queued) == (1, 0, 0)
    (row,) = fetched.library.rows()
    assert fetched.library.get(row.id).revision == 1
    assert "mayor waved from the quay" in text_of(fetched)
    assert "/robots.txt" in site.asked
    assert queued(fetched) == []


def test_an_item_with_its_whole_text_needs_no_page(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", html(WHOLE))
    fetched(feed_of(site, item(1, link=page)))
    assert site.asked == ["/feed"]


def test_the_rule_of_one_fetch_stands_above_the_feed_s(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", html(WHOLE))
    fetched(feed_of(site, item(1, SHORT, link=page)), overruling="never")
    assert site.asked == ["/feed"]
    assert text_of(fetched) == SHORT


def test_a_page_that_is_missing_leaves_the_summary_and_is_not_asked_for_again(site: Site, fetched: Fetch) -> None:
    feed = feed_of(site, item(1, SHORT, link=f"{site.address}/story"))
    done = fetched(feed)
    assert (done.report.added, done.report.lost, done.report.queued) == (1, 1, 0)
    assert "404" in done.told.failures[0][1]
    assert text_of(fetched) == SHORT
    ((attempts, reason, final),) = queued(fetched)
    assert (attempts, final) == (1, 1)
    assert "404" in reason
    fetched(feed)
    assert site.asked.count("/story") == 1


def test_a_page_that_fails_for_now_comes_with_a_later_fetch(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", "busy", 500)
    feed = feed_of(site, item(1, SHORT, link=page))
    done = fetched(feed)
    assert (done.report.added, done.report.queued) == (1, 1)
    fetched(feed)
    assert site.asked.count("/story") == 1, "it has to wait"
    site.serve("/story", html(WHOLE))
    make_due(fetched)
    again = fetched(feed)
    assert (again.report.completed, again.report.queued, again.report.added) == (1, 0, 0)
    assert "mayor waved from the quay" in text_of(fetched)
    assert len(fetched.titles()) == 1


def test_a_page_that_fails_again_and_again_is_given_up(site: Site, fetched: Fetch) -> None:
    feed = feed_of(site, item(1, SHORT, link=site.serve("/story", "busy", 500)))
    for _ in range(ATTEMPTS + 1):
        fetched(feed)
        make_due(fetched)
    assert site.asked.count("/story") == ATTEMPTS
    ((attempts, _, final),) = queued(fetched)
    assert (attempts, final) == (ATTEMPTS, 1)


def test_robots_are_asked_for_pages_and_obeyed(site: Site, fetched: Fetch) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /story\n", Content_Type="text/plain")
    feed = feed_of(site, item(1, SHORT, link=site.serve("/story", html(WHOLE))))
    done = fetched(feed)
    assert "/story" not in site.asked
    assert "robots" in done.told.failures[0][1]
    assert text_of(fetched) == SHORT
    assert queued(fetched)[0][2] == 1


def test_offline_pages_wait_for_the_next_connection(site: Site, fetched: Fetch, tmp_path: Path) -> None:
    page = site.serve("/story", html(WHOLE))
    path = tmp_path / "local.xml"
    path.write_text(rss(item(1, SHORT, link=page)))
    feed = Subscription(str(path), full_text="when-short", allow_private=True)
    done = fetched(feed, offline=True)
    assert (done.report.added, done.report.queued) == (1, 1)
    assert site.asked == []
    again = fetched(feed)
    assert (again.report.completed, again.report.queued) == (1, 0)
    assert "mayor waved from the quay" in text_of(fetched)


def test_an_edited_summary_brings_the_page_again_and_never_puts_the_summary_in_its_place(
    site: Site, fetched: Fetch
) -> None:
    page = site.serve("/story", html(WHOLE))
    fetched(feed_of(site, item(1, SHORT, link=page)))
    site.serve("/story", html(WHOLE + " The fare is three crowns and children sail for nothing."))
    again = fetched(feed_of(site, item(1, SHORT + " And how.", link=page)))
    assert (again.report.added, again.report.completed) == (0, 1)
    (row,) = fetched.library.rows()
    article = fetched.library.get(row.id)
    assert article.revision == 2
    assert "three crowns" in text_of(fetched)


def test_items_named_anew_do_not_bring_their_pages_again(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", html(WHOLE))
    for number in range(3):
        fetched(feed_of(site, item(1, SHORT, link=page, guid=f"g{number}")))
    assert site.asked.count("/story") == 1


def test_a_page_that_is_no_text_leaves_the_summary(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", "%PDF-1.7", Content_Type="application/pdf")
    done = fetched(feed_of(site, item(1, SHORT, link=page)))
    assert "application/pdf" in done.told.failures[0][1]
    assert text_of(fetched) == SHORT


def test_a_page_elsewhere_has_none_of_the_rights_of_the_feed_s_host(site: Site, fetched: Fetch) -> None:
    page = site.serve("/story", html(WHOLE)).replace("127.0.0.1", "localhost")
    feed = feed_of(site, item(1, SHORT, link=page))
    feed = Subscription(feed.address, full_text="when-short", allow_private=True)
    done = fetched(feed, allow_private=False)
    assert "/story" not in site.asked
    assert done.report.added == 1
    assert "private" in done.told.failures[0][1]


def test_the_story_of_an_agency_that_two_outlets_print_is_stored_once(site: Site, fetched: Fetch) -> None:
    one, other = site.serve("/one", html(WHOLE)), site.serve("/other", html(WHOLE))
    first = Subscription(site.serve("/a", rss(item(1, SHORT, link=one))), full_text="when-short")
    fetched(first)
    second = rss(item(1, SHORT, link=other), title="Inland Courier")
    fetched(Subscription(site.serve("/b", second), full_text="when-short"))
    assert len(fetched.titles()) == 1
    (row,) = fetched.library.rows()
    assert [outlet.source for outlet in fetched.library.get(row.id).outlets] == ["Inland Courier"]
    assert queued(fetched) == []
