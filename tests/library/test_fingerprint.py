"""Fingerprints: near-copies resemble each other, other texts don't."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.fingerprint import BINS, NEAR_COPY, bins, make_fingerprint, resemblance

WORDS = st.lists(st.sampled_from([f"w{number}" for number in range(30)]), max_size=80)


def text(seed: int, length: int) -> list[str]:
    chance = random.Random(seed)
    return [f"word{chance.randrange(3000)}" for _ in range(length)]


@given(WORDS, WORDS)
def test_resemblance_is_symmetric_and_between_0_and_1(one: list[str], other: list[str]) -> None:
    first, second = make_fingerprint(one), make_fingerprint(other)
    assert resemblance(first, second) == resemblance(second, first)
    assert 0 <= resemblance(first, second) <= 1
    assert resemblance(first, first) == (1.0 if one else 0.0)
    assert len(first) == 2 * BINS


@given(WORDS)
def test_a_fingerprint_holds_at_most_one_hash_a_run(words: list[str]) -> None:
    assert len(bins(make_fingerprint(words))) <= max(len(words), 0)


@pytest.mark.parametrize("seed", range(8))
def test_an_estimate_is_near_the_true_share_of_common_runs(seed: int) -> None:
    common, mine, theirs = text(seed, 400), text(seed + 100, 200), text(seed + 200, 200)
    estimate = resemblance(make_fingerprint(common + mine), make_fingerprint(common + theirs))
    assert abs(estimate - 0.5) < 0.2


@pytest.mark.parametrize("seed", range(8))
def test_a_text_with_a_tenth_cut_out_is_a_near_copy_and_another_text_is_not(seed: int) -> None:
    whole = text(seed, 400)
    assert resemblance(make_fingerprint(whole), make_fingerprint(whole[:180] + whole[220:])) >= NEAR_COPY
    assert resemblance(make_fingerprint(whole), make_fingerprint(text(seed + 50, 400))) < 0.1
    shuffled = random.Random(seed).sample(whole, len(whole))
    assert resemblance(make_fingerprint(whole), make_fingerprint(shuffled)) < 0.1


def test_headlines_are_told_by_their_words() -> None:
    one = make_fingerprint("harbour reopens after a storm".split())
    assert resemblance(one, make_fingerprint("harbour reopens after a storm".split())) == 1
    assert resemblance(one, make_fingerprint("parliament rejects the budget".split())) == 0
    assert resemblance(make_fingerprint(["fog"]), make_fingerprint(["fog"])) == 1
