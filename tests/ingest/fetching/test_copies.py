"""Agencies' reports that several outlets print are one story; everything less alike stays apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import Article, Block
from reader.ingest.fetching.copies import Copies, marks_of

NOON = datetime(2024, 5, 17, 12, tzinfo=UTC)
TODAY = int(NOON.timestamp()) // 86_400
REPORT = tuple(
    f"On day {day} the commission heard {day + 4} witnesses, who told of roads, wells and a bridge that never was."
    for day in range(8)
)


def article(name: str, texts: tuple[str, ...] = REPORT, when: datetime = NOON) -> Article:
    return Article(name, when, published=when, blocks=tuple(Block("paragraph", text) for text in texts))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "fetch.sqlite")) as opened:
        yield opened


def found(copies: Copies, one: Article) -> str:
    return copies.original(one, marks_of(one))


def taught(connection: sqlite3.Connection, *articles: Article) -> Copies:
    copies = Copies(connection)
    for one in articles:
        copies.add(one, marks_of(one))
    copies.keep(TODAY)
    return copies


def test_the_same_report_in_other_typography_is_a_copy(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first"))
    printed = tuple(text.replace(", ", " — ").upper() for text in REPORT)
    assert found(copies, article("second", printed)) == "first"


def test_a_copy_may_lack_a_paragraph_and_have_a_line_of_its_own(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first"))
    assert found(copies, article("second", (*REPORT[:7], "With reporting by our desk."))) == "first"


def test_a_report_that_goes_on_at_length_is_a_story_of_its_own(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first"))
    more = tuple(f"Our own reporter walked {n} miles along the road and found another well dry." for n in range(8))
    assert found(copies, article("second", REPORT + more)) == ""


def test_an_article_is_no_copy_of_itself_or_of_one_a_week_old(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first"))
    assert found(copies, article("first")) == ""
    assert found(copies, article("second", when=NOON + timedelta(days=7))) == ""


def test_summaries_are_never_copies(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first", REPORT[:2]))
    assert found(copies, article("second", REPORT[:2])) == ""


def test_what_was_kept_is_known_in_the_next_run(connection: sqlite3.Connection) -> None:
    taught(connection, article("first"))
    connection.commit()
    assert found(Copies(connection), article("second")) == "first"


def test_a_story_that_changed_is_known_by_its_latest_words(connection: sqlite3.Connection) -> None:
    later = tuple(text.replace("On day", "Then on day") for text in REPORT)
    copies = taught(connection, article("first"), article("first", later))
    assert found(copies, article("second")) == ""
    assert found(copies, article("second", later)) == "first"


def test_old_stories_are_forgotten(connection: sqlite3.Connection) -> None:
    copies = taught(connection, article("first"))
    copies.forget(TODAY + 30)
    assert found(Copies(connection), article("second")) == ""


def test_what_is_too_old_to_be_copied_is_not_kept(connection: sqlite3.Connection) -> None:
    copies = Copies(connection)
    copies.add(article("first"), marks_of(article("first")))
    copies.keep(TODAY + 30)
    assert found(copies, article("second")) == "first"
    assert found(Copies(connection), article("second")) == ""
