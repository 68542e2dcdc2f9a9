"""Terms, vectors and document frequencies: what related coverage compares."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Block
from reader.library.folding import folded
from reader.library.index import Index
from reader.library.terms import LEAD_WORDS, article_terms
from reader.library.vectors import MOST_TERMS
from reader.library.vocabulary import rarity

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def article(number: int, *paragraphs: str, title: str = "Storm", revision: int = 1) -> Article:
    blocks = tuple(Block("paragraph", paragraph) for paragraph in paragraphs)
    return Article(id=f"id-{number}", fetched=NOON, title=title, blocks=blocks, revision=revision)


@given(st.text(max_size=80))
def test_folding_is_idempotent_and_ignores_case(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper().lower()) == folded(text.upper())


def test_names_are_equal_without_accents_case_and_punctuation() -> None:
    assert folded("São Tomé & Príncipe") == folded("SAO-TOME, principe") == "sao tome principe"


def test_words_that_say_nothing_are_no_terms() -> None:
    found = article_terms(article(1, "The harbour, a HARBOUR and 7 Épées x", title="Of the storm"))
    assert found.whole == {"storm": 1, "harbour": 2, "epees": 1}
    assert found.running == "of the storm the harbour a harbour and 7 epees x".split()


def test_the_lead_is_title_standfirst_and_the_first_words_but_no_caption() -> None:
    long = " ".join(f"word{number}" for number in range(300))
    made = Article(
        id="id",
        fetched=NOON,
        title="Storm",
        standfirst="Ships wait",
        blocks=(Block("caption", "A crane"), Block("paragraph", "Fog came."), Block("paragraph", long)),
    )
    found = article_terms(made)
    assert {"storm", "ships", "wait", "fog", "word0", f"word{LEAD_WORDS - 3}"} <= found.lead.keys()
    assert not {"crane", f"word{LEAD_WORDS - 2}"} & found.lead.keys()
    assert {"crane", "word299"} <= found.whole.keys()


def test_rare_terms_weigh_more_and_what_is_everywhere_nearly_nothing() -> None:
    assert rarity(1, 100) > rarity(10, 100) > rarity(90, 100) > rarity(100, 100)
    assert rarity(100, 100) < 0.01
    assert rarity(101, 100) == 0


def test_a_vector_is_bounded_and_begins_with_the_lead(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index.sqlite")
    index.apply([(1, article(1, *(f"alpha{n} beta{n} gamma{n}" for n in range(2000)), title="Harbour storm"))])
    row = index.evidence.row_of("id-1")
    assert row is not None
    [found] = index.evidence.compared([row])
    assert len(found.vector.terms) == len(found.vector.counts) == MOST_TERMS == len(set(found.vector.terms))
    lead = index.evidence.words(found.vector.terms[: len(found.vector.lead)])
    assert {"harbour", "storm", "alpha0"} <= set(lead.values())
    assert len(index.evidence.words(range(10_000))) == 6002
    index.close()


def test_frequencies_follow_revisions_and_survive_reopening(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index.open(path)
    index.apply([(1, article(1, "fog fog")), (2, article(2, "fog ice"))])
    index.apply([(3, article(1, "ice", revision=2))])
    index.close()
    index = Index.open(path)
    rarities = index.evidence.rarities()
    by_word = {word: rarities[term] for term, word in index.evidence.words(range(100)).items()}
    assert by_word == {"storm": rarity(2, 2), "fog": rarity(1, 2), "ice": rarity(2, 2)}
    index.close()
