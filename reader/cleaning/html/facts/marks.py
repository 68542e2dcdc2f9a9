"""Elements of a page's body that say by attribute what they are: microdata, RDFa, rel and pubdate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from reader.cleaning.html.facts.near import is_apart

MARKED_MAX: Final = 400
"""Marked elements of one page that are looked at."""
ALIKE_MAX: Final = 12
"""Elements marked as the same that are looked at."""
LEVELS: Final = 3
"""Ancestors up to which two elements stand together."""
_MARKED: Final = "//@itemprop/.. | //@property/.. | //@pubdate/.. | //@rel[.='author']/.. | //time"
_ELSEWHERE: Final = ("aside", "footer", "nav")


def marked_elements(tree: Any) -> list[Any]:
    """The elements of the page that say what they are, in its order, and its time elements."""
    return list(
        islice(tree.xpath("//*[@itemprop or @property or @pubdate or @rel='author' or self::time]"), MARKED_MAX)
    )


def own(elements: Iterable[Any]) -> Iterator[Any]:
    """Those that are not in a part about other stories or of comments."""
    for element in islice(elements, ALIKE_MAX):
        if not any(part.tag in _ELSEWHERE or is_apart(part) for part in (element, *element.iterancestors())):
            yield element


def together(elements: Iterable[Any]) -> list[Any]:
    """The first and those that stand with it, under one of its next ancestors."""
    found: list[Any] = []
    around: set[Any] = set()
    for element in elements:
        above = list(islice(element.iterancestors(), LEVELS))
        if not found:
            around = set(above)
        if around.intersection(above):
            found.append(element)
    return found


def names_of(element: Any) -> set[str]:
    """What the element is marked as, without the vocabulary's prefix: {"author"} for itemprop or property."""
    marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
    return {mark.rsplit(":", 1)[-1].rsplit("/", 1)[-1] for mark in marks}
