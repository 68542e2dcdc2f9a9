"""How long to wait for a public service, how often to ask again, and when to stop asking."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from reader.errors import DatelineError

if TYPE_CHECKING:
    from tenacity import RetryCallState

LONGEST_RETRY_AFTER: Final = 600.0
"""Seconds a service may ask us to wait within a run; if it wants more, the run ends and says so."""

_Answer = TypeVar("_Answer")


class UnansweredError(DatelineError):
    """A question got no answer that can be used. `passing` tells whether asking again may help.

    `retry_after` is how many seconds the service wants us to wait, 0 where it says nothing.
    """

    def __init__(self, what: str, *, passing: bool = True, retry_after: float = 0.0) -> None:
        super().__init__(what)
        self.passing = passing
        self.retry_after = retry_after


class Patience(msgspec.Struct, frozen=True):
    """Times in seconds. `pace` multiplies our own waits, not those the service asks for: 0 for one's own mirror."""

    attempts: int = 5
    first_wait: float = 5.0
    longest_wait: float = 120.0
    pause: float = 1.0
    """Between the end of one answer and the next question."""
    connect: float = 15.0
    read: float = 75.0
    """Without a byte. The public service ends a query after 60."""
    whole: float = 180.0
    """For all of one answer."""
    pace: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def rest(self) -> None:
        """The pause before the next question."""
        self.sleep(self.pause * self.pace)

    def answer(self, ask: Callable[[], _Answer], waiting: Callable[[float, str], None]) -> _Answer:
        """What `ask` returns, asked again with growing, jittered waits while its UnansweredError is a passing one.

        `waiting` is told the seconds and the reason before each wait. Raises the last UnansweredError; one whose
        `retry_after` is more than LONGEST_RETRY_AFTER at once.
        """
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        def tell(state: RetryCallState) -> None:
            waiting(state.upcoming_sleep, str(state.outcome.exception()) if state.outcome else "")

        retrying = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=self._wait,
            retry=retry_if_exception(_worth_asking_again),
            sleep=self.sleep,
            before_sleep=tell,
            reraise=True,
        )
        return retrying(ask)

    def _wait(self, state: RetryCallState) -> float:
        """Doubling, a random half of it taken off so that many clients don't come back together; never less than what
        the service asked for.
        """
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, UnansweredError) else 0.0
        own: float = min(self.longest_wait, self.first_wait * 2 ** (state.attempt_number - 1))
        return max(asked, own * self.pace * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret


def _worth_asking_again(error: BaseException) -> bool:
    return isinstance(error, UnansweredError) and error.passing and error.retry_after <= LONGEST_RETRY_AFTER
