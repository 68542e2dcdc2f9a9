from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.wrap import fold, wrap

TEXTS = st.text(alphabet="ab ÄéЖ日本、。👍🏽e\u0301-\n", max_size=120)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_asked_and_nothing_but_space_is_lost(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in lines(text, width))
    assert "".join("".join(lines(text, width)).split()) == "".join(text.split())


@given(TEXTS, st.integers(2, 30))
def test_code_keeps_every_character_of_its_lines(text: str, width: int) -> None:
    folded = [text[start:end] for start, end in fold(text, width)]
    assert "".join(folded) == text.replace("\n", "")
    assert all(cell_len(line) <= width for line in folded)


@given(TEXTS, st.integers(2, 30))
def test_lines_follow_each_other(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the cat sat", 7, ["the cat", "sat"]),
        ("the cat sat", 3, ["the", "cat", "sat"]),
        ("incomprehensibilities", 8, ["incompre", "hensibil", "ities"]),
        ("go incomprehensibly", 8, ["go", "incompre", "hensibly"]),
        ("日本語のテキスト", 10, ["日本語のテ", "キスト"]),
        ("空白がない。次", 10, ["空白がな", "い。次"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("", 9, [""]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected
