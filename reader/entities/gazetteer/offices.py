"""An office in words, as an entity card or a list shows it: "President of China", "former US Secretary of State"."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from reader.article import Entity, Office
from reader.entities.gazetteer.schema import CountryEntry

_PLACED = re.compile(
    r"^(?:President|King|Queen|Governor|Mayor|Prince|Emir|Sultan|Premier|Leader|Pope|Emperor) of ", re.IGNORECASE
)
_INTERNATIONAL = re.compile(
    r"\b(?:European|International|World|United Nations|UN|NATO|OPEC|OECD|African Union|Arab League|Commonwealth|"
    r"IMF|WTO|WHO|IAEA|Hamas|Hezbollah|PLO|Security Council)\b"
)
_NAMED = re.compile(r" (?:of|for) ")


class Knowledge(Protocol):
    """What of the gazetteer is needed to put an office into words."""

    @property
    def countries(self) -> dict[str, CountryEntry]: ...
    def entity(self, id_: str) -> Entity | None: ...
    def office_on(self, id_: str, day: date | None) -> Office | None: ...


def office_in_words(gazetteer: Knowledge, leader: str, day: date | None) -> str | None:
    """The office that leader held on `day` with its country; "former …" once it was over. None where none is known."""
    office = gazetteer.office_on(leader, day)
    if office is None:
        return None
    title = office_title(gazetteer, office.title, office.country)
    on = (day or date.today()).isoformat()  # noqa: DTZ011 - a day for words, not a moment
    over = office.until is not None and office.until < on[: len(office.until)]
    return f"former {title}" if over else title


def office_title(gazetteer: Knowledge, title: str, country: str | None) -> str:
    """The title with its country, unless it says itself what it is an office of."""
    home = gazetteer.countries.get(country or "")
    if home is None or title in _ALONE or _PLACED.match(title) or home.name in title:
        return title
    if _INTERNATIONAL.search(title):
        return title
    own = [word for word in (*home.names, *home.adjectives) if word in title]
    if any(re.search(rf"\b{re.escape(word)}\b", title) for word in own):
        return title
    if _NAMED.search(title):
        return f"{'US' if home.id == 'US' else home.adjectives[0] if home.adjectives else home.name} {title}"
    return f"{title} of {country_in_words(home)}"


def country_in_words(country: CountryEntry) -> str:
    """The country's name as a sentence has it: "the United States"."""
    return _WITH_ARTICLE.get(country.id, country.name)


_ALONE = frozenset({"Pope"})
_WITH_ARTICLE = {
    code: f"the {name}"
    for code, name in {
        "US": "United States", "GB": "United Kingdom", "AE": "United Arab Emirates", "NL": "Netherlands",
        "PH": "Philippines", "CZ": "Czech Republic", "DO": "Dominican Republic", "CF": "Central African Republic",
        "CD": "Democratic Republic of the Congo", "BS": "Bahamas", "MV": "Maldives", "SC": "Seychelles",
        "MH": "Marshall Islands", "SB": "Solomon Islands", "GM": "Gambia", "KM": "Comoros", "SU": "Soviet Union",
        "VA": "Vatican",
    }.items()
}  # fmt: skip
