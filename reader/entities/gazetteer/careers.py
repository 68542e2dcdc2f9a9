"""The office of a day and what came of it since: "then Defence Minister of China; since Oct 2023 out of office".

Apart from the words of one office, since this takes all of somebody's offices, and two days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from reader.article import Office
from reader.entities.gazetteer.offices import Knowledge, office_in_words, office_title

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REIGN = re.compile(r"(?:King|Queen|Emperor|Empress|Emir|Sultan|Pope|Ruler|Grand Duke|(?:Crown |Sovereign )?Prince)\b")
_RULE = re.compile(r"(?:President|Prime Minister|Premier|Chancellor|Supreme Leader|General Secretary)\b")
_REIGN_YEARS: Final = 75
_RULE_YEARS: Final = 50
_OFFICE_YEARS: Final = 20
"""An office without an end is not called somebody's today when it began longer ago: its end may have gone unnoticed."""


def office_words(gazetteer: Knowledge, leader: str, day: date | None, today: date) -> str:
    """The office held on `day` (today's where None) and what came of it until `today`; "" where none is known.

    "Defence Minister of China" where it is still held or its end is unknown; "then Defence Minister of China; since
    Oct 2023 out of office"; "then Defence Minister of China; now Prime Minister"; "former President of France
    (2007-2012)" where it was over before `day`; "later President of France (since May 2017)" where it had not begun.
    Nobody is said to hold today what they took up at an unknown time, or too long ago.
    """
    entity = gazetteer.entity(leader)
    if entity is None or not entity.offices:
        return ""
    on = day or today
    today = max(on, today)
    office = gazetteer.office_on(leader, on)
    if office is None:
        return _later(gazetteer, entity.offices, today)
    title = office_title(gazetteer, office.title, office.country)
    terms = [one for one in entity.offices if _same(one, office)]
    present = next((one for one in entity.offices if _surely_held(one, today)), None)
    if _over(office, on):
        years = ", ".join(sorted(_years(one) for one in terms if _over(one, on)))
        return f"former {title} ({years})" + (f"; now {_beside(gazetteer, present, office)}" if present else "")
    if any(_begun(one, today) and not _over(one, today) for one in terms):
        return title
    if present:
        since = "still" if _begun(present, on) else "now"
        return f"then {title}; {since} {_beside(gazetteer, present, office)}"
    begun = [one for one in entity.offices if _begun(one, today)]
    if _REIGN.match(office.title) or any(one.until is None for one in begun):
        return f"then {title}, until {_month(office.until or '')}"
    return f"then {title}; since {_month(max(one.until or '' for one in begun))} out of office"


def role_now(gazetteer: Knowledge, leader: str, day: date | None, today: date) -> str | None:
    """The office of `today` in words where it is another than that of `day`; None where it is the same, or unknown."""
    if day is None:
        return None
    then, now = office_in_words(gazetteer, leader, day), office_in_words(gazetteer, leader, today)
    office = gazetteer.office_on(leader, today)
    if now is None or office is None or now == then:
        return None
    if _over(office, today) or _surely_held(office, today):
        return now
    return None if then is None or then.startswith("former ") else f"former {then}"


def _later(gazetteer: Knowledge, offices: Sequence[Office], today: date) -> str:
    """For somebody who had no office yet on the day: that of today, else the first one."""
    begun = [one for one in offices if _begun(one, today)]
    office = next((one for one in begun if _surely_held(one, today)), None)
    office = office or min(begun, key=lambda one: one.since or "", default=None)
    if office is None:
        return ""
    when = _years(office) if office.until else f"since {_month(office.since or '')}"
    return f"later {office_title(gazetteer, office.title, office.country)} ({when})"


def _beside(gazetteer: Knowledge, present: Office, named: Office) -> str:
    """An office of today after another: without the country that was said of that, and "again" where it is the same."""
    if _same(present, named):
        return f"{present.title} again"
    if present.country == named.country and office_title(gazetteer, named.title, named.country) != named.title:
        return present.title
    return office_title(gazetteer, present.title, present.country)


def _same(one: Office, other: Office) -> bool:
    return (one.title, one.country) == (other.title, other.country)


def _begun(office: Office, day: date) -> bool:
    return office.since is None or office.since <= day.isoformat()[: len(office.since)]


def _over(office: Office, day: date) -> bool:
    return office.until is not None and office.until < day.isoformat()[: len(office.until)]


def _surely_held(office: Office, day: date) -> bool:
    if office.since is None or not _begun(office, day) or _over(office, day):
        return False
    return office.until is not None or day.year - int(office.since[:4]) <= _longest(office.title)


def _longest(title: str) -> int:
    """Years that an office of this title is believed to be held without news of its end."""
    if _RULE.match(title):
        return _RULE_YEARS
    return _REIGN_YEARS if _REIGN.match(title) else _OFFICE_YEARS


def _years(office: Office) -> str:
    since, until = (office.since or "")[:4], (office.until or "")[:4]
    if not since:
        return f"until {until}"
    return since if since == until else f"{since}-{until}"


def _month(day: str) -> str:
    """A day of any precision to the month: "Oct 2023", or the year alone where it says no more."""
    return f"{_MONTHS[int(day[5:7]) - 1]} {day[:4]}" if len(day) > len("2023") else day
