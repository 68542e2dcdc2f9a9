"""What a page's head says of it: meta elements under their names, its canonical address, its title."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any, Final

from reader import safe_text

METAS_MAX: Final = 500
"""Meta elements of one page that are read."""
VALUES_MAX: Final = 40
"""Values of one name that are kept: tags and authors come one by one."""
CONTENT_MAX: Final = 4_000
"""Code points of one value that are kept."""

Metas = dict[str, list[str]]
"""Values by name, lower case, in the order of the page; none is empty."""


def metas_of(tree: Any) -> Metas:
    """The page's meta elements by property or name; a name that lists several counts under each of them."""
    found: Metas = {}
    for number, meta in enumerate(tree.iter("meta")):
        if number >= METAS_MAX:
            break
        content = (meta.get("content") or meta.get("value") or "")[:CONTENT_MAX].strip()
        names = f"{meta.get('property') or ''} {meta.get('name') or ''}".lower().split()
        for name in names if content else ():
            values = found.setdefault(name.replace(":", ".") if name.startswith(("dc:", "dcterms:")) else name, [])
            if len(values) < VALUES_MAX and content not in values:
                values.append(html.unescape(content) if "&" in content else content)
    for name, value in _parsely(found):
        found.setdefault(name, []).append(value)
    return found


def first(metas: Metas, *names: str) -> tuple[str, str]:
    """The first value under any of the names, in their order, and that name; both empty where there is none."""
    return next(((metas[name][0], name) for name in names if name in metas), ("", ""))


def canonical_address(tree: Any) -> str:
    """The page's canonical address, absolute and safe; empty where it gives none."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return safe_text.url(link.get("href") or "")
    return ""


def title_element(tree: Any) -> str:
    """The text of the page's title element, in one line."""
    element = tree.find(".//head/title")
    element = tree.find(".//title") if element is None else element
    return safe_text.line(element.text_content()) if element is not None else ""


def _parsely(metas: Metas) -> Iterator[tuple[str, str]]:
    """What the one JSON value of a "parsely-page" element says, under the names of the separate elements."""
    try:
        page = json.loads(metas.get("parsely-page", [""])[0])
    except (ValueError, RecursionError):
        return
    for key, name in (("title", "title"), ("author", "author"), ("pub_date", "pub-date"), ("section", "section")):
        value = page.get(key) if isinstance(page, dict) else None
        if isinstance(value, str) and value.strip():
            yield f"parsely-{name}", value.strip()
