"""The two Koreas by compass point: "the North" and "the South" in a text that names one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.entities.found import Found
from reader.entities.reading import Reading

_HALVES: Final = {"North": "KP", "South": "KR"}
_OTHERS: Final = frozenset({"VN", "SD", "SS", "YE", "CY"})
"""Countries divided, or once divided, the same way: where a text names one too, the words are left alone."""
_HALF = re.compile(r"\b[Tt]he (North|South)(?!\w)(?! [A-Z]| of\b|-[A-Z])")


def find_halves(reading: Reading) -> Iterator[Found]:
    """Every "North" and "South" that is a Korea."""
    if not {"KP", "KR"} & reading.countries.keys() or _OTHERS & reading.countries.keys():
        return
    for match in _HALF.finditer(reading.text):
        yield Found(match.start(1), match.end(1), "country", _HALVES[match[1]], "alias", "half-of-a-country")
