"""Turning what the user says about who and where into journal entries, and saying what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reader.corrections import Correction
from reader.errors import DatelineError, UsageError
from reader.library.correcting import Corrections
from reader.library.entries import read_correction
from reader.library.steps import Amendment

CORRECTIONS_LIMIT: Final = 5_000
"""Corrections that a library can hold: an article is looked through for the words of each."""


def amendments(corrections: Sequence[Correction], known: Corrections) -> list[Amendment]:
    """What is to be kept so that these corrections hold; those that hold already are left out.

    Of several about the same, the last one counts. Raises UsageError for text that can't be kept, and DatelineError
    where the library would hold more than CORRECTIONS_LIMIT.
    """
    steps: dict[tuple[str, ...], Amendment] = {}
    for correction in corrections:
        if not read_correction(correction.key, correction):
            raise UsageError(
                "this correction can't be kept: its text is too long, or holds what no page can show",
                correction.surface or correction.was,
                "correct plain words",
            )
        was = known.about(correction.key)
        if was is None or _gist(was) != _gist(correction):
            steps[correction.key] = Amendment(correction.key, correction, was)
    held = len(known.all) + sum(step.was is None for step in steps.values())
    if held > CORRECTIONS_LIMIT:
        raise DatelineError(
            f"there would be {held:,} corrections; a library holds at most {CORRECTIONS_LIMIT:,}",
            "",
            "withdraw some with `dateline corrections --withdraw`",
        )
    return list(steps.values())


def withdrawals(corrections: Sequence[Correction], known: Corrections) -> list[Amendment]:
    """What is to be kept so that nothing is said about these corrections' words any more.

    Raises DatelineError for one that isn't there.
    """
    steps = {}
    for correction in corrections:
        was = known.about(correction.key)
        if was is None:
            raise DatelineError(
                "there is no such correction", correction.surface or correction.was, "see `dateline corrections`"
            )
        steps[was.key] = Amendment(was.key, None, was)
    return list(steps.values())


def corrections_in_words(undone: Sequence[Amendment]) -> str:
    """What an undo did to corrections."""
    if len(undone) > 1:
        return f"{len(undone):,} corrections are as before"
    _, _, surface, was = undone[0].key
    state = "holds again" if undone[0].value else "is taken back"
    return f"the correction of {surface or was} {state}"


def _gist(correction: Correction) -> tuple[object, ...]:
    """What it says, whenever it was said."""
    return correction.verdict, correction.entity, correction.kind, correction.name, correction.country
