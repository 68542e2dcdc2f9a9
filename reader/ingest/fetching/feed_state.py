"""What is known of a feed from earlier fetches: one row of `fetch.sqlite` in the library's folder."""

from __future__ import annotations

import msgspec


class FeedState(msgspec.Struct, frozen=True, omit_defaults=True):
    """`address` is that of the subscription. Times are whole seconds since 1970 UTC, 0 for never.

    `checked` is the last try, `succeeded` the last that gave the feed (or that it is unchanged), `due` when an
    automatic fetch asks again, `wait` until when its server asked not to be asked at all. `failures` counts those in a
    row, and `problem` says the last one in words, empty after a success. `gone` is a feed whose server said that it is
    no more (410). `title` is the feed's own. `articles` counts those that came from it.
    """

    address: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    cookies: tuple[str, ...] = ()
    checked: int = 0
    succeeded: int = 0
    due: int = 0
    wait: int = 0
    failures: int = 0
    problem: str = ""
    gone: bool = False
    articles: int = 0
