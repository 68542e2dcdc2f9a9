"""Bad input costs no more a letter when there is more of it: by calls counted, and for the work that patterns do inside
one call by the ratio of processor times, which a quadratic one fails by far.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, cycle, islice
from types import FrameType
from typing import Final

import pytest

from reader.entities.annotate import annotate_text

DAY: Final = date(2023, 6, 1)
REPEATED: Final = {
    "one word": "a",
    "one word in capitals": "A",
    "syllables joined by hyphens": "al-",
    "apostrophes": "O'",
    "initials": "A. ",
    "open brackets": "( ",
    "brackets and abbreviations": "Party ( XYZ ) ",
    "quotes": "\"'",
    "spaces": " ",
    "newlines": "\n",
    "short lines": "A\n",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x85\ud800\u202e",
    "accents": "\u00c9\u0142y",
    "mixed scripts": "\u041f\u0443\u0442\u0438\u043d China \u4e2d\u56fd \U0001f30d ",
    "no capitals": "president xi of china and the prime minister, of india, ",
    "capitals": "PRESIDENT XI OF CHINA AND THE PRIME MINISTER, OF INDIA, ",
    "lines of capitals": "PRESIDENT XI MET MODI\n",
    "headlines": "Xi Meets Putin Again In Moscow Today\n",
    "King": "King ",
    "titles": "President Prime Minister Senator General ",
    "a title": "ministers and ministers, ",
    "titles with a country": "president of China, ",
    "adverbs before a title": "former deputy ",
    "affairs": "Minister of Oil, Oil and Oil, ",
    "capitalised words": "Aa Bb ",
    "one surname": "Putin ",
    "one surname with courtesy": "Mrs Trump ",
    "one leader": "Vladimir Putin ",
    "one leader with a title": "President Putin ",
    "a list after a title": "Presidents Foo Bar and Foo Baz, ",
    "names apposed": "Foo Bar, president of the Reform party, ",
    "lawmakers": "Foo Bar (R-Iowa) ",
    "possessives": "Obama's spokesman ",
    "countries": "China Russia France ",
    "countries joined by hyphens": "China-",
    "a country that is a name": "Michael Jordan said Jordan. ",
    "a country that is a state": "Georgia ",
    "pronoun or country": "US\n",
    "capitals in pairs": "Washington and Moscow and ",
    "the Koreas": "North Korea the North ",
}
"""Texts that are one phrase over and over."""
NUMBERED: Final = {
    "ever new ministers": "Minister A{} Smith. ",
    "ever new surnames": "President John S{0}. Mrs S{0} said. ",
    "ever new wives": "Mrs Smith President Al{} Smith ",
    "ever new words": "Foo S{} ",
}
"""Texts of phrases that are never the same twice."""
CLOSED: Final = {"capitals up to one small letter": ("AAAA 1 ", "x"), "letters up to a small one": ("A", "a")}
"""Texts whose last letter says what the many before it were for."""
WORDS: Final = """
    Smith Putin Xi Jordan Georgia Chad President King and of the China Moscow warned Minister Mr U.S. , 's . Obama
    Clinton in North South Korea Vladimir Prime ( ) Washington
    """.split()
SHAPES: Final = (*REPEATED, *NUMBERED, *CLOSED, "words of news", "words of news by line")


def _text(shape: str, size: int) -> str:
    if shape in REPEATED:
        return (REPEATED[shape] * size)[:size]
    if shape in CLOSED:
        phrase, end = CLOSED[shape]
        return (phrase * size)[: size - 1] + end
    pieces: Iterator[str]
    if shape in NUMBERED:
        pieces = (NUMBERED[shape].format(_word(number)) for number in range(size))
    else:
        # Steps that grow, so that every word comes to stand beside many others.
        order = (number * number // 7 % len(WORDS) for number in range(size))
        pieces = chain.from_iterable(
            zip((WORDS[place] for place in order), cycle("\n" if "line" in shape else " "), strict=False)
        )
    return "".join(islice(pieces, size))[:size]


def _word(number: int) -> str:
    """A word of small letters for each number."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:05}")


def _calls(text: str) -> int:
    """How many functions, of Python and of C, are called to annotate the text."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        annotate_text(text, date=DAY)
    finally:
        sys.setprofile(before)
    return count


def _processor_time(text: str, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        annotate_text(text, date=DAY)
        times.append(time.process_time() - begun)
    return min(times)


@contextmanager
def _no_collector() -> Iterator[None]:
    """The cyclic collector's rounds come by the number of objects of the whole test run."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_mentions_in_bad_input_are_sorted_and_apart_and_their_surfaces_are_the_texts(shape: str) -> None:
    text = _text(shape, 4000)
    end = 0
    for one in annotate_text(text, date=DAY):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        end = one.end


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_grow_with_the_length_of_bad_input_and_no_faster(shape: str) -> None:
    annotate_text(_text(shape, 1000), date=DAY)
    small, large = _text(shape, 1000), _text(shape, 6000)
    few, many = _calls(small), _calls(large)
    assert many / len(large) <= 1.5 * few / len(small), f"{few} calls for {len(small)}, {many} for {len(large)} letters"


@pytest.mark.parametrize("shape", SHAPES)
def test_work_inside_a_call_grows_with_the_length_of_bad_input_and_no_faster(shape: str) -> None:
    small, large = _text(shape, 1000), _text(shape, 16000)
    with _no_collector():
        one, sixteen = _processor_time(small, 5), _processor_time(large, 1)
    assert sixteen <= 16 * 4 * one, (
        f"{one * 1e3:.1f} ms for {len(small)}, {sixteen * 1e3:.1f} ms for {len(large)} letters"
    )
