"""Addresses are mended where it is plain what is meant, and refused in words where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import DatelineError, UsageError
from reader.subscriptions.addresses import (
    address_key,
    checked_address,
    guessed_address,
    has_credentials,
    kind_of,
    place_of,
    shown,
)
from reader.subscriptions.choosing import meant
from reader.subscriptions.subscription import Subscription


@pytest.mark.parametrize(
    ("written", "kept", "kind"),
    [
        ("  https://a.example/feed\n", "https://a.example/feed", "web"),
        ("feed://a.example/rss", "http://a.example/rss", "web"),
        ("feed:https://a.example/rss", "https://a.example/rss", "web"),
        ("feed://https://a.example/rss", "https://a.example/rss", "web"),
        ("FEED:HTTP://a.example/rss", "HTTP://a.example/rss", "web"),
        ("https://a.example/two words?q=x y", "https://a.example/two%20words?q=x%20y", "web"),
        ("https://bücher.example/feed", "https://bücher.example/feed", "web"),
        ("https://name:word@a.example/", "https://name:word@a.example/", "web"),
        ("http://[2001:db8::1]:8080/feed", "http://[2001:db8::1]:8080/feed", "web"),
        ("file:///srv/feed.xml", "file:///srv/feed.xml", "place"),
        ("~/feeds/one.xml", "~/feeds/one.xml", "place"),
        ("exec:make-feed --all", "exec:make-feed --all", "command"),
    ],
)
def test_what_is_kept(written: str, kept: str, kind: str) -> None:
    assert checked_address(written) == kept
    assert kind_of(kept) == kind
    assert checked_address(kept) == kept


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "is empty"),
        ("exec: ", "lacks a command"),
        ("gopher://a.example/", "gopher: addresses can't be read"),
        ("javascript:alert(1)", "can't be read"),
        ("https:/a.example/", "lacks its //"),
        ("https:///feed", "lacks a host"),
        ("https://a b.example/", "space in the host"),
        ("https://a.example:99999/", "no web address"),
        ("https://[::1/", "no web address"),
        ("https://" + "ü" * 70 + ".example/", "can't be looked up"),
        ("https://a.example/\x1b[0m", "control or invisible"),
        ("https://a.example/\u202efdp", "control or invisible"),
        ("https://a.example/" + "x" * 3000, "longer than 2,000"),
        ("file://server/share", "name no host"),
        ("file:", "lacks a path"),
    ],
)
def test_what_is_refused(written: str, words: str) -> None:
    with pytest.raises(DatelineError, match=words) as caught:
        checked_address(written)
    assert caught.value.remedy
    assert "\x1b" not in str(caught.value)


def test_a_host_without_a_scheme_is_on_the_web_unless_it_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert guessed_address("example.org/feed.xml") == "https://example.org/feed.xml"
    assert guessed_address("example.org:8080/feed.xml") == "https://example.org:8080/feed.xml"
    assert guessed_address("feeds/one.xml") == "feeds/one.xml"
    Path("example.org").write_text("x")
    assert guessed_address("example.org") == "example.org"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://A.example", "https://a.example:443/#top", True),
        ("http://a.example:80/x", "HTTP://a.example./x", True),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", True),
        ("https://a.example/x%20y", "https://a.example/x y", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("https://a.example/x", "https://a.example/X", False),
        ("https://a.example/?a=1", "https://a.example/?a=2", False),
        ("https://one@a.example/", "https://two@a.example/", False),
        ("exec:a", "exec:b", False),
        ("/srv/feed", "/srv/other", False),
    ],
)
def test_when_two_addresses_are_one_feed(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_nothing_secret_is_shown() -> None:
    assert shown("https://name:word@a.example/x?token=1#y") == "https://a.example/x?…"
    assert shown("https://name:wo@rd@a.example") == "https://a.example"
    assert shown("exec:make --key hunter2") == "exec:make …"
    assert shown("https://a.example/@user") == "https://a.example/@user"
    assert has_credentials("https://name@a.example/")
    assert not has_credentials("https://a.example/@user")


def test_relative_paths_count_from_the_base() -> None:
    assert place_of("feeds/x.xml", Path("/config")) == Path("/config/feeds/x.xml")
    assert place_of("/srv/x", Path("/config")) == Path("/srv/x")
    assert place_of("file:///srv/two%20words", Path("/config")) == Path("/srv/two words")
    assert place_of("~/x", Path("/config")) == Path.home() / "x"


@given(st.text(max_size=60))
def test_every_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = checked_address(text)
    except DatelineError:
        return
    assert checked_address(address) == address
    assert address_key(address) == address_key(address)
    assert len(shown(address)) <= 300


FEEDS = (
    Subscription("https://harbourpost.example/feed", "Harbour Post"),
    Subscription("https://name:word@inland.example/rss"),
    Subscription("https://inland.example/sport", "Inland Sport"),
)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("https://HARBOURPOST.example:443/feed", 0),
        ("harbourpost.example/feed", 0),
        ("harbour post", 0),
        ("harb", 0),
        ("https://inland.example/rss", 1),
        ("Inland Courier", 1),
        ("inland.example/r", 1),
        ("inland s", 2),
    ],
)
def test_a_feed_is_meant_by_address_title_or_beginning(word: str, number: int) -> None:
    titles = {FEEDS[1].address: "Inland Courier"}
    assert meant(FEEDS, word, titles, lambda address: address.replace("name:word@", "")) == FEEDS[number]


def test_a_beginning_of_several_names_them_and_one_of_none_says_so() -> None:
    with pytest.raises(UsageError, match="2 feeds may be meant: https:"):
        meant(FEEDS, "inland", {}, lambda address: address.replace("name:word@", ""))
    with pytest.raises(DatelineError, match="no such feed"):
        meant(FEEDS, "elsewhere", {}, str)
