"""Offices whose holders news calls by the surname: those of heads of state and government, and of world bodies."""

from __future__ import annotations

import re
from typing import Final

from reader.entities.gazetteer.schema import LeaderEntry, OfficeEntry

_HIGH: Final = re.compile(
    r"(?:acting |interim |transitional |federal )?(?:"
    r"(?:president|prime minister|premier|king|queen|chancellor|emperor|sultan|emir|pope|taoiseach|crown prince"
    r"|supreme leader|leader|first minister|head of state|head of government|general secretary of the communist party"
    r"|(?:nato )?secretary-general)(?:-elect|-designate)?$"
    r"|(?:president|prime minister) of (?!the )"
    r"|(?:president|prime minister|premier|secretary-general|chairman|chairwoman) of the (?:soviet union"
    r"|united nations$|european commission|european council|european central bank|presidency|plo$|federal reserve$"
    r"|council of state|sovereign council|state administration council|kurdistan region|presidential council"
    r"|palestinian authority)"
    r"|(?:federal reserve|plo) chair)",
    re.IGNORECASE,
)
"""Titles of those whom news calls by the surname alone."""
_RUNS: Final = re.compile(r"(?:^|(?<!vice) )presidential (?:nominee|candidate)$", re.IGNORECASE)
"""Titles of those whom news calls so while they run, and no longer."""


def is_high(office: OfficeEntry) -> bool:
    """Whether its holder is called by the surname alone while in office; a candidate, where the end is known."""
    return bool(_HIGH.match(office.title) or (office.until and _RUNS.search(office.title)))


def led(leader: LeaderEntry) -> bool:
    """Whether the leader ever headed a state, a government or a world body, or ran for president."""
    return any(_HIGH.match(office.title) or _RUNS.search(office.title) for office in leader.offices)
