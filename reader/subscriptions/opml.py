"""OPML (opml.org/spec2): lists of feeds as other readers write them, whole or broken, and as they read them.

Folders are tags: a feed bears the names of all folders that it lies in, and the parts of its categories.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from reader import safe_text
from reader.errors import DatelineError
from reader.subscriptions.addresses import checked_address, kind_of, shown
from reader.subscriptions.listed import Listed
from reader.subscriptions.subscription import Subscription

FILE_BYTES: Final = 16 * 2**20
OUTLINES: Final = 50_000
DEEPEST: Final = 200
"""Bounds of a file: bytes, outlines, outlines inside each other."""
HIDDEN: Final = "dateline/hidden"
"""The category that marks a feed that stays out of the desk's list of feeds."""

_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENTITIES: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_RAW_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
_OUTLINE: Final = re.compile(r"<outline(?=[\s/>])", re.IGNORECASE)
_PAGE: Final = re.compile(r"""\shtmlUrl\s*=\s*(["'])([^"']+)\1""", re.IGNORECASE)
_TITLE: Final = re.compile(r"""\s(?:text|title)\s*=\s*(["'])([^"']+)\1""", re.IGNORECASE)
_OF_LIST: Final = re.compile(r"\s(?:xmlUrl|url)\s*=", re.IGNORECASE)
_END: Final = re.compile(r"</opml\s*>", re.IGNORECASE)
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (2.2)."""


def read_opml(content: bytes) -> Listed:
    """The feeds of an OPML file. Broken ones are read as far as they go; what is no feed is named.

    Raises DatelineError for a file that is too large, declares entities, or has no outline in it.
    """
    if len(content) > FILE_BYTES:
        raise DatelineError(f"is larger than {FILE_BYTES >> 20} MiB", remedy="split it")
    text, notes = _decoded(content)
    if _ENTITIES.search(text):
        raise DatelineError("declares entities, which may be a trap", remedy="take its DOCTYPE out")
    outlines = [match.start() for match in _OUTLINE.finditer(text)]
    if not outlines:
        raise DatelineError("has no outlines in it", remedy="give a file of OPML as a reader exports it")
    if len(outlines) > OUTLINES:
        notes.append(f"outlines after the first {OUTLINES:,} are left out")
        text = text[: outlines[OUTLINES]]
    elif not _END.search(text, outlines[-1]):
        notes.append("it ends before its end; what it has till there is read")
    harvest = _harvest(text)
    feeds: list[Subscription] = []
    left_out: list[str] = []
    for found in harvest["feeds"]:
        try:
            feeds.append(_feed(found))
        except DatelineError as error:
            left_out.append(str(error))
    left_out += [_other(one, "is another list, which is not followed") for one in harvest["lists"]]
    left_out += _pages(text, outlines)
    return Listed(tuple(feeds), (), tuple(left_out), tuple(notes))


def _harvest(text: str) -> dict[str, Any]:
    """What listparser finds. It reads outlines as a browser would; a raw & of an address is none of its entities, and
    in ASCII nobody has to guess an encoding.
    """
    import listparser

    plain = _RAW_AMPERSAND.sub("&amp;", safe_text.filtered(text))
    harvest: dict[str, Any] = listparser.parse(plain.encode("ascii", "xmlcharrefreplace"))
    return harvest


def _feed(found: dict[str, Any]) -> Subscription:
    address = checked_address(safe_text.line(found["url"], safe_text.URL))
    title = safe_text.line(found["title"])
    if kind_of(address) != "web":
        raise DatelineError("only web addresses are taken from OPML", shown(address), "add it with `dateline feed add`")
    categories = [[str(part) for part in category if part] for category in found.get("categories", ())]
    folders, others = categories[-1:], categories[:-1]  # a category of the outline's own stands before its folders
    hidden = [HIDDEN.split("/")] == folders or HIDDEN.split("/") in others
    parts = [part for category in (*folders, *others) if category != HIDDEN.split("/") for part in category]
    tags = dict.fromkeys(tag for tag in (safe_text.line(part, safe_text.TAG) for part in parts) if tag)
    if len(parts) > DEEPEST:
        raise DatelineError(f"lies in more than {DEEPEST} folders", shown(address), "move it up")
    return Subscription(address=address, title="" if title == address else title, tags=tuple(tags), hidden=hidden)


def _pages(text: str, outlines: list[int]) -> Iterator[str]:
    """Outlines of a site's page without an address of its feed."""
    for start in outlines:
        attributes = text[start : text.find("<", start + 1)]  # no attribute holds one, unless it is broken
        if (page := _PAGE.search(attributes)) and not _OF_LIST.search(attributes):
            title = _TITLE.search(attributes)
            found = {"url": html.unescape(page[2]), "title": html.unescape(title[2]) if title else ""}
            yield _other(found, "is a page and no feed; `dateline feed add` may find one there")


