"""Ids of people whom the gazetteer lacks: made of their names so that two articles, and two spellings, agree on one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reader.entities.gazetteer.romanisation import same_person


def person_id(words: Sequence[str], country: str | None) -> str:
    """The id for a name of these folded words: "sergei-ivanov" for Sergey V. Ivanov too.

    A surname alone is many people's, so its id has the country too, where that is known: "ivanov-ru".
    """
    name = slug(same_person(words))
    return f"{name}-{country.lower()}" if country and len(words) == 1 else name


def slug(name: str) -> str:
    """A name as a stable id: ASCII words in small letters, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
