"""The entries of a live blog, each under a heading with its time: from the page, or from its JSON-LD where the page
does not have them yet.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.article import Block
from reader.cleaning.html.structure.embeds import posts_of, quoted_post
from reader.cleaning.html.structure.markup import inline_of
from reader.cleaning.html.structure.outline import HEADINGS, Entry, match
from reader.cleaning.names import folded

ENTRIES_MAX: Final = 500
"""Entries of one live blog."""
ENTRIES_MIN: Final = 3
"""Dated parts side by side from which they are the entries of a live blog."""
STEPS_MAX: Final = 8
"""Levels between an entry and the element that shows its time."""
STAMP_MAX: Final = 40
"""Code points of the longest text that is a time of day, with a date and a zone."""
HEADLINE_WORDS: Final = 30
LEVEL: Final = 3

_LIVE = re.compile(r"live-?_?blog|live-?updates|liveticker", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}|\d{1,2}\s?[ap]\.?m", re.IGNORECASE)
_ISO_TIME = re.compile(r"^\d{4}-\d\d-\d\dT(\d\d:\d\d)")
_MARKUP = re.compile(r"<[^<>]{1,2000}>")


class Update(msgspec.Struct, frozen=True):
    """An entry as JSON-LD has it: a time of day (HH:MM, as given), a headline and paragraphs, safe to show."""

    time: str
    headline: str
    paragraphs: tuple[str, ...]


def with_entries(tree: Any, entries: Sequence[Entry], blocks: list[Block]) -> list[Block]:
    """The blocks; of a live blog with a heading "14:05 — Headline" over each entry and the entries that were lost.

    Newest or oldest first as the page has them. `entries` are matched with `blocks` afterwards.
    """
    updates = list(_updates(tree))
    timed = len(list(islice(tree.iter("time"), ENTRIES_MIN))) == ENTRIES_MIN
    if not updates and not (timed and _is_live(tree)):
        return blocks
    match(entries, blocks)
    parts = _parts(entries)
    if len(parts) >= max(ENTRIES_MIN, len(updates) // 2):
        blocks = _from_page(parts, entries, blocks)
    elif len(updates) > 1:
        blocks = _from_record(updates, blocks)
    match(entries, blocks)
    return blocks


def _is_live(tree: Any) -> bool:
    for element in tree.iter("body", "main", "article", "section", "div", "ol", "ul"):
        if "LiveBlogPosting" in (element.get("itemtype") or ""):
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(names) > 1 and _LIVE.search(names) and next(element.iter("time"), None) is not None:
            return True
    return False


def _parts(entries: Sequence[Entry]) -> dict[Any, str]:
    """The elements of the page that are entries, with the time each shows: the most children of one element that have
    a time of their own, in the part of the page that the extractor took.
    """
    matched = [entry.element for entry in entries if entry.block >= 0]
    if not matched:
        return {}
    around = set(matched[-1].iterancestors())
    region = next((outer for outer in matched[0].iterancestors() if outer in around), None)
    if region is None:
        return {}
    stamps: dict[Any, str] = {}
    counts: Counter[Any] = Counter()
    for element in region.iter("time"):
        stamp = _stamp(element)
        child = element
        for number, parent in enumerate(element.iterancestors()):
            if number == STEPS_MAX or child is region or not stamp:
                break
            if child not in stamps:
                stamps[child] = stamp
                counts[parent] += 1
            child = parent
    if not counts:
        return {}
    container, most = max(counts.items(), key=lambda pair: pair[1])
    if most < ENTRIES_MIN:
        return {}
    return {child: stamps[child] for child in list(container)[: ENTRIES_MAX * 4] if child in stamps and _says(child)}


def _stamp(element: Any) -> str:
    """The time as the page shows it, or where it shows none ("3 hours ago") the time of day in its attribute."""
    shown = safe_text.line(" ".join(element.itertext()), STAMP_MAX * 2)
    if len(shown) <= STAMP_MAX and _TIME.search(shown):
        return shown
    found = _ISO_TIME.match((element.get("datetime") or "").strip())
    return found[1] if found else ""


def _says(part: Any) -> bool:
    return next(
        (True for text in part.iter("p", "li", "blockquote") if len("".join(text.itertext()).split()) > 3), False
    )


def _from_page(parts: dict[Any, str], entries: Sequence[Entry], blocks: list[Block]) -> list[Block]:
    inside: dict[Any, list[int]] = {part: [] for part in parts}
    for entry in entries:
        if entry.block >= 0:
            part = next((outer for outer in (entry.element, *entry.element.iterancestors()) if outer in parts), None)
            if part is not None:
                inside[part].append(entry.block)
    numbers = [number for found in inside.values() for number in found]
    if not numbers:
        return blocks
    starts: dict[int, Block] = {}
    lost: dict[int, list[Block]] = {}
    dropped: set[int] = set()
    place = min(numbers)
    for part, found in inside.items():
        if not found:
            lost.setdefault(place, []).extend(_own_blocks(part, parts[part]))
            continue
        first = min(found)
        headline = blocks[first].text if blocks[first].kind == "heading" else _headline(part)
        starts[first] = _heading(parts[part], headline)
        if blocks[first].kind == "heading":
            dropped.add(first)
        place = max(found) + 1
    out: list[Block] = []
    for number in range(len(blocks) + 1):
        out.extend(lost.get(number, ()))
        if number in starts:
            if out and _is_time(out[-1].text) and starts[number].text.startswith(out[-1].text):
                out.pop()
            out.append(starts[number])
        if number < len(blocks) and number not in dropped:
            out.append(blocks[number])
    return out


def _own_blocks(part: Any, stamp: str) -> Iterator[Block]:
    """An entry that the extractor lost."""
    yield _heading(stamp, _headline(part))
    posts = posts_of(part)
    for element in part.iter("p", "li", "blockquote"):
        if element in posts:
            yield from quoted_post(element)
        elif element.tag in ("p", "li") and not any(post in element.iterancestors() for post in posts):
            text, links = inline_of(element)
            if text and (element.tag == "p" or next(element.iter("p"), None) is None):
                quoted = next(element.iterancestors("blockquote"), None) is not None
                item = element.tag == "li" and element is not part
                yield Block("list_item" if item else "quote" if quoted else "paragraph", text, links, level=int(item))


def _headline(part: Any) -> str:
    element = next(part.iter(*HEADINGS), None)
    text = inline_of(element)[0] if element is not None else ""
    return text if len(text.split()) <= HEADLINE_WORDS and not _is_time(text) else ""


def _heading(stamp: str, headline: str) -> Block:
    if headline.startswith(stamp):
        headline = headline[len(stamp) :].strip(" —–-:|")
    return Block("heading", f"{stamp} — {headline}" if stamp and headline else stamp or headline, level=LEVEL)


def _is_time(text: str) -> bool:
    return len(text) <= STAMP_MAX and bool(_TIME.match(text)) and len(text.split()) <= 3


def _updates(tree: Any) -> Iterator[Update]:
    """The entries in the page's JSON-LD, in its order (schema.org, LiveBlogPosting.liveBlogUpdate)."""
    for script in tree.iter("script"):
        text = script.text if "ld+json" in (script.get("type") or "").lower() else None
        if not text or "liveBlogUpdate" not in text:
            continue
        try:
            record = json.loads(text.strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        stated = _stated(record)
        for update in stated[:ENTRIES_MAX] if isinstance(stated, list) else ():
            if isinstance(update, dict) and (made := _update(update)) is not None:
                yield made
        return


def _stated(record: Any) -> Any:
    """The value of liveBlogUpdate: of the record, of one in a list or of one in a graph."""
    for part in record if isinstance(record, list) else [record]:
        if isinstance(part, dict):
            graph = part.get("@graph")
            for inner in [part, *(graph if isinstance(graph, list) else ())]:
                if isinstance(inner, dict) and "liveBlogUpdate" in inner:
                    return inner["liveBlogUpdate"]
    return None


def _update(record: dict[str, Any]) -> Update | None:
    body = record.get("articleBody")
    if not isinstance(body, str):
        return None
    lines = (safe_text.line(line, safe_text.PARAGRAPH) for line in _MARKUP.sub("\n", body[:100_000]).split("\n"))
    paragraphs = tuple(line for line in lines if line)
    found = _ISO_TIME.match(str(record.get("datePublished") or ""))
    headline = record.get("headline")
    if not paragraphs or not found:
        return None
    return Update(found[1], safe_text.line(headline) if isinstance(headline, str) else "", paragraphs)


def _from_record(updates: Sequence[Update], blocks: Sequence[Block]) -> list[Block]:
    """The entries after those blocks that are in none of them: the summary that a live blog opens with."""
    told = folded("".join(line for update in updates for line in (update.headline, *update.paragraphs)))
    out = [block for block in blocks if folded(block.text)[:200] not in told]
    for update in updates:
        headline = "" if folded(update.headline) == folded(update.paragraphs[0]) else update.headline
        out.append(_heading(update.time, headline))
        out.extend(Block("paragraph", line) for line in update.paragraphs)
    return out
