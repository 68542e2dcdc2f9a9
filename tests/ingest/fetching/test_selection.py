"""Which feeds a person means by a name."""

from __future__ import annotations

import pytest

from reader.errors import UsageError
from reader.ingest.fetching.feed_state import FeedState
from reader.ingest.fetching.selection import named_feeds, tagged_feeds
from reader.subscriptions.subscription import Subscription

POST = Subscription("https://www.harbourpost.example/feed", tags=("Sea", "news"))
COURIER = Subscription("https://inlandcourier.example/rss", title="The Courier", tags=("news",))
SPORT = Subscription("https://inlandcourier.example/rss/sport")
FEEDS = (POST, COURIER, SPORT)
STATES = {POST.address: FeedState(POST.address, title="Harbour Post")}


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("https://www.harbourpost.example/feed", POST),
        ("HTTPS://WWW.HarbourPost.example:443/feed", POST),
        ("harbourpost", POST),
        ("www.harbour", POST),
        ("harbour post", POST),
        ("the courier", COURIER),
        ("THE", COURIER),
        ("https://inlandcourier.example/rss", COURIER),
        ("inlandcourier.example/rss/s", SPORT),
    ],
)
def test_a_feed_is_found_by_address_title_or_the_beginning_of_one(name: str, feed: Subscription) -> None:
    assert named_feeds(FEEDS, [name], STATES) == [feed]


def test_each_feed_is_chosen_once() -> None:
    assert named_feeds(FEEDS, ["the", "harbour", "The Courier"], STATES) == [COURIER, POST]


@pytest.mark.parametrize("name", ["inlandcourier", "https://"])
def test_a_beginning_that_several_have_is_refused_with_their_addresses(name: str) -> None:
    with pytest.raises(UsageError, match="could be https://"):
        named_feeds(FEEDS, [name], STATES)


@pytest.mark.parametrize("name", ["nowhere", "", "  "])
def test_a_name_that_nobody_has_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no feed has"):
        named_feeds(FEEDS, [name], STATES)


def test_feeds_are_chosen_by_any_of_their_tags() -> None:
    assert tagged_feeds(FEEDS, ["sea"]) == [POST]
    assert tagged_feeds(FEEDS, ["SEA", "news"]) == [POST, COURIER]
    with pytest.raises(UsageError, match="no feed has this tag"):
        tagged_feeds(FEEDS, ["sport"])
