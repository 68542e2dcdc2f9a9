"""Articles to put into libraries, and libraries to put them into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import Article, Block, Mention
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.library.places import Places
from reader.library.store import ArticleStore

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]
FIRST_DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)


def build_article(number: int, words: str = "The harbour reopened after the storm", **fields: object) -> Article:
    """Article `number`: an hour later than the one before, about a country and one who leads it."""
    title = f"Number {number}: Ruritania votes"
    values: dict[str, object] = {
        "id": f"article-{number:05d}",
        "fetched": FIRST_DAY,
        "published": FIRST_DAY + timedelta(hours=number),
        "title": title,
        "source": "The Harbour Post",
        "blocks": (Block("paragraph", f"{words} on day {number}. " * 8),),
        "mentions": (Mention(-2, title.index("Ruritania"), len(title) - 6, "RU", "country", "name", "Ruritania"),),
        "annotator": "1+1",
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]  # the values are those of the fields


@pytest.fixture
def make_article() -> MakeArticle:
    return build_article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    library.add([Incoming(build_article(number), Original("html", b"<p>page %d" % number)) for number in range(20)])
    return library


def assert_sound(library: Library) -> None:
    """The truths and the index agree, nothing is double, and everything can be read."""
    ids = [row.id for row in library.rows(limit=100_000)]
    assert len(ids) == len(set(ids)) == library.counters().articles
    articles = ArticleStore(Places(library.path).articles)
    assert articles.count() == len(ids)
    articles.close()
    assert {library.get(article).revision for article in ids} <= {1}
    assert [finding for finding in library.doctor() if finding.level == "bad"] == []


@pytest.fixture
def check_sound() -> Check:
    return assert_sound
