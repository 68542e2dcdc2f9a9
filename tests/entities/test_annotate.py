from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import STANDFIRST, TITLE, Article, Block
from reader.entities.annotate import ANNOTATOR, annotate_article, annotate_text
from reader.entities.gazetteer.gazetteer import load_gazetteer

WORDS = st.sampled_from(
    [
        *"President Prime Minister Xi Jinping Putin Jordan Georgia Chad Michael China's U.S. US".split(),
        *"Sino- Kremlin Moscow warned Beijing in North South Korea Turkey said Senators Wang Yi".split(),
        *"al-Assad bin Salman Washington van der EU BRICS French speak the of and Mr KING - , . ; ( ) \" '".split(),
        *("\n\n\n", "\u2019s", "\u00a0", "\u00c9lys\u00e9e", "\U0001f30d", "\u4e2d\u56fd", "\u0420\u043e", "\u202e"),
    ]
)


def _check(text: str) -> None:
    end = 0
    for one in annotate_text(text, date=date(2023, 6, 1)):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        assert one.entity
        assert one.name
        end = one.end


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_mentions_of_news_words_in_any_order_are_sorted_and_apart(text: str) -> None:
    _check(text)


@given(st.text(st.characters(), max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_has_valid_offsets(text: str) -> None:
    _check(text)


@given(st.lists(st.one_of(WORDS, st.text(st.characters(), max_size=3)), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_news_words_run_together_with_any_signs_have_valid_offsets(text: str) -> None:
    _check(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", "a" * 100_000, "A" * 100_000, "\x00\x07\x1b[31m China \ud800 France", "King " * 3_000,
        "president of " * 3_000, "Michael Jordan said Jordan. " * 1_000,
        "\u0645\u0635\u0631 \u4e2d\u56fd \u0420\u043e\u0441\u0441\u0438\u044f",
        "( " * 5_000, "A. " * 5_000, "al-" * 5_000,
    ],
    ids=range(13),
)  # fmt: skip
def test_bad_input_neither_fails_nor_strays(text: str) -> None:
    _check(text)


def test_a_text_without_capitals_has_no_mentions() -> None:
    assert annotate_text("president xi of china met the president of france") == []


def test_organisations_are_found_with_their_kind() -> None:
    found = annotate_text("NATO, the United Nations and Hamas met the E.U. and BRICS.")
    assert {one.kind for one in found} == {"organisation"}
    assert [one.entity for one in found] == ["nato", "united-nations", "hamas", "european-union", "brics"]


def test_a_name_broken_by_a_line_wrap_is_one_mention() -> None:
    text = "The two delegations met for the whole of the day with President Xi\n   Jinping of China."
    (one,) = [one for one in annotate_text(text) if one.kind == "leader"]
    assert one.surface == "Xi\n   Jinping"


def test_mentions_of_an_article_are_counted_in_their_own_block() -> None:
    article = Article(
        id="a",
        fetched=datetime(2023, 6, 2, tzinfo=UTC),
        published=datetime(2023, 6, 1, tzinfo=UTC),
        title="Ozolkrasts in Rome",
        standfirst="A visit to Italy",
        blocks=(
            Block("paragraph", "Latvian Foreign Minister Edgars Ozolkrasts came."),
            Block("paragraph", ""),
            Block("caption", "Ozolkrasts smiles in Rome"),
        ),
    )
    done = annotate_article(article)
    seen = [(one.block, done.text(one.block)[one.start : one.end], one.form) for one in done.mentions]
    assert seen == [
        (TITLE, "Ozolkrasts", "surname"),
        (TITLE, "Rome", "capital"),
        (STANDFIRST, "Italy", "name"),
        (0, "Latvian", "demonym"),
        (0, "Edgars Ozolkrasts", "name"),
        (2, "Ozolkrasts", "surname"),
        (2, "Rome", "capital"),
    ]
    assert done.annotator == f"{ANNOTATOR}+{load_gazetteer().version}"
    assert annotate_article(done) == done


def test_an_empty_article_keeps_only_its_annotator() -> None:
    done = annotate_article(Article(id="a", fetched=datetime(2023, 6, 2, tzinfo=UTC)))
    assert done.mentions == ()
    assert done.annotator
