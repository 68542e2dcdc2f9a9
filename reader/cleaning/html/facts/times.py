"""When an article was published and last changed, by what its page says: never a date of another story.

Machine-readable statements come first, then what stands beside the headline, then the address. The address, where it
has a date, also decides between statements that differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

import msgspec

from reader.cleaning.cleaned import Place
from reader.cleaning.dates import Order, date_span, from_iso, in_words
from reader.cleaning.html.facts.head import Metas
from reader.cleaning.html.facts.jsonld import Stated
from reader.cleaning.html.facts.marks import names_of, own
from reader.cleaning.html.facts.near import Piece

LINE_WORDS: Final = 24
"""Words of the longest line beside a headline that is read for its date."""
NEAR: Final = timedelta(days=1, hours=14)
"""How far a day in an address may be from the moment that it means, whatever the zone."""
SAME: Final = timedelta(minutes=2)
"""A change so soon after publication is none."""

_PUBLISHED_METAS: Final = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "date.published", "date_published", "parsely-pub-date", "publishdate", "publish-date",
    "publish_date", "published-date", "pubdate", "pub_date", "sailthru.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date.created", "dcterms.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "article.published", "published", "publication_date", "article:post_date",
    "originalpublicationdate", "displaydate", "rnews:datepublished", "citation_publication_date", "dc.date",
    "date", "pagedate", "created",
)  # fmt: skip
_UPDATED_METAS: Final = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "date.modified",
    "article:modified", "lastmod", "last-modified", "last_updated", "dc.date.modified", "dcterms.modified",
    "modified", "revision_date", "article:updated", "update_date",
)  # fmt: skip
_UPDATE = re.compile(
    r"updat|modif|edited|revised|correct|aktualisi|geändert|bearbeitet|mis à jour|mise à jour|actualiz|atualiz"
    r"|aggiornat|bijgewerkt|uppdater|oppdater|opdater|päivitetty|aktualizov|zaktualiz|frissít|actualizat|обновл|оновл"
    r"|güncel|更新|수정|تحديث|diperbarui|cập nhật",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"[/=_-]((?:19|20)\d\d)(?:[/_.-](\d{1,2}|[a-z]{3})[/_.-](\d{1,2})(?=[/_.-]|$)|/?([01]\d)/?([0-3]\d)(?=[/_.-]|$))",
    re.IGNORECASE,
)
_PUBLISHED_CLASS = re.compile(r"(?:^|[\s_-])(?:published|entry-date|dt-published|pubdate)(?:$|[\s_-])", re.IGNORECASE)
_OF_MONTH = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}


class Dated(msgspec.Struct, frozen=True):
    """A moment, aware, in the zone that its statement gives, with the place and the words of that statement."""

    moment: datetime
    place: Place
    words: str


class Times(msgspec.Struct, frozen=True):
    """When the article was published and last changed; `refused` are statements passed over, in words."""

    published: Dated | None = None
    updated: Dated | None = None
    refused: tuple[str, ...] = ()


def times_of(
    record: Stated, metas: Metas, marked: list[Any], pieces: list[Piece], *, url: str, order: Order | None
) -> Times:
    """When the page says that it was published and changed.

    `marked` are the elements that say what they are; `order` is that of the page's dates of figures.
    """
    moments = list(_marked(marked, order))
    stated = [
        *_of_record(record, 0),
        *_of_metas(metas, _PUBLISHED_METAS, order),
        *(at for at, new in moments if not new),
    ]
    beside = [] if stated else list(_beside(pieces, order))
    address = day_in_address(url)
    stated += [at for at, new in beside if not new]
    published, refused = _decided(stated, address)
    changes = [*_of_record(record, 1), *_of_metas(metas, _UPDATED_METAS, order)]
    changes += [at for at, new in (*moments, *beside) if new]
    if published is None and address:
        published = Dated(address, "address", f"the day in the address, {address:%Y-%m-%d}")
    updated = next((at for at in changes if published and at.moment > published.moment + SAME), None)
    return Times(published, updated, refused)


def searched(tree: Any, url: str) -> Dated | None:
    """The day that a search of the whole page finds, for pages that state none; None where it finds none."""
    from htmldate import find_date

    found = from_iso(find_date(tree, url=url or None, outputformat="%Y-%m-%d", original_date=True))
    return Dated(found, "searched", f"found by searching the page, {found:%Y-%m-%d}") if found else None


def day_in_address(url: str) -> datetime | None:
    """The day that an address names (/2024/05/17/, /2024/may/17, -20240517), at midnight UTC."""
    for match in islice(_IN_ADDRESS.finditer(url.split("?")[0]), 4):
        month, day = match[2] or match[4], match[3] or match[5]
        number = _OF_MONTH.get(month.lower()) or (int(month) if month.isdigit() else 0)
        try:
            return from_iso(datetime(int(match[1]), number, int(day), tzinfo=UTC).isoformat())
        except ValueError:
            continue
    return None


def _of_record(record: Stated, which: int) -> Iterator[Dated]:
    moment = (record.published, record.updated)[which]
    if moment:
        key = ("datePublished", "dateModified")[which]
        yield Dated(moment, "json-ld", f'the page\'s JSON-LD, "{key}": {record.dates[which]}')


def _of_metas(metas: Metas, names: Iterable[str], order: Order | None) -> Iterator[Dated]:
    for name in names:
        for value in metas.get(name, ())[:1]:
            moment = from_iso(value, order=order)
            if moment:
                yield Dated(moment, "meta", f'the meta element "{name}": {value[:60]}')


def _marked(elements: list[Any], order: Order | None) -> Iterator[tuple[Dated, bool]]:
    """Moments that microdata, RDFa or the classes of hAtom mark as the article's, and whether each is of a change."""
    for element in own(filter(_is_date, elements)):
        text = element.get("content") or element.get("datetime") or " ".join(element.itertext())[:100]
        moment = from_iso(text, order=order)
        if moment:
            mark = " ".join(names_of(element)) or element.get("class") or "pubdate"
            words = f'an element marked "{mark[:40]}": {text[:60]}'
            yield Dated(moment, "microdata", words), "dateModified" in names_of(element)


