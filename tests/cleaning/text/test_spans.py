"""The stretch of lines that the bulk of the article is in."""

from __future__ import annotations

import pytest

from reader.cleaning.text.lines import lines_of
from reader.cleaning.text.spans import main_span, moved_to_span

LONG = "The mayor said that the pier would be rebuilt before the next winter comes over the bay."


def test_the_span_is_where_the_words_with_chances_are() -> None:
    lines = lines_of("\n\n".join(["Home", LONG, LONG, LONG, "Sport", "Weather"]))
    assert main_span(lines, [0.1, 0.9, 0.9, 0.9, 0.1, 0.1]) == (1, 4)


def test_a_long_insertion_does_not_part_an_article() -> None:
    lines = lines_of("\n\n".join([*[LONG] * 6, *["Related story"] * 40, *[LONG] * 6]))
    assert main_span(lines, [0.95] * 6 + [0.05] * 40 + [0.95] * 6) == (0, 52)


def test_one_likely_line_far_above_is_outside() -> None:
    lines = lines_of("\n\n".join(["Ferry closes today.", *["Menu"] * 40, *[LONG] * 6]))
    assert main_span(lines, [0.6] + [0.02] * 40 + [0.95] * 6)[0] == 41


def test_chances_inside_the_span_rise_and_those_outside_fall() -> None:
    lines = lines_of("\n\n".join(["Home", LONG, LONG, LONG, "Sport"]))
    before = [0.2, 0.9, 0.5, 0.9, 0.2]
    after = moved_to_span(lines, before)
    assert after[0] < before[0]
    assert after[2] > before[2]
    assert after[4] < before[4]


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_certainty_stays_certainty(chance: float) -> None:
    assert moved_to_span(lines_of(LONG), [chance]) == [chance]
