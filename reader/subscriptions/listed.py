"""What a list of feeds in another program's form says, whichever form it has."""

from __future__ import annotations

import msgspec

from reader.subscriptions.subscription import SavedQuery, Subscription


class Listed(msgspec.Struct, frozen=True):
    """The feeds and queries of the list in its order. `left_out` says of each other entry what it is and why, with its
    line where it has one; `notes` say what holds of the whole list: a limit hit, broken text read leniently.
    """

    feeds: tuple[Subscription, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
