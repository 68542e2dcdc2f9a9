"""The filter between a page and a terminal, by property and by example."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import safe_text

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
CONTROLS = st.sampled_from(
    [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0))]
    + [chr(c) for c in (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))]
    + ["\ufeff", "\ufffe", "\uffff", "\U000e0041", "\ud800", "\U0001fffe", "\u0301", "👩", "क", "a"]
)
HOSTILE = st.one_of(ANY_TEXT, st.lists(CONTROLS, max_size=40).map("".join))

BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZERO_WIDTH = set("\u00ad\u200b\u2060\ufeff\u180e")


@given(HOSTILE)
@example("a\u200d\u0301\u200db")
@example("\u1100\u200b\u1161")
def test_filtering_twice_changes_nothing_more(text: str) -> None:
    once = safe_text.filtered(text)
    assert safe_text.filtered(once) == once


@given(HOSTILE)
def test_the_result_never_holds_what_a_terminal_obeys_or_a_reader_cannot_see(text: str) -> None:
    for char in safe_text.filtered(text):
        if char in "\n\t":
            continue
        assert unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}, hex(ord(char))
        assert char not in BIDI_CONTROLS
        assert char not in ZERO_WIDTH
        assert not 0xE0000 <= ord(char) <= 0xE007F, "a tag character"
        assert not 0xFDD0 <= ord(char) <= 0xFDEF, "a non-character"
        assert ord(char) & 0xFFFE != 0xFFFE, "a non-character"


@given(HOSTILE)
def test_the_result_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", safe_text.filtered(text))


@given(st.text(alphabet=st.characters(categories=("L", "Nd", "P", "Sm", "Sc", "Zs")), max_size=80))
def test_plain_nfc_text_is_untouched(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in text if c not in "\u115f\u1160\u3164\uffa0")
    assert safe_text.filtered(kept) == unicodedata.normalize("NFC", kept)


@given(HOSTILE)
def test_no_base_carries_more_than_four_marks(text: str) -> None:
    run = 0
    for char in safe_text.filtered(text):
        if unicodedata.category(char) in {"Mn", "Me", "Mc"}:
            run += 1
            assert run <= safe_text.MARKS_A_BASE
        elif char not in "\u200c\u200d":
            run = 0


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\x1b[2Jgone", "[2Jgone"),
        ("a\x9b31mb", "a31mb"),
        ("\x1b]52;c;cm0gLXJm\x07x", "]52;c;cm0gLXJmx"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("co\u00adop", "coop"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("\ud800lone", "lone"),
    ],
)
def test_known_attacks_are_disarmed(dirty: str, clean: str) -> None:
    assert safe_text.filtered(dirty) == clean


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧",  # a family is one picture
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d🚀",
        "می\u200cخواهم",  # Persian spelling needs the non-joiner
        "क\u094d\u200dष",  # Devanagari half form
        "日本語とEnglish、中文",
        "שלום עולם",
        "Việt Nam, Đặng",
    ],
)
def test_joiners_and_scripts_that_need_them_stay(text: str) -> None:
    assert safe_text.filtered(text) == unicodedata.normalize("NFC", text)


def test_a_joiner_between_latin_letters_goes() -> None:
    assert safe_text.filtered("pa\u200dy\u200cpal") == "paypal"


def test_a_mark_flood_is_capped() -> None:
    assert safe_text.filtered("z" + "\u0335" * 9_000) == "z" + "\u0335" * 4


def test_a_line_has_no_breaks_and_no_loose_ends() -> None:
    assert safe_text.line("  one\n\ttwo\u00a0 three ") == "one two three"


@given(HOSTILE, st.integers(min_value=2, max_value=20))
def test_caps_hold_and_say_so(text: str, limit: int) -> None:
    short = safe_text.line(text, limit)
    assert len(short) <= limit
    assert short == safe_text.line(text, 10_000) or short.endswith("…")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "http://", "JaVaScRiPt:x", "mailto:"],
)
def test_link_targets_of_other_kinds_are_dropped(address: str) -> None:
    assert safe_text.url(address) == ""


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("java\nscript:x", ""),
        ("https://a.example/\x1b[31m", "https://a.example/[31m"),
        ("http://[bad/", ""),
    ],
)
def test_web_and_mail_addresses_stay(address: str, kept: str) -> None:
    assert safe_text.url(address) == kept


def test_a_too_long_address_is_dropped_not_cut() -> None:
    assert safe_text.url("https://a.example/" + "x" * safe_text.URL) == ""


def test_a_flood_of_marks_is_cut_before_it_is_put_in_order() -> None:
    """Ordering takes time by the square of a run's length: these would take hours."""
    for flood in ("\u0301" * 500_000 + "\u0323" * 500_000, "\u0301\u0323\u200b" * 300_000):
        out = safe_text.filtered(f"Z{flood}algo")
        assert out.endswith("algo")
        assert len(out) <= len("Zalgo") + safe_text.MARKS_A_BASE
