"""A short run of the fuzzer, the same every time; `make fuzz` runs it longer and elsewhere."""

from __future__ import annotations

import pytest

from fuzz.__main__ import run
from fuzz.targets import TARGETS, BrokenError, Target

EXAMPLES = 12


@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_for_every_input_holds(name: str) -> None:
    count, fault = run(TARGETS[name], seconds=0, first_seed=4, examples=EXAMPLES)
    assert not fault
    assert count >= EXAMPLES


def test_what_breaks_is_told_with_its_input() -> None:
    def check(made: str) -> None:
        if "&" in made:
            raise BrokenError("an ampersand")

    _, fault = run(Target(check, TARGETS["text"].inputs), seconds=0, first_seed=1, examples=100)
    assert "an ampersand" in fault
    assert "&" in fault
