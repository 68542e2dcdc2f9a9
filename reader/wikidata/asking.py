"""Asks the service about one country after the other, keeps every answer, and tells which countries had none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Protocol

import msgspec

from reader.entities.gazetteer.schema import CountryEntry
from reader.wikidata.kept import KeptAnswers
from reader.wikidata.patience import LONGEST_RETRY_AFTER, UnansweredError
from reader.wikidata.people import Person, people
from reader.wikidata.queries import alias_queries, offices_query
from reader.wikidata.service import Row, Service
from reader.wikidata.statements import aliases, statements
from reader.wikidata.terms import terms
from reader.wikidata.titles import Held, offices_held

IN_A_ROW: Final = 3
"""Countries without an answer one after the other, after which the service is left alone: it is not there."""


class Progress(Protocol):
    """Told how far the asking is."""

    def country(self, code: str, done: int, total: int) -> None: ...

    def gave_up(self, code: str, reason: str) -> None: ...


class Gathered(msgspec.Struct, frozen=True):
    """Everybody found, and what is missing: reasons by country. `halted` says why the rest was not asked, if so."""

    people: list[Person]
    answered: frozenset[str]
    failed: dict[str, str]
    halted: str = ""


class Asking:
    """One run. `since` is the year in which an office must not have been over."""

    def __init__(self, service: Service, kept: KeptAnswers, progress: Progress, since: int, today: date) -> None:
        self._service = service
        self._kept = kept
        self._progress = progress
        self._since = since
        self._today = today
        self._names: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._held: dict[str, Mapping[str, Sequence[Held]]] = {}
        self._failed: dict[str, str] = {}
        self._halted = ""

    def gather(self, countries: Sequence[CountryEntry]) -> Gathered:
        """What the service knows of these countries' leaders. Never raises for what the service does."""
        in_a_row = 0
        for done, country in enumerate(countries):
            self._progress.country(country.id, done, len(countries))
            error = self._one(country)
            in_a_row = in_a_row + 1 if error else 0
            if error is not None:
                self._failed[country.id] = error.what
                self._progress.gave_up(country.id, error.what)
                if in_a_row == IN_A_ROW or error.retry_after > LONGEST_RETRY_AFTER:
                    self._halted = error.what
                    break
        for country in countries:
            if country.id not in self._held:
                self._failed.setdefault(country.id, "not asked")
        everybody = people(self._held, self._names, self._aliases)
        return Gathered(everybody, frozenset(self._held), self._failed, self._halted)

    def _one(self, country: CountryEntry) -> UnansweredError | None:
        """Asks about the country; returns why there is no answer. Who holds office counts even without the aliases."""
        try:
            rows = self._rows(offices_query(country.id, self._since))
        except UnansweredError as error:
            return error
        found = list(statements(rows, self._today))
        held = offices_held(terms(found, country.id, self._since, self._today), country)
        self._held[country.id] = held
        self._names |= {one.person: one.name for one in found}
        try:
            self._alias(held)
        except UnansweredError as error:
            error.what = f"no aliases: {error.what}"
            return error
        return None

    def _alias(self, held: Mapping[str, object]) -> None:
        for query in alias_queries([person for person in held if person not in self._aliases]):
            for person, names in aliases(self._rows(query)).items():
                if person in held:  # whom we did not ask about is none of the answer's business
                    self._aliases[person] = names

    def _rows(self, query: str) -> list[Row]:
        kept = self._kept.rows(query)
        if kept is not None:
            return kept
        rows = self._service.rows(query)
        self._kept.keep(query, rows)
        return rows
