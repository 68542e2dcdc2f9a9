"""Sums and distances over neighbouring lines."""

from __future__ import annotations

from reader.cleaning.text.windows import FAR, Sums, past, shifted, since, until


def test_sums_before_after_and_around_leave_the_line_itself_out() -> None:
    sums = Sums([1, 2, 4, 8])
    assert sums.before(2) == [0, 1, 3, 6]
    assert sums.after(2) == [6, 12, 8, 0]
    assert sums.around(1) == [2, 5, 10, 4]


def test_a_reach_beyond_the_list_counts_nothing_more() -> None:
    assert Sums([1, 2]).before(9) == [0, 1]
    assert Sums([1, 2]).after(9) == [2, 0]


def test_shares_before_are_of_the_whole_and_zero_where_there_is_none() -> None:
    assert Sums([1, 3, 4]).shares_before() == [0, 0.125, 0.5]
    assert Sums([0, 0]).shares_before() == [0, 0]


def test_distances_are_capped_and_a_flag_does_not_count_for_its_own_line() -> None:
    assert since([False, True, False, False]) == [FAR, FAR, 1, 2]
    assert until([False, True, False, False]) == [1, FAR, FAR, FAR]
    assert max(since([True] + [False] * 50)) == FAR


def test_past_counts_from_the_first_flag_on() -> None:
    assert past([False, True, False, True, False]) == [0, 0, 1, 2, 3]


def test_shifted_values_look_ahead_and_back() -> None:
    assert shifted([1, 2, 3], 1) == [2, 3, -1]
    assert shifted([1, 2, 3], -2, 0) == [0, 0, 1]
