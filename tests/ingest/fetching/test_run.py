"""A fetch as a whole: what is asked, what comes into the library, what is told, and what a second fetch costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import LibraryInUseError
from reader.ingest.fetching.state import read_states
from reader.library.library import Library
from reader.library.lock import locked
from reader.subscriptions.file import read_subscriptions, subscribe
from reader.subscriptions.subscription import Subscription
from tests.ingest.fetching.conftest import LONG, Fetch, Site, html, item, rss


def test_the_items_of_a_feed_become_articles_that_are_listed(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1), item(2)))
    done = fetched(feed)
    assert (done.report.added, done.report.failed, done.report.done) == (2, 0, 1)
    assert (done.only().outcome, done.only().title, done.only().added) == ("new", "Harbour Post", 2)
    assert fetched.titles() == ["Ferry number 1 returns", "Ferry number 2 returns"]
    assert {row.source for row in fetched.library.rows()} == {"Harbour Post"}


def test_an_unchanged_feed_costs_one_conditional_request_and_nothing_else(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed)
    again = fetched(feed)
    assert again.only().outcome == "unchanged"
    assert site.asked == ["/feed", "/feed"]
    assert again.report.known == 0


def test_items_that_are_known_are_not_read_again_where_a_server_knows_no_conditions(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1), item(2)))
    fetched(feed)
    site.serve("/feed", rss(item(3), item(1), item(2)))
    again = fetched(feed)
    assert (again.report.added, again.report.known, again.report.revised) == (1, 2, 0)


def test_an_item_that_is_edited_becomes_a_new_version_of_its_article(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed)
    site.serve("/feed", rss(item(1, LONG + "The mayor was pleased with that.")))
    again = fetched(feed)
    assert (again.report.added, again.report.revised, again.only().outcome) == (0, 1, "new")
    (row,) = fetched.library.rows()
    assert fetched.library.get(row.id).revision == 2


def test_an_edited_item_without_a_link_keeps_its_article(site: Site, fetched: Fetch) -> None:
    linkless = "<item><title>Fog</title><guid isPermaLink='false'>fog-1</guid><description>{}</description></item>"
    feed = site.serve("/feed", rss(linkless.format(LONG)))
    fetched(feed)
    site.serve("/feed", rss(linkless.format(LONG + "It cleared by noon.")))
    again = fetched(feed)
    assert (again.report.added, again.report.revised) == (0, 1)
    assert fetched.titles() == ["Fog"]


def test_a_feed_that_names_its_items_anew_each_time_doubles_nothing(site: Site, fetched: Fetch) -> None:
    for number in range(4):
        feed = site.serve("/feed", rss(item(1, guid=f"a{number}"), item(2, guid=f"b{number}")))
        fetched(feed)
    assert len(fetched.titles()) == 2
    assert all(fetched.library.get(row.id).revision == 1 for row in fetched.library.rows())


def test_two_feeds_with_the_same_article_store_it_once(site: Site, fetched: Fetch) -> None:
    done = fetched(site.serve("/a", rss(item(1))), site.serve("/b", rss(item(1), item(2))))
    assert len(fetched.titles()) == 2
    assert done.report.added == 2


def test_the_same_text_from_another_outlet_is_noted_on_the_article(site: Site, fetched: Fetch) -> None:
    fetched(site.serve("/a", rss(item(1))))
    copied = item(1, link="https://inlandcourier.example/ferry", guid="x")
    again = fetched(site.serve("/b", rss(copied, title="Inland Courier")))
    assert len(fetched.titles()) == 1
    (row,) = fetched.library.rows()
    assert [outlet.source for outlet in fetched.library.get(row.id).outlets] == ["Inland Courier"]
    assert (again.report.added, again.report.known) == (0, 1)


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(site: Site, fetched: Fetch) -> None:
    new = site.serve("/new", rss(item(1)))
    old = site.serve("/old", "", 301, Location=new)
    subscribe(fetched.feeds_file, Subscription(old, tags=("sea",)))
    done = fetched(old)
    assert (done.only().outcome, done.report.moved, done.report.added) == ("moved", 1, 1)
    assert new in done.only().reason
    (feed,) = read_subscriptions(fetched.feeds_file).feeds
    assert (feed.address, feed.tags) == (new, ("sea",))
    assert fetched(new).only().outcome == "unchanged"
    assert list(read_states(fetched.library.path)) == [new]


def test_a_feed_that_moved_to_one_that_is_subscribed_to_stays_and_says_so(site: Site, fetched: Fetch) -> None:
    new = site.serve("/new", rss(item(1)))
    old = site.serve("/old", "", 308, Location=new)
    for address in (old, new):
        subscribe(fetched.feeds_file, Subscription(address))
    done = fetched(old)
    assert done.only().outcome == "new"
    assert "remove one of the two" in done.only().reason
    assert len(read_subscriptions(fetched.feeds_file).feeds) == 2


def test_a_feed_that_moved_for_now_keeps_its_address(site: Site, fetched: Fetch) -> None:
    old = site.serve("/old", "", 302, Location=site.serve("/new", rss(item(1))))
    subscribe(fetched.feeds_file, Subscription(old))
    assert fetched(old).only().outcome == "new"
    assert read_subscriptions(fetched.feeds_file).feeds[0].address == old


def test_a_gone_feed_is_not_asked_again_unless_it_is_named(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", "", 410)
    assert fetched(feed).only().outcome == "gone"
    assert fetched(feed).only().outcome == "gone"
    assert len(site.asked) == 1
    site.serve("/feed", rss(item(1)))
    assert fetched(feed, occasion="named").only().outcome == "new"
    assert fetched(feed).only().outcome == "unchanged"


def test_a_server_that_asks_for_time_is_left_alone(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", "slow down", 429, Retry_After="600")
    assert fetched(feed).only().outcome == "waiting"
    again = fetched(feed)
    assert again.only().outcome == "waiting"
    assert "left alone until" in again.only().reason
    assert len(site.asked) == 1


def test_a_failure_is_told_and_the_other_feeds_come_in(site: Site, fetched: Fetch) -> None:
    good, missing = site.serve("/good", rss(item(1))), f"{site.address}/missing"
    page = site.serve("/page", "<!DOCTYPE html><html><body><p>No feed here.</p></body></html>")
    done = fetched(missing, page, good)
    assert (done.report.added, done.report.failed, done.report.done) == (1, 2, 3)
    assert "404" in done.told.feeds[missing].reason
    assert "page" in done.told.feeds[page].reason
    states = read_states(fetched.library.path)
    assert (states[missing].failures, states[good].failures) == (1, 0)
    assert states[missing].problem
    assert states[good].articles == 1


def test_what_is_not_due_is_not_asked(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed, occasion="due")
    again = fetched(feed, occasion="due")
    assert (len(site.asked), again.report.feeds) == (1, 0)


def test_offline_nothing_is_asked_and_nothing_counts_as_failed(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    done = fetched(feed, offline=True)
    assert (done.only().outcome, done.report.failed) == ("waiting", 0)
    assert site.asked == []
    assert fetched(feed).report.added == 1


def test_a_private_address_is_refused_unless_it_is_allowed(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    done = fetched(feed, allow_private=False)
    assert done.only().outcome == "failed"
    assert "private" in done.only().reason
    assert site.asked == []
    assert fetched(Subscription(feed, allow_private=True), allow_private=False).report.added == 1


def test_credentials_of_an_address_are_not_told(site: Site, fetched: Fetch) -> None:
    address = site.serve("/feed?token=abcdef", rss(item(1))).replace("http://", "http://reader:geheim@")
    done = fetched(address)
    told = repr(done.told.feeds) + repr(done.told.failures)
    assert "geheim" not in told
    assert "abcdef" not in told


def test_a_second_fetch_at_the_same_time_is_refused_in_words(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    with (
        locked(fetched.library.path / "fetch.lock"),
        pytest.raises(LibraryInUseError, match="another fetch of this library"),
    ):
        fetched(feed)


def test_a_stopped_fetch_keeps_what_came_and_the_next_brings_the_rest(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    site.silent.add("/slow")
    slow = f"{site.address}/slow"
    done = fetched(feed, slow, stop_after=1)
    assert done.report.stopped
    assert fetched.titles() == ["Ferry number 1 returns"]
    site.silent.clear()
    site.serve("/slow", rss(item(2)))
    assert fetched(feed, slow).report.added == 1


def test_a_file_is_a_feed_that_is_read_again_when_it_changes(tmp_path: Path, fetched: Fetch) -> None:
    path = tmp_path / "local.xml"
    path.write_text(rss(item(1)))
    assert fetched(str(path)).report.added == 1
    assert fetched(path.as_uri()).report.known == 1
    assert fetched(path.as_uri()).only().outcome == "unchanged"
    path.write_text(rss(item(1), item(2)))
    assert fetched(str(path)).report.added == 1
    missing = fetched(str(tmp_path / "none.xml"))
    assert missing.only().outcome == "failed"
    assert "no such file" in missing.only().reason


def test_a_program_is_a_feed_only_where_that_is_allowed(fetched: Fetch) -> None:
    done = fetched(Subscription("exec:cat /dev/null"))
    assert done.only().outcome == "failed"
    assert "not allowed" in done.only().reason


def test_a_damaged_state_is_set_aside_and_costs_no_article(site: Site, fetched: Fetch) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed)
    path = fetched.library.path / "fetch.sqlite"
    path.write_bytes(b"no database at all" * 500)
    again = fetched(feed)
    assert (again.report.added, again.report.known) == (0, 1)
    assert "could not be used" in again.told.failures[0][1]
    assert path.with_name("fetch.sqlite.set-aside").exists()


def test_an_unreadable_item_is_told_once(site: Site, fetched: Fetch) -> None:
    empty = "<item><guid>e</guid><link>https://harbourpost.example/e</link><title></title></item>"
    feed = site.serve("/feed", rss(item(1), empty))
    done = fetched(feed)
    assert (done.report.added, done.report.lost) == (1, 1)
    site.serve("/feed", rss(item(2), item(1), empty))
    assert fetched(feed).report.lost == 0


def test_a_library_that_was_made_anew_is_filled_again(site: Site, fetched: Fetch, tmp_path: Path) -> None:
    feed = site.serve("/feed", rss(item(1)))
    fetched(feed)
    with Library.open(tmp_path / "other", create=True) as other:
        assert Fetch(other, fetched.feeds_file)(feed).report.added == 1


def test_a_folder_is_a_feed_of_its_pages(tmp_path: Path, fetched: Fetch) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "one.html").write_text(html(LONG, "Ferry line returns"))
    (folder / "two.html").write_text(html(LONG.replace("ferry", "tram"), "Tram line returns"))
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = fetched(str(folder))
    assert (done.report.added, done.only().outcome, done.report.lost) == (2, "new", 0)
    (folder / "two.html").write_text(html(LONG.replace("ferry", "tram") + "It is green.", "Tram line returns"))
    again = fetched(str(folder))
    assert (again.report.added, again.report.revised, again.report.known) == (0, 1, 1)
    assert fetched.titles() == ["Ferry line returns", "Tram line returns"]
    assert fetched(str(folder)).only().outcome == "unchanged"


def test_the_newest_sitemaps_of_an_index_are_read_as_one_feed(site: Site, fetched: Fetch) -> None:
    index = []
    for number in range(9):
        story = site.serve(f"/story-{number}", html(LONG.replace("ferry", f"ferry {number}"), f"Ferry {number} sails"))
        sitemap = f"<urlset><url><loc>{story}</loc></url></urlset>"
        index.append(f"<sitemap><loc>{site.serve(f'/sitemap-{number}', sitemap)}</loc></sitemap>")
    feed = Subscription(site.serve("/sitemap", f"<sitemapindex>{''.join(index)}</sitemapindex>"))
    done = fetched(feed)
    assert "4 of its 9 sitemaps" in done.only().reason
    assert [path for path in site.asked if path.startswith("/sitemap-")].count("/sitemap-8") == 1
    assert fetched.titles() == ["Ferry 0 sails", "Ferry 1 sails", "Ferry 7 sails", "Ferry 8 sails"]
    assert fetched(feed).only().outcome == "unchanged"


def test_programs_that_are_allowed_make_feeds_and_change_them(
    site: Site, fetched: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config" / "dateline"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("allow_commands = true\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config.parent))
    feed = site.serve("/feed", rss(item(1)))
    assert fetched(Subscription(feed, filter="sed s/returns/departs/", full_text="never")).report.added == 1
    path = tmp_path / "local.xml"
    path.write_text(rss(item(2)))
    assert fetched(Subscription(f"exec:cat {path}", full_text="never")).report.added == 1
    assert fetched.titles() == ["Ferry number 1 departs", "Ferry number 2 returns"]