def _is_date(element: Any) -> bool:
    if element.tag == "meta" and not element.get("itemprop"):
        return False
    if names_of(element) & {"datePublished", "dateModified", "dateCreated"} or element.get("pubdate") is not None:
        return True
    return element.tag == "time" and _PUBLISHED_CLASS.search(element.get("class") or "") is not None


def _beside(pieces: list[Piece], order: Order | None) -> Iterator[tuple[Dated, bool]]:
    """Moments in time elements and short lines beside the headline, and whether each is of a change."""
    for piece in pieces:
        stamp = piece.element.get("datetime") if piece.element.tag == "time" else None
        if len(piece.text.split()) > LINE_WORDS:
            continue
        moment = from_iso(stamp, order=order) or in_words(piece.text, order=order)
        if moment is None:
            continue
        span = date_span(piece.text)
        label = piece.text[: span[0]] if span else piece.text
        before = piece.element.getprevious()
        label += (before.text or "") if before is not None and isinstance(before.tag, str) and not label.strip() else ""
        new = _UPDATE.search(f"{label[-60:]} {piece.element.get('class') or ''}") is not None
        yield Dated(moment, "header", f"beside the headline: {piece.text[:100]}"), new


def _decided(found: list[Dated], address: datetime | None) -> tuple[Dated | None, tuple[str, ...]]:
    """The first statement, made more exact by another of the same day; or the first that the address agrees with."""
    if not found:
        return None, ()
    chosen = found[0]
    refused: tuple[str, ...] = ()
    if address and abs(chosen.moment - address) > NEAR:
        agreeing = next((at for at in found if abs(at.moment - address) <= NEAR), None)
        if agreeing is None and chosen.place == "header":
            agreeing = Dated(address, "address", f"the day in the address, {address:%Y-%m-%d}")
        if agreeing:
            refused = (f"{chosen.words}: the address says {address:%Y-%m-%d}",)
            chosen = agreeing
    if _is_day(chosen.moment):
        exact = (at for at in found if not _is_day(at.moment) and at.moment.date() == chosen.moment.date())
        chosen = next(exact, chosen)
    return chosen, refused


def _is_day(moment: datetime) -> bool:
    return moment.hour == moment.minute == moment.second == 0
