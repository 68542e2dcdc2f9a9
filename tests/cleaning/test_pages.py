"""Pages of our own writing in the shapes of the world's news sites, each with its right answer beside it.

No page is left out for coming out badly: the bars are on totals. `python -m tests.cleaning.held_out` shows every page.
"""

from __future__ import annotations

import pytest

from tests.cleaning.held_out import (
    PAGES,
    Page,
    Score,
    leaks,
    read_pages,
    refusal_is_named,
    score,
    table,
    totals,
)


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return read_pages(".html")


@pytest.fixture(scope="module")
def web(pages: list[Page]) -> list[Score]:
    return [score(page) for page in pages if not page.gold.refused]


@pytest.fixture(scope="module")
def texts() -> list[Page]:
    return read_pages(".txt")


@pytest.fixture(scope="module")
def raw(texts: list[Page]) -> list[Score]:
    return [score(page) for page in texts]


def test_every_page_has_its_answer_beside_it(pages: list[Page], texts: list[Page]) -> None:
    names = sorted(page.name for page in [*pages, *texts])
    assert names == sorted(path.stem for path in PAGES.glob("*.json"))


def test_no_answer_counts_its_own_article_as_furniture(pages: list[Page], texts: list[Page]) -> None:
    for page in [*pages, *texts]:
        body = [text for kind, text in page.gold.blocks if kind != "caption"]
        assert leaks(page.gold, body) == [], page.name


def test_no_article_is_lost(web: list[Score], raw: list[Score]) -> None:
    assert totals(web).zero == []
    assert totals(raw).zero == []


def test_the_bodies_of_web_pages_come_out(web: list[Score]) -> None:
    assert totals(web).f1 >= 0.985, table(web)


def test_the_bodies_of_copied_texts_come_out(raw: list[Score]) -> None:
    assert totals(raw).f1 >= 0.99, table(raw)


def test_little_furniture_leaks_into_bodies(web: list[Score], raw: list[Score]) -> None:
    assert totals(web).leaks <= 25, table(web)
    assert totals(raw).leaks <= 2, table(raw)


def test_nothing_is_said_twice(web: list[Score], raw: list[Score]) -> None:
    assert totals(web).repeats == 0, table(web)
    assert totals(raw).repeats <= 1, table(raw)


@pytest.mark.parametrize(
    ("kind", "bar"),
    [
        ("paragraph", 0.99),
        ("heading", 0.93),
        ("list_item", 1.0),
        ("quote", 0.9),
        ("table_row", 1.0),
        ("code", 1.0),
        ("caption", 0.8),
    ],
)
def test_blocks_of_web_pages_keep_their_kind(web: list[Score], kind: str, bar: float) -> None:
    assert totals(web).share(kind) >= bar, table(web)


@pytest.mark.parametrize(("kind", "bar"), [("paragraph", 0.88), ("heading", 1.0), ("list_item", 1.0)])
def test_blocks_of_copied_texts_keep_their_kind(raw: list[Score], kind: str, bar: float) -> None:
    assert totals(raw).share(kind) >= bar, table(raw)


@pytest.mark.parametrize(
    ("field", "bar"),
    [
        ("title", 0.96),
        ("authors", 0.94),
        ("date", 1.0),
        ("time", 1.0),
        ("updated", 1.0),
        ("standfirst", 1.0),
        ("language", 1.0),
        ("section", 0.64),
        ("tags", 0.62),
        ("agencies", 0.14),
    ],
)
def test_what_web_pages_state_about_themselves_is_read(web: list[Score], field: str, bar: float) -> None:
    assert totals(web).share(field) >= bar, table(web)


@pytest.mark.parametrize(("field", "bar"), [("title", 0.9), ("authors", 0.83), ("date", 0.9), ("language", 1.0)])
def test_what_copied_texts_state_about_themselves_is_read(raw: list[Score], field: str, bar: float) -> None:
    assert totals(raw).share(field) >= bar, table(raw)


def test_pages_that_are_no_articles_are_refused_in_words(pages: list[Page]) -> None:
    walls = [page for page in pages if page.gold.refused]
    taken = [page.name for page in walls if page.cleaned]
    unnamed = [(page.name, page.refusal) for page in walls if page.refusal and not refusal_is_named(page)]
    assert taken == []
    assert unnamed == []
