"""A feed as the desk knows it."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Feed(msgspec.Struct, frozen=True):
    """A feed as `dateline feed list --json` tells of it: the subscription, and what became of it in earlier fetches."""

    address: str
    title: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False
    checked: datetime | None = None
    succeeded: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    problem: str = ""
    gone: bool = False
    articles: int = 0

    @property
    def name(self) -> str:
        """Its title, or else its address."""
        return self.title or self.address

    @property
    def is_well(self) -> bool:
        """Whether nothing was wrong when it was fetched last."""
        return not (self.gone or self.problem or self.failures)
