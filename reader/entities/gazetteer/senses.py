"""What a phrase can mean. A module of its own, since both the data files' readers and the compiler speak of senses."""

from __future__ import annotations

from typing import Literal

import msgspec

from reader.article import Form

SenseKind = Literal["country", "prefix", "capital", "seat", "leader", "organisation", "block", "role"]


class Sense(msgspec.Struct, frozen=True, array_like=True):
    """One thing a phrase can mean. `id` is a country code, the id of a leader or organisation, or a role's index."""

    kind: SenseKind
    id: str
    form: Form = "name"
