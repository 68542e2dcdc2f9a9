"""What lines speak of, and how far others share it."""

from __future__ import annotations

import pytest

from reader.cleaning.text.lines import lines_of
from reader.cleaning.text.topics import carriers, shared

PIER = "The council of Port Ellery has decided to rebuild the harbour pier that the winter storm had broken in two."
AGAIN = "Fishermen told the council that the harbour needs its pier before the next winter storm comes in from the sea."
COMET = "Astronomers photographed a comet whose bright branches will be visible above the southern hills until Easter."


def test_a_line_shares_the_topic_of_others_and_not_its_own() -> None:
    lines = lines_of("\n\n".join([PIER, AGAIN, COMET]))
    shares, weights = shared(lines, carriers(lines))
    assert shares[0] > 0.3 > shares[2]
    assert weights[0] > weights[2]


def test_short_words_carry_no_topic() -> None:
    assert carriers(lines_of("the sea of a new pier")) == [set()]


def test_scripts_without_spaces_are_compared_by_pairs_of_characters() -> None:
    assert carriers(lines_of("桟橋を直す")) == [{"桟橋", "橋を", "を直", "直す"}]


@pytest.mark.parametrize("text", ["12 34", "the a of"])
def test_a_line_without_stems_shares_nothing(text: str) -> None:
    lines = lines_of(f"{PIER}\n\n{text}")
    assert shared(lines, carriers(lines))[0][1] == 0
