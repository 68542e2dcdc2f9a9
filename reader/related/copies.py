"""Near-copies of the same text, as agencies' reports are printed by many outlets: one is shown, the others counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, repeat

from reader.library.fingerprint import NEAR_COPY, bins


class Copies:
    """Articles seen so far, best first; each is the first of its kind or a near-copy of an earlier one."""

    def __init__(self) -> None:
        self._places: list[set[int]] = []
        self._holders: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def original(self, fingerprint: bytes) -> int | None:
        """The number of the earlier article, from 0, that this one nearly copies; None for a new text, which is kept.

        The same estimate as `resemblance`, against all earlier ones in one pass.
        """
        filled = bins(fingerprint)
        places = {place for place, _ in filled}
        together = Counter(chain.from_iterable(map(self._holders.get, filled, repeat(()))))
        for earlier, agreeing in together.most_common(1):
            if agreeing >= NEAR_COPY * len(places | self._places[earlier]):
                return earlier
        for bin_ in filled:
            self._holders[bin_].append(len(self._places))
        self._places.append(places)
        return None
