"""What a site's robots.txt allows us (RFC 9309). Asked for once a run, and only before a page is fetched for its text:
a feed is an address that its user gave, and is made for programs.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from reader.sources.web.exchange import Answer, Refusal
from reader.sources.web.limits import LONGEST_CRAWL_DELAY
from reader.sources.web.user_agent import PRODUCT

if TYPE_CHECKING:
    from protego import Protego

ROBOTS_BYTES: Final = 500 * 1024
"""RFC 9309, 2.5: what is behind them need not be read."""
ROBOTS_REDIRECTS: Final = 5
"""RFC 9309, 2.3.1.2."""
ROBOTS_SECONDS: Final = 10.0
"""Seconds for one robots.txt, redirects and all."""
ROBOTS_KEPT: Final = 86_400.0
"""Seconds. RFC 9309, 2.4."""
_AGENT_LINE = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([^\r\n#]{0,500})[^\r\n]*", re.IGNORECASE | re.MULTILINE)
Fetch = Callable[[str, Callable[[Answer | Refusal], None]], None]
"""Gets an address and who is to be told the answer."""
_NOT_US: Final = "some-other-program"


class Rules(msgspec.Struct, frozen=True):
    """`parsed` is None where everything is allowed. `refusal` says why nothing is, where the file could not be had."""

    parsed: Protego | None = None
    refusal: Refusal | None = None

    def allow(self, url: str) -> bool:
        return self.refusal is None and (self.parsed is None or bool(self.parsed.can_fetch(url, PRODUCT)))

    @property
    def delay(self) -> float:
        """Seconds between two pages (Crawl-delay, which is no part of the RFC), at most LONGEST_CRAWL_DELAY; 0 where
        nothing is said.
        """
        said = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return min(max(float(said), 0.0), LONGEST_CRAWL_DELAY) if said is not None and said == said else 0.0


class RobotsBook:
    """The rules of every site asked so far."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Rules]] = {}
        self._asking: dict[str, list[Callable[[Rules], None]]] = {}

    def ask(self, origin: str, fetch: Fetch, then: Callable[[Rules], None]) -> None:
        """Tell `then` the rules of an origin ("https://example.org"): now where they are known, else when `fetch` has
        had the file.
        """
        at, rules = self._known.get(origin, (0.0, None))
        if rules is not None and time.monotonic() - at < ROBOTS_KEPT:
            then(rules)
        elif origin in self._asking:
            self._asking[origin].append(then)
        else:
            self._asking[origin] = [then]
            fetch(f"{origin}/robots.txt", lambda answer: self._learn(origin, answer))

    def _learn(self, origin: str, answer: Answer | Refusal) -> None:
        rules = rules_of(answer)
        self._known[origin] = (time.monotonic(), rules)
        for then in self._asking.pop(origin, ()):
            then(rules)


def rules_of(answer: Answer | Refusal) -> Rules:
    """What an answer to /robots.txt means: no file (4xx) and too many redirects allow everything; a server in trouble
    or out of reach allows nothing for now (RFC 9309, 2.3.1).
    """
    if isinstance(answer, Answer):
        return read_rules(answer.content)
    if 400 <= answer.status < 500 or answer.why in ("redirects", "packing"):
        return Rules()
    if answer.why == "status":
        words = (
            f"the site's robots.txt cannot be had ({answer.status}), so that its pages are left alone; try again later"
        )
        return Rules(refusal=msgspec.structs.replace(answer, why="robots", reason=words))
    return Rules(refusal=answer)


def read_rules(content: bytes) -> Rules:
    """The rules of a robots.txt. Groups for other programs are made one, so that a file with thousands of them costs no
    more than its length.
    """
    from protego import Protego

    text = content[:ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return Rules(Protego.parse(_AGENT_LINE.sub(_ours_or_other, text)))


def _ours_or_other(line: re.Match[str]) -> str:
    name = line[2].strip().lower().partition("/")[0]
    return f"{line[1]}{name if name in ('*', PRODUCT) else _NOT_US}"
