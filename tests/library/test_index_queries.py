"""What queries find in an index, from words to brackets, and that nobody's punctuation becomes syntax."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.article import TITLE, Article, Block, Mention
from reader.library.index import Index
from reader.library.query import QueryError, parse_query
from reader.library.rows import Change

START = datetime(2024, 5, 1, tzinfo=UTC)


def article(number: int, title: str, body: str, *named: Mention, source: str = "The Gazette", **fields: str) -> Article:
    return Article(
        id=f"id-{number}",
        fetched=START,
        published=START + timedelta(days=number),
        title=title,
        source=source,
        language=fields.get("language", "en"),
        blocks=(Block("paragraph", body),),
        mentions=named,
        tags=("Sea Trade",) if "harbour" in body else (),
    )


def leader(title: str, name: str, surface: str, country: str) -> Mention:
    start = title.index(surface)
    slug = name.lower().replace(" ", "-")
    return Mention(TITLE, start, start + len(surface), slug, "leader", "surname", name, country, "president")


def zembia(title: str) -> Mention:
    start = title.index("Zembian")
    return Mention(TITLE, start, start + 7, "ZQ", "country", "demonym", "Zembia")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    titles = [
        "Moreau opens the Zembian harbour",
        "Zembian storms",
        "Adé Moreau meets Lund in São Brás",
        "Lund resigns",
        "A quiet day",
    ]
    moreau = leader(titles[0], "Adé Moreau", "Moreau", "ZQ")
    lund = leader(titles[3], "Kari Lund", "Lund", "XL")
    opened = Index.open(tmp_path_factory.mktemp("index") / "index.sqlite")
    opened.apply(
        [
            (1, article(0, titles[0], "Ships enter the harbour again.", moreau, zembia(titles[0]))),
            (2, article(1, titles[1], "Economies suffer; harbour closed.", zembia(titles[1]))),
            (3, article(2, titles[2], "They talked of trade.", leader(titles[2], "Adé Moreau", "Moreau", "ZQ"),
                        leader(titles[2], "Kari Lund", "Lund", "XL"), source="Nordposten")),
            (4, article(3, titles[3], "The president goes.", lund, source="Nordposten", language="no")),
            (5, article(4, titles[4], "Nothing happened, économie stable; C++ and co-op shops open.")),
        ]
    )  # fmt: skip
    opened.apply_changes([Change("id-1", "read", True), Change("id-3", "starred", True)], {"desk": 9})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "43210"),
        ("harbour", "10"),
        ("HARBOURS", "10"),
        ("harbour closed", "1"),
        ("harbour -closed", "0"),
        ('"harbour again"', "0"),
        ('"again harbour"', ""),
        ("harbour OR lund", "3210"),
        ("economy", "41"),
        ("economie", "41"),
        ("econ*", "41"),
        ("sao bras", "2"),
        ("title:harbour", "0"),
        ("title:(harbour OR storms)", "10"),
        ("co-op", "4"),
        ("leader:moreau", "20"),
        ("leader:ade", "20"),
        ('leader:"MOREAU Adé"', "20"),
        ("leader:kari-lund", "32"),
        ("leader:lund leader:moreau", "2"),
        ("leader:lund OR leader:moreau", "320"),
        ("leader:lund -leader:moreau", "3"),
        ("leader:zembia", ""),
        ("with:zembia", "10"),
        ("country:zembian", "10"),
        ("country:zq", "10"),
        ("country:nowhere", ""),
        ("harbour country:ZQ leader:moreau", "0"),
        ("(harbour OR trade) (leader:moreau OR is:read)", "210"),
        ("source:nordposten", "32"),
        ("source:gazette harbour", "10"),
        ("source:(gazette OR nordposten) storms", "1"),
        ("lang:no", "3"),
        ('tag:"sea trade"', "10"),
        ("is:unread", "4320"),
        ("is:read", "1"),
        ("is:starred", "3"),
        ("-is:unread", "1"),
        ("NOT harbour", "432"),
        ("NOT (harbour OR lund)", "4"),
        ("after:2024-05-03", "432"),
        ("before:2024-05-03", "10"),
        ("after:2024-05-02 before:2024-05-04 -lund", "1"),
        ("harbour OR after:2024-05-05", "410"),
        ("after:2024-05-05 before:2024-05-01", ""),
    ],
)
def test_a_query_finds(index: Index, text: str, found: str) -> None:
    query = parse_query(text)
    assert "".join(row.id[-1] for row in index.rows(query)) == found
    assert index.count(query) == len(found)
    assert [anchor.row for anchor in index.anchors(query, 1)] == [row.row for row in index.rows(query)]
    assert [row.id for row in index.rows(query, before=index.rows()[-1].cursor)] == [
        row.id for row in index.rows(query) if row.id != "id-0"
    ]


@pytest.mark.parametrize(
    "planted",
    [
        "'; DROP TABLE article; --",
        "* OR harbour*",
        "NEAR(harbour again)",
        "^harbour",
        "{title}",
        "harbour + again",
        "body : harbour",
        "%",
        "_",
        "\\",
        "title:'x'",
        'tag:"a"" OR 1=1"',
    ],
)
def test_punctuation_is_never_syntax(index: Index, planted: str) -> None:
    with suppress(QueryError):
        index.rows(parse_query(planted))
    assert index.count() == 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ['"', "(", ")", "-", "OR", "AND", "NOT", "*", "harbour", "leader:lund", "title:", "^", "é", "''"]
        )
    ).map(" ".join)
    | st.text(max_size=30)
)
def test_any_query_that_parses_runs_and_counts_what_it_lists(index: Index, text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError:
        return
    assert index.count(query) == len(index.rows(query))


def test_a_star_and_a_quote_inside_a_phrase_are_only_text(index: Index) -> None:
    assert [row.id for row in index.rows(parse_query('"harbour * again"'))] == ["id-0"]
    assert [row.id for row in index.rows(parse_query("C++"))] == [row.id for row in index.rows(parse_query("c"))]


def test_an_index_opened_for_reading_answers_the_same(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    writer = Index.open(path)
    writer.apply([(1, article(0, "Harbour", "Ships"))])
    reader = Index.open(path, read_only=True)
    assert [row.id for row in reader.rows(parse_query("ships"))] == ["id-0"]
    writer.apply([(2, article(1, "Harbour", "More ships"))])
    assert reader.count(parse_query("ships")) == 2
    reader.close()
    writer.close()
