"""Offices and callings that make a name a leader's ("Foreign Minister", "rebel leader"), as `roles.toml` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Evidence = Literal["none", "office", "country", "institution", "monarch", "portfolio", "party", "place", "known"]


class RoleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words for one role, in the singular and small letters but where `exact`, and what must speak for it.

    `evidence` is what else the phrase must hold before a name after it is a leader's: "none"; "office": nothing, but no
    company or club; "country": a country or faction; "institution": an organ of state, party or armed movement;
    "monarch": a country, a numeral or a name known; "portfolio": the affairs it deals with ("Transport Secretary");
    "party": a full name; "place": some country in the text; "known": only a leader whom the gazetteer knows.
    """

    title: str
    words: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    evidence: Evidence = "none"

    def spellings(self) -> Iterator[str]:
        """Every way the role is written: small letters, a capital first, capitals throughout, and `exact` as it is."""
        yield from self.exact
        for word in (*self.words, *self.plurals):
            yield word
            yield word[:1].upper() + word[1:]
            yield " ".join(
                part if part in ("of", "for", "the", "and", "de", "in", "to") else part[:1].upper() + part[1:]
                for part in word.split(" ")
            )
            if "-" in word:
                yield "-".join(part.capitalize() if part not in ("in", "of") else part for part in word.split("-"))


class RoleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of `[[role]]` tables."""

    role: tuple[RoleEntry, ...] = ()
