"""Decision trees as lines of text."""

from __future__ import annotations

import pytest

from reader.cleaning.text.trees import Split, parsed, value_of, written

LINE = "words <= 11.5 ? -0.21 : ends <= 0.5 ? 0.08 : 0.34"


def test_a_tree_reads_a_row_by_the_columns_it_names() -> None:
    columns: dict[str, int] = {}
    tree = parsed(LINE, columns)
    assert columns == {"words": 0, "ends": 1}
    assert [value_of(tree, row) for row in ([3, 1], [20, 0], [20, 1])] == [-0.21, 0.08, 0.34]


def test_a_number_at_the_cut_goes_to_the_first_answer() -> None:
    assert value_of(parsed(LINE, {}), [11.5, 0]) == -0.21


def test_a_tree_is_written_as_it_is_read() -> None:
    assert written(parsed(LINE, {}), ["words", "ends"]) == LINE


def test_names_may_hold_digits_and_numbers_may_be_negative() -> None:
    columns: dict[str, int] = {}
    tree = parsed("chance_after2 <= -0.05 ? prose_near40 <= 3 ? -1 : 0.5 : 2", columns)
    assert columns == {"chance_after2": 0, "prose_near40": 1}
    assert tree == Split(0, -0.05, Split(1, 3.0, -1.0, 0.5), 2.0)


def test_a_bare_number_is_a_tree() -> None:
    assert value_of(parsed("-1.5", {}), []) == -1.5


@pytest.mark.parametrize(
    "line", ["", "words", "words <= 3", "words <= 3 ? 1", "words <= 3 ? 1 : ", "1 2", "words ? 1 : 2"]
)
def test_half_a_tree_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parsed(line, {})
