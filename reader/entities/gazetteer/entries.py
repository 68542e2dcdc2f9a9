"""Entries of leaders as the compiled gazetteer keeps them. Apart, since the annotator and whoever compares whole
gazetteers both read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from reader.entities.gazetteer.schema import LeaderEntry

_DECODER: Final = msgspec.msgpack.Decoder(LeaderEntry)


class LeaderEntries(Mapping[str, LeaderEntry]):
    """Entries by id, each decoded when it is first asked for: a text names a few of many thousands."""

    __slots__ = ("_decoded", "_encoded")

    def __init__(self, encoded: Mapping[str, bytes]) -> None:
        self._encoded = encoded
        self._decoded: dict[str, LeaderEntry] = {}

    def __getitem__(self, id_: str) -> LeaderEntry:
        entry = self._decoded.get(id_)
        if entry is None:
            entry = self._decoded[id_] = _DECODER.decode(self._encoded[id_])
        return entry

    def __contains__(self, id_: object) -> bool:
        return id_ in self._encoded

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)
