"""The commands that work for the desk, each in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Programs(NamedTuple):
    """The commands, each empty for none.

    `reannotate` finds who and where in the library anew, telling in JSON lines how far it is; `original` prints as JSON
    the page of the article whose id is added to it; `fetch` asks all feeds, telling in JSON lines how far it is, and
    with an option added only some; `feed` changes and lists the subscriptions. `no_fetching` says in words why nothing
    is fetched here, empty where it is.
    """

    reannotate: Sequence[str] = ()
    original: Sequence[str] = ()
    fetch: Sequence[str] = ()
    feed: Sequence[str] = ()
    no_fetching: str = ""
