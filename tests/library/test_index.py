"""The index: pages, revisions, marks, deletion, and figures that always agree with what is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import STANDFIRST, TITLE, Article, Block, Mention
from reader.library.digest import content_digest
from reader.library.entity_reading import FACET_ARTICLES
from reader.library.index import Index, IndexStaleError
from reader.library.query import parse_query
from reader.library.rows import Change, Counters, Cursor, ListRow

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def article(number: int, body: str = "Ships enter the harbour.", **fields: object) -> Article:
    values: dict[str, object] = {
        "id": f"id-{number:03d}",
        "fetched": NOON,
        "published": NOON,
        "title": f"Report {number}",
        "source": "The Gazette",
        "blocks": (Block("paragraph", body),),
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]  # the values are those of the fields


def naming(*entities: str, block: int = TITLE) -> tuple[Mention, ...]:
    return tuple(Mention(block, 0, 3, entity, "country", "name", f"Land {entity}") for entity in entities)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index.open(tmp_path / "index.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize("query", ["", "harbour", "country:aa", "harbour OR country:aa", "is:unread", "-is:starred"])
def test_paging_forward_and_backward_is_exact_where_dates_are_equal(index: Index, query: str) -> None:
    articles = [
        article(number, published=NOON + timedelta(seconds=number // 10), mentions=naming("AA")) for number in range(40)
    ]
    index.apply([(number + 1, articles[number * 7 % 40]) for number in range(40)])
    asked = parse_query(query)
    everything = index.rows(asked, limit=100)
    assert len(everything) == 40
    assert [row.date for row in everything] == sorted((row.date for row in everything), reverse=True)

    forward, cursor = [], None
    while page := index.rows(asked, after=cursor, limit=7):
        forward += page
        cursor = page[-1].cursor
    backward: list[ListRow] = []
    cursor = Cursor(everything[-1].date, everything[-1].row - 1)
    while page := index.rows(asked, before=cursor, limit=7):
        backward = page + backward
        cursor = page[0].cursor
    assert forward == backward == everything
    anchors = index.anchors(asked, 9)
    assert anchors == [row.cursor for row in everything[8::9]]
    assert index.rows(asked, after=anchors[1], limit=5) == everything[18:23]


def test_an_empty_index_answers_everything(index: Index) -> None:
    assert index.rows() == []
    assert index.count() == index.position == 0
    assert index.anchors(parse_query(""), 10) == index.anchors(parse_query("storm"), 10) == []
    assert index.counters() == Counters(0, 0, 0, 0, 0, 0)
    assert [*index.entities(), *index.find_entity("nobody"), *index.resolve("id")] == []
    assert index.row("id-1") is None
    assert index.revision("id-1") is None
    assert index.digest("id-1") is None
    assert index.entity("AA") is None
    with pytest.raises(ValueError, match="step"):
        index.anchors(parse_query(""), 0)


def test_a_row_shows_what_lists_show(index: Index) -> None:
    mentions = (
        Mention(0, 0, 5, "b-lund", "leader", "surname", "Berit Lund", "XL"),
        Mention(0, 6, 10, "XL", "country", "name", "Lundia"),
        Mention(STANDFIRST, 0, 4, "ZQ", "country", "demonym", "Zembia"),
        Mention(TITLE, 0, 4, "a-moreau", "leader", "surname", "Adé Moreau", "ZQ"),
    )
    index.apply(
        [
            (
                7,
                article(
                    1,
                    standfirst="Zemb",
                    url="https://example.org/1",
                    language="en",
                    tags=("Sea", "Trade"),
                    mentions=mentions,
                ),
            ),
            (8, article(2, "Words without a title", title=None, published=None, source=None)),
        ]
    )
    row = index.row("id-001")
    assert row is not None
    assert (row.title, row.untitled, row.source, row.url) == ("Report 1", False, "The Gazette", "https://example.org/1")
    assert (row.language, row.words, row.read, row.starred, row.dated) == ("en", 4, False, False, True)
    assert (row.tags, row.leaders, row.countries) == (("Sea", "Trade"), ("Adé Moreau", "Berit Lund"), ("ZQ", "XL"))
    assert row.when == NOON
    other = index.row("id-002")
    assert other is not None
    assert (other.title, other.untitled, other.dated, other.source) == ("Words without a title", True, False, "")
    assert index.position == 8


def test_dates_before_1970_keep_their_order(index: Index) -> None:
    old, older = datetime(1969, 7, 20, tzinfo=UTC), datetime(1912, 4, 15, tzinfo=UTC)
    index.apply([(1, article(1, published=older)), (2, article(2, published=old)), (3, article(3))])
    assert [row.id for row in index.rows()] == ["id-003", "id-002", "id-001"]
    assert [row.when for row in index.rows()][1:] == [old, older]


def test_a_later_revision_takes_the_place_of_an_earlier_one_and_keeps_its_marks(index: Index) -> None:
    index.apply([(1, article(1, "An old harbour.", mentions=naming("AA")))])
    index.apply_changes([Change("id-001", "read", True), Change("id-001", "tags", ("mine",))], {"desk": 5})
    index.apply([(2, article(1, "A new lighthouse.", revision=2, mentions=naming("BB"), tags=("theirs",)))])
    assert index.revision("id-001") == 2
    assert [row.id for row in index.rows(parse_query("lighthouse is:read tag:mine"))] == ["id-001"]
    for gone in ("harbour", "country:aa", "tag:theirs", "is:unread"):
        assert index.count(parse_query(gone)) == 0, gone
    assert index.counters() == Counters(1, 0, 0, 0, 1, 0)
    index.apply([(3, article(1, "An old harbour.", revision=1))])
    assert index.revision("id-001") == 2


def test_newer_rules_change_the_mentions_and_leave_the_place(index: Index) -> None:
    index.apply([(1, article(1, mentions=naming("AA"))), (2, article(2))])
    before = index.row("id-001")
    index.apply([(3, article(1, mentions=naming("BB"), revision=2))])
    after = index.row("id-001")
    assert before is not None
    assert after is not None
    assert (after.row, after.countries) == (before.row, ("BB",))
    assert [row.id for row in index.rows(parse_query("harbour"))] == ["id-002", "id-001"]
    assert index.entity("AA") is None


def test_a_corrected_date_moves_an_article(index: Index) -> None:
    index.apply([(1, article(1)), (2, article(2))])
    index.apply([(3, article(1, published=NOON + timedelta(hours=1), revision=2))])
    assert [row.id for row in index.rows(parse_query("harbour"))] == ["id-001", "id-002"]
    index.apply([(4, article(1, revision=3)), (5, article(3))])
    assert [row.id for row in index.rows(parse_query("harbour"))] == ["id-003", "id-001", "id-002"]
    assert index.count(parse_query("harbour")) == 3


def test_rows_that_were_taken_in_are_not_taken_in_again(index: Index) -> None:
    index.apply([(1, article(1)), (2, article(2))])
    index.apply([(1, article(1, "Other words.")), (2, article(2)), (3, article(3))])
    assert index.count(parse_query("harbour")) == index.counters().articles == 3
    assert index.position == 3


def test_one_batch_may_hold_several_revisions(index: Index) -> None:
    index.apply([(1, article(1, "Fog.")), (2, article(1, "Storm.", revision=2)), (3, article(1, "Calm.", revision=3))])
    assert (index.count(), index.revision("id-001"), index.count(parse_query("calm"))) == (1, 3, 1)
    assert index.count(parse_query("fog OR storm")) == 0


def test_a_mark_of_an_article_that_is_not_there_yet_waits_for_it(index: Index) -> None:
    index.apply_changes(
        [Change("id-001", "starred", True), Change("id-002", "deleted", True), Change("id-001", "tags", ("later",))],
        {"desk": 40, "laptop": 7},
    )
    assert index.journal_positions == {"desk": 40, "laptop": 7}
    index.apply([(1, article(1)), (2, article(2, mentions=naming("AA")))])
    assert [row.id for row in index.rows(parse_query("is:starred tag:later"))] == ["id-001"]
    assert index.row("id-002") is None
    assert index.counters() == Counters(1, 1, 1, 0, 0, 0)


def test_a_deleted_article_is_nowhere_until_it_is_taken_back(index: Index) -> None:
    index.apply([(1, article(1, mentions=naming("AA"), tags=("sea",))), (2, article(2, mentions=naming("AA")))])
    index.apply_changes([Change("id-001", "deleted", True)], {"desk": 1})
    for query in ("", "harbour", "country:aa", "is:unread", "source:gazette", "NOT fog"):
        assert [row.id for row in index.rows(parse_query(query))] == ["id-002"], query
        assert index.count(parse_query(query)) == 1, query
    assert index.count(parse_query("tag:sea")) == 0
    assert index.rows_by_id(["id-001", "id-002"]) == index.rows()
    assert index.resolve("id-0") == ["id-002"]
    assert index.revision("id-001") == 1
    assert index.digest("id-001") == content_digest(article(1, tags=("sea",)))

    index.apply([(3, article(1, "The harbour, revised.", mentions=naming("BB"), revision=2))])
    assert index.count() == 1
    assert index.entity("BB") is None
    index.apply_changes([Change("id-001", "deleted", False), Change("id-001", "read", True)], {"desk": 2})
    assert [row.id for row in index.rows(parse_query("revised country:bb is:read"))] == ["id-001"]
    assert index.counters() == Counters(2, 1, 0, 0, 2, 0)


def test_changes_that_are_older_than_what_is_known_are_passed_over(index: Index) -> None:
    index.apply([(1, article(1))])
    index.apply_changes([Change("id-001", "read", True)], {"desk": 100})
    index.apply_changes([Change("id-001", "read", False)], {"desk": 60})
    assert index.counters().unread == 0
    assert index.journal_positions == {"desk": 100}


def test_a_tag_with_a_line_break_stays_one_tag(index: Index) -> None:
    index.apply([(1, article(1))])
    index.apply_changes([Change("id-001", "tags", ("two\nlines", "Éire"))], {"desk": 1})
    row = index.row("id-001")
    assert row is not None
    assert row.tags == ("two lines", "Éire")
    assert index.count(parse_query("tag:eire")) == 1


def test_entities_are_counted_over_everything_and_over_a_query(index: Index) -> None:
    index.apply(
        [
            (1, article(1, "Fog.", mentions=naming("AA", "BB"))),
            (2, article(2, "Fog.", mentions=naming("AA", "CC"), published=NOON + timedelta(days=1))),
            (3, article(3, mentions=naming("AA", "CC", "DD"), published=NOON + timedelta(days=2))),
        ]
    )
    assert [(e.id, e.articles) for e in index.entities()] == [("AA", 3), ("CC", 2), ("BB", 1), ("DD", 1)]
    assert [(e.id, e.articles) for e in index.entities(parse_query("fog"))] == [("AA", 2), ("BB", 1), ("CC", 1)]
    assert [e.id for e in index.entities(parse_query("harbour"), limit=2)] == ["AA", "CC"]
    assert index.entities(kinds=["leader"]) == index.entities(parse_query("fog"), kinds=["leader"]) == []
    found = index.entity("CC")
    assert found is not None
    day = 86_400
    assert (found.name, found.kind, found.last - found.first) == ("Land CC", "country", day)
    assert FACET_ARTICLES >= 1000


def test_entities_are_found_by_id_name_words_and_surfaces(index: Index) -> None:
    mentions = (
        Mention(0, 0, 6, "XL", "country", "demonym", "Lundia"),
        Mention(0, 7, 11, "b-lund", "leader", "surname", "Berit Lund", "XL"),
        Mention(0, 12, 21, "b-lund", "leader", "role", "Berit Lund", "XL"),
    )
    index.apply([(1, article(1, "Lundic Lund president.", mentions=mentions))])
    for name, ids in {
        "XL": ["XL"],
        "xl": ["XL"],
        "LÚNDIC": ["XL"],
        "berit": ["b-lund"],
        "lund berit": ["b-lund"],
        "Lund": ["b-lund"],
        "b-lund": ["b-lund"],
        "president": [],
        "": [],
    }.items():
        assert [entity.id for entity in index.find_entity(name)] == ids, name


def test_ids_are_resolved_by_their_beginning(index: Index) -> None:
    index.apply([(number, article(number)) for number in range(1, 13)])
    assert index.resolve("id-003") == ["id-003"]
    assert index.resolve("id-01") == ["id-010", "id-011", "id-012"]
    assert index.resolve("id-", limit=2) == ["id-001", "id-002"]
    assert index.resolve("%") == index.resolve("x") == []


def test_a_reader_is_not_held_up_by_a_writer(index: Index, tmp_path: Path) -> None:
    index.apply([(1, article(1))])
    other = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM article")
    reader = Index.open(tmp_path / "index.sqlite", read_only=True)
    assert [row.id for row in reader.rows()] == ["id-001"]
    other.execute("ROLLBACK")
    reader.close()
    other.close()


def test_a_batch_that_fails_leaves_nothing_behind(index: Index) -> None:
    index.apply([(1, article(1))])
    broken = article(2, "Fog.", source="\ud800")
    with pytest.raises(UnicodeEncodeError):
        index.apply([(2, article(3, "Fog.")), (3, broken)])
    assert (index.position, index.count(), index.count(parse_query("fog"))) == (1, 1, 0)
    index.apply([(2, article(3, "Fog."))])
    assert index.count(parse_query("fog")) == 1


@pytest.mark.parametrize("content", [b"no database at all " * 500, b""])
def test_a_file_that_is_no_index_is_said_to_be_stale(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexStaleError, match="reindex"):
        Index.open(path, read_only=True)


def test_an_index_of_another_format_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    Index.open(path).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version=999")
    other.close()
    with pytest.raises(IndexStaleError, match="format 999"):
        Index.open(path)


def test_damage_found_later_is_said_to_be_stale(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index.open(path)
    index.apply([(number, article(number, f"Words {number}. " * 50)) for number in range(1, 400)])
    index.close()
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xa5" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(IndexStaleError):
        Index.open(path).rows(limit=1000)
