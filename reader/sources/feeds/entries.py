"""From the fields of a feed to its items: which of several fields is meant, and as what."""

from __future__ import annotations

import re
from html import escape
from typing import Final

import msgspec

from reader.sources.feeds.dates import iso_date
from reader.sources.feeds.feed import Item
from reader.sources.feeds.keys import key_of
from reader.sources.feeds.links import absolute, entry_link
from reader.sources.feeds.plain import plain_line
from reader.sources.feeds.raw import Field, Fields

NAMES: Final = 20
"""Authors of one item that are kept."""
LABELS: Final = 50
"""Tags of one item that are kept."""

_TITLES: Final = (
    "title atom:title media:title dc:title itunes:title media:group/media:title news:news/news:title".split()
)
_WHOLE: Final = "content:encoded content atom:content fulltext xhtml:body body xhtml:div".split()
_SHORTER: Final = (
    "description summary atom:summary dc:description itunes:summary media:description media:group/media:description "
    "media:content/media:description media:text itunes:subtitle"
).split()
_PUBLISHED: Final = (
    "pubdate published issued dc:date dcterms:issued atom:published created dcterms:created date "
    "news:news/news:publication_date"
).split()
_UPDATED: Final = "updated modified atom:updated dcterms:modified lastbuilddate lastmod".split()
_AUTHORS: Final = "author author/name dc:creator dc:author atom:author/atom:name itunes:author".split()
_TAGS: Final = "category dc:subject media:keywords itunes:keywords news:news/news:keywords".split()
_LISTS: Final = {"media:keywords", "itunes:keywords", "news:news/news:keywords"}
_SOURCES: Final = "source/title source news:news/news:publication/news:name".split()
_MAIL = re.compile(r"[^\s()<>@]{1,100}@[^\s()<>]{1,100}")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:#\w{1,7}|\w{2,31});")


class Text(msgspec.Struct, frozen=True):
    """A text, whether it is plain, not HTML, and where its relative links start."""

    text: str = ""
    plain: bool = False
    base: str = ""


def item_of(fields: Fields, base: str, *, atom: bool, language: str = "") -> Item:
    """The item that these fields make; `base` is where the feed's relative links start, `language` the feed's own."""
    url, guid = entry_link(fields, base)
    content, summary = _texts(fields, atom=atom)
    spoken = _spoken(fields)
    return Item(
        key=key_of(guid),
        url=url,
        title=_title(fields, atom=atom),
        content=content.text,
        summary=summary.text,
        plain=content.plain or summary.plain,
        published=_date(fields, _PUBLISHED),
        updated=_date(fields, _UPDATED),
        authors=_authors(fields),
        tags=_tags(fields),
        source=_first(fields, _SOURCES),
        language="" if spoken == language else spoken,
        base=absolute(content.base or summary.base, base),
    )


def _title(fields: Fields, *, atom: bool) -> str:
    for name in _TITLES:
        for field in fields.get(name, ()):
            literal = atom and field.attributes.get("type") in ("text", "text/plain") and not field.markup
            if title := plain_line(field.text, html=not literal):
                return title
    return ""


def _texts(fields: Fields, *, atom: bool) -> tuple[Text, Text]:
    """The whole text and the shorter one; both plain or both HTML.

    The longest field of each kind counts, and where the summary says more than the content they change places.
    """
    content = _longest(fields, _WHOLE, atom=atom)
    summary = _longest(fields, _SHORTER, atom=atom)
    if len(summary.text) > len(content.text) and content.text:
        content, summary = summary, content
    if summary.text == content.text:
        summary = Text(plain=content.plain)
    if content.text and summary.text and content.plain != summary.plain:
        content, summary = as_html(content), as_html(summary)
    return content, summary


def _longest(fields: Fields, names: list[str], *, atom: bool) -> Text:
    """The longest text of the first of these names that has any."""
    for name in names:
        if found := fields.get(name):
            field = found[0] if len(found) == 1 else max(found, key=lambda one: len(one.text))
            if field.text:
                return Text(field.text, plain=_is_plain(field, atom=atom), base=field.base)
    return Text()


def _is_plain(field: Field, *, atom: bool) -> bool:
    """Whether a text is no HTML: Atom's type says so, and where nothing is said, nothing in it looks like HTML."""
    kind = field.attributes.get("type", "" if not atom else "text")
    return not field.markup and kind in ("text", "text/plain") and not _MARKUP.search(field.text)


def as_html(text: Text) -> Text:
    """The text as HTML, its paragraphs kept."""
    if not text.plain:
        return text
    paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n", text.text))
    return Text("".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part), base=text.base)


def _date(fields: Fields, names: list[str]) -> str:
    for name in names:
        for field in fields.get(name, ()):
            if moment := iso_date(field.text):
                return moment
    return ""


def _authors(fields: Fields) -> tuple[str, ...]:
    """Names as they are given; an address alone stands where there is no name with it."""
    names: dict[str, None] = {}
    for path in _AUTHORS:
        if path == "itunes:author" and names:
            break
        for field in fields.get(path, ())[:NAMES]:
            if name := _person(plain_line(field.text)):
                names.setdefault(name)
    return tuple(names)[:NAMES]


def _person(text: str) -> str:
    """The name in "a@example.org (Ann Example)" and "Ann Example <a@example.org>", the two forms of RFC 822."""
    if not _MAIL.search(text):
        return text
    return _MAIL.sub("", text).strip(" \t()<>,;:\"'") or text


def _tags(fields: Fields) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for path in _TAGS:
        for field in fields.get(path, ())[:LABELS]:
            given = field.attributes
            text = plain_line(given.get("label") or field.text or given.get("term") or given.get("text") or "")
            for tag in text.split(",") if path in _LISTS else (text,):
                if tag.strip():
                    tags.setdefault(tag.strip())
    return tuple(tags)[:LABELS]


def _first(fields: Fields, names: list[str]) -> str:
    return next((text for name in names for field in fields.get(name, ()) if (text := plain_line(field.text))), "")


def _spoken(fields: Fields) -> str:
    for name in ("dc:language", "language", "news:news/news:publication/news:language"):
        if fields.get(name):
            return fields[name][0].text[:35]
    return next(
        (field.language for name in ("content", "title") for field in fields.get(name, ()) if field.language), ""
    )
