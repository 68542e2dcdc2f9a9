"""Where a site files an article: its section, and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import msgspec

from reader import safe_text
from reader.cleaning.cleaned import Place
from reader.cleaning.html.facts.head import Metas
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.names import folded

TAGS_MAX: Final = 20
TAG_WORDS: Final = 6
SECTION_MAX: Final = 40
SECTION_WORDS: Final = 5
CRUMBS_MAX: Final = 8
"""Tags and breadcrumbs of one page; words of a tag; code points and words of a section's name."""

_SECTION_METAS: Final = (
    "article:section",
    "parsely-section",
    "section",
    "dc.subject.section",
    "cxenseparse:recs:category",
    "sailthru.section",
)
_TAG_METAS: Final = ("article:tag", "keywords", "news_keywords", "parsely-tags", "sailthru.tags")
_MARKED_CRUMBS: Final = " | ".join(f"//@{name}[contains(.,'readcrumb')]/.." for name in ("class", "id", "aria-label"))
_HOME = re.compile(
    r"^(?:home(?: ?page)?|start(?:seite|sida)?|accueil|inicio|início|portada|главная|головна|anasayfa|ana sayfa|index"
    r"|front ?page|forside|etusivu|beranda|trang chủ|strona główna|domů|ホーム|トップ|首页|홈|الرئيسية)$",
    re.IGNORECASE,
)
_NO_SECTION = re.compile(
    r"^(?:articles?|story|stories|post|posts|news|blog|archives?|content|index|p|a|amp|en|detail|view|wiki|topics?|uncategori[sz]ed|general"
    r"|default|none|latest|all|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|www|web|[a-z]{1,3}|20\d\d)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[|;>]|,(?=\S)")
_KEY = re.compile(r"_|=|\w:\S|://")
"""What only a machine's tag has in it: type_news, channel:world."""
_SITE = re.compile(r"://|\w\.\w{2,}$")
_PATH_WORD = re.compile(r"[^\W\d_]{3,20}(?:-[^\W\d_]{2,15}){0,2}")


class Section(msgspec.Struct, frozen=True):
    """The section's name (None: the page gives none), where it was read and in which words."""

    name: str | None = None
    place: Place = "meta"
    words: str = ""


def section_of(tree: Any, record: Stated, metas: Metas, *, url: str, title: str | None, outlet: str | None) -> Section:
    """The section that the page is filed under: by JSON-LD, meta elements, breadcrumbs, or the address's path."""
    barred = {"", folded(title or ""), folded(outlet or "")}
    for value, place, words in _stated_sections(tree, record, metas, url):
        name = safe_text.line(_SEVERAL.split(value)[0], safe_text.TAG)
        if folded(name) not in barred and _names_section(name):
            return Section(name, place, words)
    return Section()


def _names_section(name: str) -> bool:
    if len(name) > SECTION_MAX or len(name.split()) > SECTION_WORDS:
        return False
    return not (_HOME.match(name) or _NO_SECTION.match(name) or _SITE.search(name))


def tags_of(tree: Any, record: Stated, metas: Metas, outlet: str | None) -> tuple[tuple[str, ...], str]:
    """The page's tags, each once, at most TAGS_MAX, without the outlet's name; and where they stand, in words."""
    sources = [(f'the meta element "{name}"', metas[name]) for name in _TAG_METAS if name in metas]
    sources.append(('the page\'s JSON-LD, "keywords"', list(record.keywords)))
    linked = [" ".join(link.itertext())[:200] for link in islice(tree.iterfind(".//a[@rel='tag']"), TAGS_MAX)]
    sources.append(("links marked as tags", linked))
    found: dict[str, str] = {}
    places = []
    for words, values in sources:
        before = len(found)
        for tag in _tags(values, outlet):
            found.setdefault(folded(tag), tag)
        if len(found) > before:
            places.append(words)
    return tuple(found.values())[:TAGS_MAX], ", ".join(places)


def _tags(values: Iterable[str], outlet: str | None) -> Iterator[str]:
    barred = folded(outlet or "")
    for value in values:
        for part in re.split(r"[,;]", value):
            tag = safe_text.line(part, safe_text.TAG).strip("# ")
            if folded(tag) not in ("", barred) and len(tag.split()) <= TAG_WORDS and not _KEY.search(tag):
                yield tag


def _stated_sections(tree: Any, record: Stated, metas: Metas, url: str) -> Iterator[tuple[str, Place, str]]:
    yield record.section, "json-ld", 'the page\'s JSON-LD, "articleSection"'
    for name in _SECTION_METAS:
        for value in metas.get(name, ())[:1]:
            yield value, "meta", f'the meta element "{name}"'
    for crumb in record.breadcrumbs[:CRUMBS_MAX]:
        yield crumb, "json-ld", "the page's JSON-LD, breadcrumbs"
    for crumb in _crumbs(tree):
        yield crumb, "breadcrumb", "the page's breadcrumbs"
    if name := _of_path(url):
        yield name, "address", f"the path of the address, /{name}/"


def _crumbs(tree: Any) -> list[str]:
    """The links in the page's breadcrumbs, in order."""
    for element in islice(tree.xpath(_MARKED_CRUMBS), 3):
        links = [" ".join(link.itertext())[:200] for link in islice(element.iter("a"), CRUMBS_MAX)]
        if len(links) <= CRUMBS_MAX and links:
            return [safe_text.line(link) for link in links]
    return []


def _of_path(url: str) -> str:
    """The first part of an address's path that reads like a section, where more parts follow."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return ""
    for part in parts[:-1][:3]:
        name = unquote(part)
        if _PATH_WORD.fullmatch(name) and not _NO_SECTION.match(name) and not name.endswith(("html", "php")):
            return name
    return ""