def _other(found: dict[str, Any], why: str) -> str:
    title = safe_text.line(found["title"])
    return f"{shown(found['url'])}{f' ({title})' if title else ''}: {why}"


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """The text by its byte order mark, else as declared, else UTF-8; as Windows-1252 where that can't be."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), []
    declared = _DECLARED.match(content.lstrip())
    named = declared[1].decode("ascii") if declared else "utf-8"
    for encoding in dict.fromkeys((named, "utf-8")):
        try:
            if not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
                text = content.decode(encoding)
                return text, [] if encoding == named else [f"it is in UTF-8, and not in {named} as it says"]
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1252", "replace"), [f"it is not in {named}, and was read as Windows-1252"]


def write_opml(feeds: Iterable[Subscription], public: Callable[[str], str]) -> tuple[bytes, list[str]]:
    """The feeds as OPML 2.0, and in words what is left out: a path or a command says nothing elsewhere, and `public`
    takes from an address what nobody else should know.

    A feed lies in the folder of its first tag; further tags are its categories, or folders inside that one where they
    hold what separates categories. Headers, proxies and filters are never written.
    """
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Feeds of Dateline"
    body = ET.SubElement(root, "body")
    folders: dict[tuple[str, ...], ET.Element] = {(): body}
    left_out: list[str] = []
    for feed in feeds:
        if kind_of(feed.address) != "web":
            left_out.append(f"{shown(feed.address)}: only web addresses are exported")
            continue
        address = public(feed.address)
        if address != feed.address:
            left_out.append(f"{shown(feed.address)}: exported without the name, password or key in its address")
        path, categories = _places(feed)
        outline = ET.SubElement(_folder(folders, path), "outline", dict(_attributes(address, feed.title)))
        if categories:
            outline.set("category", ",".join(categories))
    ET.indent(root)
    return ET.tostring(root, "utf-8", xml_declaration=True) + b"\n", left_out


def _places(feed: Subscription) -> tuple[tuple[str, ...], list[str]]:
    """The folders that the feed lies in, and its categories."""
    tags = [tag for tag in map(_writable, feed.tags) if tag]
    path = tuple(tag for number, tag in enumerate(tags) if not number or "/" in tag or "," in tag)
    categories = [f"/{tag}" for tag in tags if tag not in path]
    return path, [*categories, *([f"/{HIDDEN}"] if feed.hidden else [])]


def _folder(folders: dict[tuple[str, ...], ET.Element], path: tuple[str, ...]) -> ET.Element:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in folders:
            parent = folders[path[: depth - 1]]
            folders[path[:depth]] = ET.SubElement(parent, "outline", text=path[depth - 1])
    return folders[path]


def _attributes(address: str, title: str) -> Iterator[tuple[str, str]]:
    address, title = _writable(address), _writable(title)
    yield "type", "rss"
    yield "text", title or address
    if title:
        yield "title", title
    yield "xmlUrl", address


def _writable(text: str) -> str:
    return safe_text.filtered(_UNWRITABLE.sub("", text))
