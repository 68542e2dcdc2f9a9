"""When a feed may be asked again, after an answer and after a failure."""

from __future__ import annotations

import pytest

from reader.ingest.fetching.feed_state import FeedState
from reader.ingest.fetching.schedule import (
    DAY,
    FIRST_BACK_OFF,
    LATE,
    UNHEARD_WAIT,
    after_answer,
    after_refusal,
    back_off,
    failure,
    reason_to_wait,
)
from reader.sources.web.exchange import Answer, Refusal

NOW = 1_800_000_000
FEED = FeedState("https://harbourpost.example/feed")


def answer(**told: object) -> Answer:
    return Answer(url=FEED.address, **({"status": 200} | told))  # type: ignore[arg-type]


def refusal(**told: object) -> Refusal:
    return Refusal(url=FEED.address, **({"why": "status", "reason": "no"} | told))  # type: ignore[arg-type]


def test_a_feed_is_due_a_little_before_a_timer_of_the_same_interval_comes() -> None:
    for _ in range(50):
        due = after_answer(FEED, answer(), interval=1800, now=NOW).due - NOW
        assert 1800 * 0.8 < due < 1800


@pytest.mark.parametrize("asked", [{"ttl": 7200.0}, {"answer": answer(fresh=7200.0)}])
def test_what_feed_and_server_ask_for_is_kept_in_full(asked: dict[str, object]) -> None:
    told = {"answer": answer()} | asked
    for _ in range(50):
        due = after_answer(FEED, interval=1800, now=NOW, **told).due - NOW  # type: ignore[arg-type]
        assert 7200 <= due <= 7200 * LATE[1] + 1


def test_nobody_is_left_alone_for_longer_than_a_day_for_the_asking() -> None:
    state = after_answer(FEED, answer(fresh=400.0 * DAY), interval=1800, now=NOW)
    assert state.due <= NOW + DAY * LATE[1] + 1
    busy = after_refusal(FEED, refusal(status=503, retry_after=400.0 * DAY), interval=1800, now=NOW)
    assert busy.wait <= NOW + DAY * LATE[1] + 1


def test_a_304_without_validators_keeps_those_that_were_known() -> None:
    state = after_answer(FEED, answer(validators=('"a"', "Mon")), interval=1800, now=NOW)
    again = after_answer(state, answer(status=304), interval=1800, now=NOW)
    assert (again.etag, again.modified) == ('"a"', "Mon")
    assert after_answer(again, answer(), interval=1800, now=NOW).etag == ""


def test_each_failure_doubles_the_time_up_to_a_day() -> None:
    waits = [back_off(failures) for failures in range(30)]
    assert all(0.7 * FIRST_BACK_OFF * 2**n <= wait for n, wait in enumerate(waits[:6]))
    assert max(waits) <= DAY
    state = FEED
    for _ in range(3):
        state = failure(state, "broken", interval=60, now=NOW)
    assert (state.failures, state.problem, state.succeeded) == (3, "broken", 0)
    assert after_answer(state, answer(), interval=1800, now=NOW).failures == 0


def test_a_server_that_is_not_heard_is_tried_again_within_the_hour() -> None:
    state = FEED
    for _ in range(20):
        state = after_refusal(state, refusal(why="name"), interval=1800, now=NOW)
    assert state.failures == 20
    assert state.due <= NOW + UNHEARD_WAIT


def test_without_a_network_nothing_is_known_that_was_not_before() -> None:
    assert after_refusal(FEED, refusal(why="offline"), interval=1800, now=NOW) == FEED


def test_a_feed_waits_only_for_good_reasons() -> None:
    waiting = after_refusal(FEED, refusal(status=429, retry_after=600.0), interval=1800, now=NOW)
    gone = after_refusal(FEED, refusal(status=410), interval=1800, now=NOW)
    later = after_answer(FEED, answer(), interval=1800, now=NOW)
    assert "left alone until" in reason_to_wait(waiting, "all", NOW + 1)
    assert "left alone until" in reason_to_wait(waiting, "named", NOW + 1)
    assert reason_to_wait(waiting, "all", NOW + 700) == ""
    assert "dateline fetch" in reason_to_wait(gone, "all", NOW)
    assert reason_to_wait(gone, "named", NOW) == ""
    assert reason_to_wait(later, "all", NOW) == ""
    assert "it is due at" in reason_to_wait(later, "due", NOW)
    assert reason_to_wait(later, "due", NOW + 1800) == ""
