"""From the bytes that came for a feed's address to a Feed: what they are is decided by what they contain.

Well-formed feeds are read in the pass that checks them; of broken ones references are mended first, and what is broken
still is read by feedparser. Runs in a worker that may be killed; opens nothing and writes nothing.
"""

from __future__ import annotations

import re
from typing import Final

from reader.sources.feeds.decoding import BYTES, decode, unpacked, without_bad_references
from reader.sources.feeds.entries import item_of
from reader.sources.feeds.feed import Feed
from reader.sources.feeds.json_feed import read_json
from reader.sources.feeds.keys import distinct
from reader.sources.feeds.lenient import MENDED, has_items, mended, read_broken
from reader.sources.feeds.links import absolute, site_link
from reader.sources.feeds.plain import plain_line
from reader.sources.feeds.raw import Fields, Raw
from reader.sources.feeds.refusals import SEARCHED, entities, other_bytes, other_root, other_text, page
from reader.sources.feeds.strict import NotWellFormedError, read_xml

MORE: Final = 1_000
"""Sitemaps of an index that are named."""
TTL: Final = 7 * 86_400.0
"""Seconds that a feed may ask to be left alone: more would be a mistake of its makers."""

_JSON = re.compile(r"[{\[]\s*+[\"{}\[\]]")
_ROOT = re.compile(r"<(?:[a-z]{1,20}:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)(?=[\s>/])", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\s|<!DOCTYPE\s+(?:rss|rdf|feed)|<!--|<\?", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FIRST = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+<([\w:.-]{1,100})", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_PERIODS: Final = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 7 * 86_400.0, "monthly": TTL, "yearly": TTL}


def parse_feed(content: bytes, *, url: str, content_type: str = "") -> Feed:
    """The feed in these bytes, which came from `url` with this Content-Type (of which only the charset is used).

    Raises NotAFeedError, in words, for all that is no feed: pages, other XML and JSON, nothing at all, and feeds that
    declare XML entities. Limits that were hit and mended damage are in the feed's notes. skipHours and skipDays are
    not used: they are in a time zone that nobody agrees on, and conditional requests cost less than what they save.
    """
    content = unpacked(content)
    if refusal := other_bytes(content):
        raise refusal
    notes = []
    if len(content) > BYTES:
        notes.append(f"has more than {BYTES >> 20} MB; the rest was left out")
        content = content[:BYTES]
    text = without_bad_references(decode(content, content_type)).strip()
    if _JSON.match(text):
        return read_json(text, url)
    raw = _read(_from_root(text), url)
    raw.notes[:0] = notes
    return _feed(raw, url)


def _from_root(text: str) -> str:
    """The text from where its XML begins; warnings of the server's program and other junk before it are cut off."""
    root = _ROOT.search(text, 0, SEARCHED)
    if not root:
        first = _FIRST.match(text)
        raise other_root(first[1].rpartition(":")[2].lower(), text) if first else other_text(text)
    before = text[: root.start()]
    if _PAGE.search(before):
        raise page()
    declared = _DECLARATION.search(before)
    return text[declared.start() if declared else root.start() :]


def _read(text: str, url: str) -> Raw:
    try:
        return read_xml(text)
    except NotWellFormedError as error:
        if error.ended and not has_items(error.rest):  # what follows the root is not the feed's
            return error.raw
        reason = str(error)
    raw = _read_broken(text, url)
    raw.note(f"is broken XML and was read leniently ({reason})")
    if len(text) > MENDED:
        raw.note(f"is broken XML, of which at most {MENDED:,} characters were read")
    return raw


def _read_broken(text: str, url: str) -> Raw:
    better = mended(text)
    try:
        return read_xml(better)
    except NotWellFormedError as error:
        if error.ended and not has_items(error.rest):
            return error.raw
    root = _ROOT.search(text)
    if _ENTITY.search(text, 0, root.start() if root else len(text)):
        raise entities()
    return read_broken(better, url)


def _feed(raw: Raw, url: str) -> Feed:
    site = site_link(raw.head, url)
    atom = raw.kind == "atom"
    base = url if atom else site or url
    language = _language(raw)
    index = raw.root == "sitemapindex"
    entries = [] if index else raw.items
    items = distinct(item_of(fields, base, atom=atom, language=language) for fields in entries)
    if len(items) < len(entries):
        raw.note(f"names {len(entries) - len(items):,} of its items twice")
    more = _sitemaps(raw, url) if index else ()
    return Feed(
        raw.kind,
        title=_title(raw),
        url=site,
        language=language,
        ttl=_ttl(raw.head),
        items=tuple(items),
        notes=tuple(raw.notes),
        more=more,
    )


def _sitemaps(raw: Raw, url: str) -> tuple[str, ...]:
    links = (absolute(fields["loc"][0].text, url) for fields in raw.items if fields.get("loc"))
    found = tuple(dict.fromkeys(link for link in links if link))
    if len(found) > MORE:
        raw.note(f"names more than {MORE:,} sitemaps; the first {MORE:,} are kept")
    return found[:MORE]


def _title(raw: Raw) -> str:
    fields = [*raw.head.get("title", ()), *raw.head.get("atom:title", ()), *raw.head.get("dc:title", ())]
    return next((title for field in fields if (title := plain_line(field.text))), "")


def _language(raw: Raw) -> str:
    for name in ("language", "dc:language"):
        if raw.head.get(name):
            return raw.head[name][0].text[:35]
    return raw.language


def _ttl(head: Fields) -> float:
    """Seconds: RSS's ttl is in minutes; the syndication module says how often in which period."""
    for field in head.get("ttl", ()):
        if field.text.isdigit() and len(field.text) < 9:
            return min(float(field.text) * 60, TTL)
    for field in head.get("sy:updateperiod", ()):
        period = _PERIODS.get(field.text.lower(), 0.0)
        often = next((one.text for one in head.get("sy:updatefrequency", ())), "1")
        return min(period / max(int(often), 1) if often.isdigit() and len(often) < 6 else period, TTL)
    return 0.0
