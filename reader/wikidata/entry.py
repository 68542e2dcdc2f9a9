"""One person as the taken update writes them: somebody new, or what is added to somebody known already."""

from __future__ import annotations

import msgspec

from reader.entities.gazetteer.schema import OfficeEntry


class TakenEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A `[[leader]]` of the update. Without a `name` it extends the entry that has this id."""

    id: str
    name: str = ""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    common: bool = False
    offices: tuple[OfficeEntry, ...] = ()
    wikidata: str | None = None
