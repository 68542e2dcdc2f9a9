"""Levels and numbers of list items as the page has them: the extractor numbers every list from one."""

from __future__ import annotations

from typing import Any, Final

from reader.cleaning.html.structure.outline import LISTS

LEVEL_MAX: Final = 6
ORDINAL_MAX: Final = 100_000


class Numbers:
    """Levels and ordinals of items, each list counted once."""

    def __init__(self) -> None:
        self._counted: dict[Any, dict[Any, int]] = {}

    def of(self, item: Any) -> tuple[int, int]:
        """Depth of the item's list, from 1, and the item's number in an ordered list, else 0."""
        parent = item.getparent()
        level, ancestor = 0, parent
        while ancestor is not None and (ancestor.tag in LISTS or ancestor.tag == "li"):
            level += ancestor.tag in LISTS
            ancestor = ancestor.getparent()
        if parent is None or parent.tag != "ol":
            return min(max(level, 1), LEVEL_MAX), 0
        if parent not in self._counted:
            self._counted[parent] = _counted(parent)
        return min(level, LEVEL_MAX), self._counted[parent].get(item, 0)


def _counted(ordered: Any) -> dict[Any, int]:
    """Numbers of an ol element's items, by the HTML Standard 4.4.5: `start`, `reversed`, and `value` of an item."""
    items = [item for item in ordered if item.tag == "li"]
    step = -1 if ordered.get("reversed") is not None else 1
    number = _integer(ordered.get("start"), len(items) if step < 0 else 1)
    out: dict[Any, int] = {}
    for item in items:
        number = _integer(item.get("value"), number)
        out[item] = min(max(number, 0), ORDINAL_MAX)
        number += step
    return out


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) <= 6 and not text.startswith("--") else default
