"""What an article says of itself, from a page's head, its JSON-LD and its visible headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

import msgspec

from reader import safe_text
from reader.cleaning import furniture
from reader.cleaning.dates import from_iso
from reader.cleaning.html.jsonld import Stated
from reader.cleaning.language import language_code
from reader.cleaning.names import folded, host_of, people, resembles_outlet

TAGS_MAX: Final = 20
STANDFIRST_MAX: Final = 600
"""Code points; a longer description is the article itself."""

_SEPARATOR = re.compile(r"\s+[-|–—•·»:/]{1,2}\s+|\s*\|\s*|\s+::\s+")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
_STANDFIRST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line)?|dek|deck|summary|excerpt|lede|lead|intro(?:duction)?|chapo|sapo|teaser-?text"
    r"|article-?description|strap-?line|kicker-?text|bajada|entradilla|vorspann|ingress)(?:$|[\s_-])",
    re.IGNORECASE,
)

_PICTURE = re.compile(r"image|photo|picture|figure|caption|media|video|gallery|legend", re.IGNORECASE)


class Facts(msgspec.Struct, frozen=True):
    """Metadata of a page, safe to show.

    `standfirst` is what the page itself sets apart under its headline, `description` what its head says.
    """

    url: str = ""
    title: str | None = None
    standfirst: str | None = None
    description: str | None = None
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


def page_date(tree: Any, metas: dict[str, str], record: Stated) -> datetime | None:
    """When the page says it was published, aware UTC: JSON-LD, then the usual meta elements, then its time element."""
    if record.published:
        return record.published
    stated = [metas[name] for name in _DATE_METAS if name in metas]
    stated += [time.get("datetime") or "" for time in islice(tree.iter("time"), 20) if _is_of_publication(time)]
    return next(filter(None, map(from_iso, stated)), None)


def _is_of_publication(time: Any) -> bool:
    named = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
    return time.get("pubdate") is not None or "datepublished" in named or "published" in named.split()


def states_all(metas: dict[str, str], record: Stated) -> bool:
    """Whether the page states headline, people, time, outlet and description, so that none needs to be searched."""
    described = record.description or metas.get("og:description") or metas.get("description")
    return bool(record.headline and record.authors and record.published and record.publisher and described)


def canonical_address(tree: Any) -> str:
    """The page's canonical address, absolute and safe; empty where it gives none."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return safe_text.url(link.get("href") or "")
    return ""


def facts_of(
    tree: Any, document: Any, record: Stated, metas: dict[str, str], *, url: str, published: datetime | None
) -> Facts:
    """The facts of a page: `document` is the extractor's, `record` the page's JSON-LD, `metas` its meta elements,
    `url` where it came from."""
    address = _address(document.url or canonical_address(tree), url)
    host = host_of(address)
    outlet = _outlet(metas.get("og:site_name") or record.publisher or document.sitename or "", host)
    title = _title(tree, document, record, metas, outlet, host)
    authors = record.authors or tuple(filter(None, (metas.get("author"),))) or _authors(document.author)
    byline = people(authors, outlet=outlet) or people(_authors(document.author), outlet=outlet)
    return Facts(
        url=address,
        title=title,
        standfirst=_standfirst(_set_apart(tree), title, outlet),
        description=_standfirst(
            document.description or metas.get("og:description") or metas.get("description") or record.description,
            title,
            outlet,
        ),
        byline=byline,
        source=outlet,
        published=published or from_iso(document.date),
        language=language_code(tree.get("lang") or tree.get("xml:lang") or record.language or metas.get("og:locale")),
        tags=_tags([*(document.tags or ()), *record.keywords], outlet),
    )


_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "parsely-pub-date",
    "publishdate", "pubdate", "publish-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "cxenseparse:recs:publishtime", "dc.date", "dcterms.date", "date",
)  # fmt: skip


