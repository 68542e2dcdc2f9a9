from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.gazetteer.normal import Normal, folded

LONG = "The ministers of the two countries met for talks in the old"


def test_accents_quotes_and_hard_spaces_are_folded_one_for_one() -> None:
    raw = "Elys\u00e9e\u2019s \u201cD\u0142uga\u201d\u00a0No\u2011one"
    assert folded(raw) == 'Elysee\'s "Dluga" No-one'
    assert len(folded(raw)) == len(raw)


def test_runs_of_blanks_become_one_and_spans_lead_back() -> None:
    normal = Normal("Xi  met    Putin")
    assert normal.text == "Xi met Putin"
    start = normal.text.index("Putin")
    assert normal.span(start, start + 5) == (11, 16)


def test_a_long_line_that_is_wrapped_goes_on() -> None:
    assert Normal(f"{LONG}\nhall of Kyoto").text == f"{LONG} hall of Kyoto"
    assert Normal(f"{LONG}\n        Kyoto hall").text == f"{LONG} Kyoto hall"


def test_a_short_line_a_full_stop_and_an_empty_line_end_a_paragraph() -> None:
    assert Normal("Headline\nText").text == "Headline\nText"
    assert Normal(f"{LONG}.\nText").text == f"{LONG}.\nText"
    assert Normal(f"{LONG}\n\nText").text == f"{LONG}\nText"


def test_a_lone_surrogate_cannot_reach_the_matcher() -> None:
    Normal("a\ud800b").text.encode()


@given(st.text(alphabet=st.sampled_from("aB\u00e9 \n\t\u2019\u00a0.-\r"), max_size=60))
def test_every_word_leads_back_to_itself(raw: str) -> None:
    normal = Normal(raw)
    copy = folded(raw)
    for index, char in enumerate(normal.text):
        if not char.isspace():
            start, end = normal.span(index, index + 1)
            assert copy[start:end] == char
