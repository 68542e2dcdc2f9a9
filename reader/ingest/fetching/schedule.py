"""When a feed may be asked, and what an answer means for the next time. Pure: the time of day is handed in."""

from __future__ import annotations

from datetime import UTC, datetime
from secrets import SystemRandom
from typing import Final, Literal

import msgspec

from reader.ingest.fetching.feed_state import FeedState
from reader.sources.web.exchange import Answer, Refusal

Occasion = Literal["all", "due", "named"]
"""Why feeds are asked: the user wants all of them, the clock says so, or the user named them."""

DAY: Final = 86_400
LONGEST_WAIT: Final = DAY
"""Seconds for which a server's wish to be left alone is heeded at most, whatever it asks for."""
FIRST_BACK_OFF: Final = 300
"""Seconds after the first failure; each further one doubles them, up to LONGEST_WAIT."""
MOST_DOUBLINGS: Final = 9
UNHEARD: Final = ("name", "connection", "time", "tls")
"""Why nobody answered: the server may be away, and as well this machine's network."""
UNHEARD_WAIT: Final = 3_600
"""Seconds of the longest back-off from a server that was not heard: a network may be back any moment."""
BUSY: Final = (429, 503)
"""Statuses of a server that has too much to do (RFC 6585 section 4, RFC 9110 section 15.6.4)."""
GONE: Final = 410
"""The feed is no more and will not come back (RFC 9110 section 15.5.11)."""
EARLY: Final = (0.85, 0.97)
"""An interval is cut by chance to a share in this range, so that a timer of the same interval never comes too soon."""
LATE: Final = (1.0, 1.1)
"""What a server asks for is kept in full, and stretched by chance, so that not all its readers come back at once."""
SPREAD: Final = (0.75, 1.25)
"""Waiting after a failure is spread by chance in this range."""

_chance = SystemRandom().uniform


def reason_to_wait(state: FeedState, occasion: Occasion, now: int) -> str:
    """Why the feed is not asked now, in words; empty where it may be asked. One the user named is, unless told to wait.

    A gone feed is asked only by name.
    """
    if state.gone and occasion != "named":
        return f"{state.problem}; `dateline fetch` with its name asks it all the same"
    if state.wait > now:
        return f"its server asked to be left alone until {_clock(state.wait)}"
    if occasion == "due" and state.due > now:
        return f"it is due at {_clock(state.due)}"
    return ""


def after_answer(
    state: FeedState, answer: Answer, *, interval: int, now: int, ttl: float = 0.0, title: str = ""
) -> FeedState:
    """What is known of the feed after it gave its content, or said that nothing has changed.

    The next automatic fetch comes after `interval`, or later where the feed's `ttl` or the server's Cache-Control asks
    for that; all in seconds.
    """
    etag, modified = answer.validators
    unchanged = answer.status == 304  # a 304 may leave the validators out; they hold on then (RFC 9110 section 15.4.5)
    asked = min(max(ttl, answer.fresh), LONGEST_WAIT)
    wait = max(interval * _chance(*EARLY), asked * _chance(*LATE))
    return msgspec.structs.replace(
        state,
        title=title or state.title,
        etag=etag or (state.etag if unchanged else ""),
        modified=modified or (state.modified if unchanged else ""),
        cookies=answer.cookies or state.cookies,
        checked=now,
        succeeded=now,
        due=now + round(wait),
        wait=0,
        failures=0,
        problem="",
        gone=False,
    )


def after_refusal(state: FeedState, refusal: Refusal, *, interval: int, now: int) -> FeedState:
    """What is known of the feed after it could not be had.

    Without a network nothing is known that was not before, and a host that is left alone for another feed's sake was
    not asked.
    """
    if refusal.why == "offline":
        return state
    if refusal.why == "wait":
        until = now + round(min(refusal.retry_after, LONGEST_WAIT))
        return msgspec.structs.replace(state, wait=until, due=max(state.due, until))
    failed = failure(state, refusal.reason, interval=interval, now=now)
    if refusal.why in UNHEARD:
        soon = max(UNHEARD_WAIT, round(interval * EARLY[0]))
        return msgspec.structs.replace(failed, due=min(failed.due, now + soon))
    if refusal.status == GONE:
        return msgspec.structs.replace(failed, gone=True)
    if is_put_off(refusal):
        until = now + round(min(refusal.retry_after, LONGEST_WAIT) * _chance(*LATE))
        return msgspec.structs.replace(failed, wait=until, due=max(failed.due, until))
    return failed


def failure(state: FeedState, reason: str, *, interval: int, now: int) -> FeedState:
    """What is known of the feed after a failure, its server's or its content's, one more in a row."""
    due = now + max(back_off(state.failures), round(min(interval, LONGEST_WAIT) * EARLY[0]))
    return msgspec.structs.replace(
        state, checked=now, due=due, wait=0, failures=state.failures + 1, problem=reason, gone=False
    )


def is_put_off(refusal: Refusal) -> bool:
    """Whether the server said when to come again."""
    return refusal.status in BUSY and refusal.retry_after > 0


def back_off(failures: int) -> int:
    """Seconds to wait after one more failure than `failures` in a row."""
    whole = FIRST_BACK_OFF << min(failures, MOST_DOUBLINGS)
    return round(min(whole * _chance(*SPREAD), LONGEST_WAIT))


def _clock(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