def metas_of(tree: Any) -> dict[str, str]:
    """Contents of the page's meta elements by name, property or itemprop, lower case; the first of each counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.lower(), content.strip())
    return found


def _address(canonical: str | None, url: str) -> str:
    """The canonical address, if it is of the same site as `url`; a page can't claim to be another outlet's."""
    given, claimed = safe_text.url(url), safe_text.url(canonical or "")
    if not claimed:
        return given
    if not given:
        return claimed
    own, other = host_of(given), host_of(claimed)
    related = own == other or own.endswith(f".{other}") or other.endswith(f".{own}")
    bare = claimed.split("://", 1)[-1].strip("/").count("/") == 0
    return claimed if related and not (bare and given.strip("/").count("/") > 2) else given


def _outlet(name: str, host: str) -> str | None:
    name = safe_text.line(name, safe_text.NAME).lstrip("@")
    if name.startswith("http"):
        name = host_of(name)
    return name or host or None


def _title(
    tree: Any, document: Any, record: Stated, metas: dict[str, str], outlet: str | None, host: str
) -> str | None:
    """The visible headline where there is one that the head agrees with, else what the head says."""
    element = tree.find(".//title")
    in_head = element.text_content() if element is not None else ""
    stated = [record.headline, metas.get("og:title", ""), metas.get("twitter:title", ""), in_head, document.title or ""]
    stated = [plain for plain in (_without_outlet(text, outlet, host) for text in stated) if plain]
    visible = [safe_text.line(" ".join(h1.itertext())) for h1 in list(tree.iter("h1"))[:8]]
    visible = [text for text in visible if text and not resembles_outlet(text, outlet, host)]
    for text in visible:
        if any(_agree(text, other) for other in stated):
            return _without_outlet(text, outlet, host)
    if stated:
        return stated[0]
    return visible[0] if visible else None


def _agree(text: str, other: str) -> bool:
    one, two = set(text.lower().split()), set(other.lower().split())
    return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two)) and len(one & two) >= min(3, len(two))


def _without_outlet(text: str, outlet: str | None, host: str) -> str:
    """The title without parts at its ends that name the outlet or its host."""
    text = safe_text.line(text)
    if resembles_outlet(text, outlet, host) and len(text.split()) <= 3:
        return ""
    while marks := list(_SEPARATOR.finditer(text)):
        tail, head = text[marks[-1].end() :], text[: marks[0].start()]
        if resembles_outlet(tail, outlet, host) and len(tail.split()) <= 6:
            text = text[: marks[-1].start()]
        elif resembles_outlet(head, outlet, host) and len(head.split()) <= 5:
            text = text[marks[0].end() :]
        else:
            break
    return text.strip()


def _authors(value: str | None) -> tuple[str, ...]:
    return tuple((value or "").split(";"))


def _standfirst(text: str, title: str | None, outlet: str | None) -> str | None:
    """The text as a standfirst; None where it is cut short, the title over again, or about the outlet."""
    text = safe_text.line(text, STANDFIRST_MAX + 1)
    if not text or len(text) > STANDFIRST_MAX or len(text.split()) < 4 or _CUT.search(text):
        return None
    if title and folded(text) == folded(title):
        return None
    if furniture.is_plea(text) or (outlet and folded(outlet) and folded(text).startswith(folded(outlet))):
        return None
    return text


def _set_apart(tree: Any) -> str:
    """The text of the first element near the headline whose class or itemprop says standfirst; empty without one."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return ""
    for element in islice(headline.itersiblings(), 6):
        found = next((part for part in _with_class(element)), None)
        if found is not None:
            return " ".join(found.itertext())
    parent = headline.getparent()
    for element in islice(parent.itersiblings(), 4) if parent is not None else ():
        found = next((part for part in _with_class(element)), None)
        if found is not None:
            return " ".join(found.itertext())
    return ""


def _with_class(element: Any) -> Iterator[Any]:
    for part in islice(element.iter("p", "div", "h2", "h3", "h4", "span", "section"), 12):
        named = f"{part.get('class') or ''} {part.get('itemprop') or ''}"
        if _PICTURE.search(named) or not (_STANDFIRST_CLASS.search(named) or part.get("itemprop") == "description"):
            continue
        if next(part.iter("h1", "img", "figure"), None) is None:
            yield part


def _tags(values: Iterable[str], outlet: str | None) -> tuple[str, ...]:
    out: list[str] = []
    seen = {folded(outlet or "")}
    for value in values:
        for part in re.split(r"[,;]", value or ""):
            tag = safe_text.line(part, safe_text.TAG).strip("# ")
            key = folded(tag)
            if key and key not in seen and len(tag.split()) <= 6:
                seen.add(key)
                out.append(tag)
    return tuple(out[:TAGS_MAX])
