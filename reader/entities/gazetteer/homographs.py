"""Words that are a country here and something else there: what `homographs.toml` knows about them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from reader.article import Form
from reader.entities.gazetteer.senses import Sense


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that several countries share ("Congo"); `countries` begins with the one meant where nothing else speaks."""

    words: tuple[str, ...]
    countries: tuple[str, ...]
    form: Form = "name"


class Homograph(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that may be a country or not.

    `near` are phrases of the same text that speak for the other sense ("Atlanta" for the state of Georgia), `country`
    phrases that speak for the country ("Tbilisi").
    """

    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


class HomographFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`blocks` are phrases that hold a country's name or demonym and mean no country ("South China Sea").

    `given` and `family` are names of countries and capitals that people bear; `doubtful_capitals` and `doubtful_seats`
    need their country in the text; `languages` are demonyms that name a language too, `words_too` those that are
    common words where they open a sentence.
    """

    blocks: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()
    doubtful_capitals: frozenset[str] = frozenset()
    doubtful_seats: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    words_too: frozenset[str] = frozenset()
    shared: tuple[Shared, ...] = ()
    homograph: tuple[Homograph, ...] = ()

    def senses(self) -> Iterator[tuple[str, Sense]]:
        """The phrases with what they mean, for the matcher."""
        for phrase in self.blocks:
            yield phrase, Sense("block", "")
        for shared in self.shared:
            for word in shared.words:
                for country in shared.countries:
                    yield word, Sense("country", country, shared.form)

    @cached_property
    def by_word(self) -> dict[str, Homograph]:
        """The homograph a word belongs to."""
        return {word: entry for entry in self.homograph for word in entry.words}
