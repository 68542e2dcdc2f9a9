"""News in an EPUB file, as recipes for e-book readers make it: several articles, each a page of its own.

A book's chapters are no news, and such a file is refused in words. Nothing is unpacked to the disk, no entity is
expanded and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from reader.sources.archives.anchors import anchors
from reader.sources.archives.packed import Packed, PackedError
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure

if TYPE_CHECKING:
    from lxml import etree

PAGES: Final = 10_000
"""Pages of one file."""
WORDS_LEAST: Final = 60
"""A page of fewer words is a list of contents or a title page."""
_HTML: Final = ("application/xhtml+xml", "text/html")
_CONTENTS: Final = ("index", "titlepage", "toc", "nav", "cover")
_ARTICLE_FOLDER = re.compile(r"(?:^|/)article_\d{1,6}$")
_ARTICLE = re.compile(r"(?:^|/)feed_\d{1,6}/article_\d{1,6}/")
_SOURCE_LINK = re.compile(r"downloaded|article was|original|source|permalink|quelle|kalibre|calibre", re.IGNORECASE)
_PERIODICAL = re.compile(r"\b(?:news|newspaper|magazine|periodical)\b", re.IGNORECASE)
_EDITION = re.compile(r"\s{0,9}[\[(][^\])]{0,60}[\])]\s{0,9}$")
_NAME: Final = 300


class _Refused(Exception):  # noqa: N818 - tells a file, not a fault
    """Why the file is not read, in words."""


def read_epub(path: Path | str) -> Iterator[Page | SourceFailure]:
    """The articles of a news EPUB in reading order; their weights add up to its size, roughly.

    Title pages and lists of contents are failures that say `skipped`. A file that can't be read, or is a book, is one
    failure.
    """
    address = str(path)
    try:
        with Path(path).open("rb") as file, Packed(file) as packed:
            yield from _pages(address, packed)
    except OSError as error:
        yield SourceFailure(address, f"cannot be read: {error.strerror or error}")
    except (PackedError, _Refused) as error:
        yield SourceFailure(address, str(error))


def _pages(address: str, packed: Packed) -> Iterator[Page | SourceFailure]:
    container = _xml(packed.read("META-INF/container.xml"))
    place = next((str(node.get("full-path", "")) for node in _named(container, "rootfile")), "")
    package = _xml(packed.read(place))
    outlet, published = _publication(package)
    names = list(_spine(package, posixpath.dirname(place)))[:PAGES]
    if not _is_news(package, names):
        raise _Refused("is a book, not a newspaper: its chapters are no articles (`dateline add` reads single pages)")
    for name in names:
        weight = packed.size(name)
        try:
            content = packed.read(name)
        except PackedError as error:
            yield SourceFailure(f"{address}:{name}", str(error), weight=weight)
            continue
        if reason := _no_article(name, content):
            yield SourceFailure(f"{address}:{name}", reason, skipped=True, weight=weight)
            continue
        yield Page(
            f"{address}:{name}",
            content,
            "html",
            url=_url(content),
            published=published,
            source=outlet,
            weight=weight,
        )


def _xml(content: bytes) -> etree._Element:
    """The tree of a small XML file. A DTD that declares entities is refused before it is read."""
    from lxml import etree

    if b"<!ENTITY" in content:
        raise _Refused("declares entities of its own, which are not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise _Refused("is no e-book that can be read: its table of files is damaged")
    return root


def _named(root: etree._Element, name: str) -> Iterator[Any]:
    yield from root.iter(f"{{*}}{name}", name)


def _publication(package: etree._Element) -> tuple[str, str]:
    """The outlet and the day: what the file calls itself, without the date in brackets, and its date."""
    title = next((str(node.text or "") for node in _named(package, "title")), "")
    day = next((str(node.text or "") for node in _named(package, "date")), "")
    try:
        datetime.fromisoformat(day.strip())
    except ValueError:
        day = ""
    return _EDITION.sub("", title.strip()[:_NAME]).strip(), day.strip()


def _spine(package: etree._Element, folder: str) -> Iterator[str]:
    """The names of its pages, in reading order."""
    listed = {
        str(node.get("id", "")): str(node.get("href", ""))
        for node in _named(package, "item")
        if node.get("media-type") in _HTML
    }
    for node in _named(package, "itemref"):
        if href := listed.get(str(node.get("idref", ""))):
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _is_news(package: etree._Element, names: list[str]) -> bool:
    """Whether it says that it is a newspaper or a magazine, or is laid out as calibre lays out one."""
    told = " ".join(
        str(value or "")
        for node in package.iter()
        for value in ((node.text,) if str(node.tag).endswith(("subject", "type", "publisher")) else ())
    )
    for node in _named(package, "meta"):
        if str(node.get("name", "")).startswith("calibre:publication_type"):
            told += f" {node.get('content', '')}"
    return any(_ARTICLE.search(name) for name in names) or bool(_PERIODICAL.search(told))


def _no_article(name: str, content: bytes) -> str:
    if len(content) > PAGE_LIMIT:
        return f"is larger than {PAGE_LIMIT >> 20} MB"
    folder, _, last = name.rpartition("/")
    if last.startswith(_CONTENTS) and not _ARTICLE_FOLDER.search(folder):
        return "is a list of contents"
    words = sum(len(piece.partition(b">")[2].split()) for piece in content.split(b"<"))
    return "is a title page" if words < WORDS_LEAST else ""


def _url(content: bytes) -> str:
    """Where the article was downloaded from, as such files say at its end; empty where this one does not."""
    for link in reversed(list(anchors(content.decode("utf-8", "replace")))):
        if link.url.startswith(("http://", "https://")):
            told = "calibre" in link.attributes.get("rel", "") or link.words == link.url
            return link.url if told or _SOURCE_LINK.search(link.words) else ""
    return ""
