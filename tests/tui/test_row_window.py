from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from reader.article import Article
from reader.library.library import Library
from reader.library.query import EVERYTHING, parse_query
from reader.tui.row_window import PAGES_KEPT, STEP, RowWindow

COUNT = 1_203


@pytest.fixture(scope="module")
def long_library(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A library of COUNT articles, made once."""
    return tmp_path_factory.mktemp("long") / "library"


@pytest.fixture
def opened(
    long_library: Path,
    fill_library: Callable[[Path, Iterable[Article]], Path],
    many_articles: Callable[[int], Iterator[Article]],
) -> Iterator[Library]:
    """The library of COUNT articles, open."""
    if not long_library.exists():
        fill_library(long_library, many_articles(COUNT))
    with Library.open(long_library) as library:
        yield library


def test_every_row_is_reached_in_any_order(opened: Library) -> None:
    window = RowWindow(opened, COUNT)
    window.set_anchors(opened.anchors(EVERYTHING, STEP))
    order = list(range(COUNT))
    random.Random(7).shuffle(order)
    for index in order:
        row = window.row(index)
        assert row is not None
        assert row.id == f"m{index:06}"


def test_without_anchors_both_ends_are_reached_and_the_middle_waits(opened: Library) -> None:
    window = RowWindow(opened, 1_203)
    assert window.row(600) is None
    first, last = window.row(0), window.row(COUNT - 1)
    assert first is not None
    assert last is not None
    assert (first.id, last.id) == ("m000000", f"m{COUNT - 1:06}")
    assert window.row(COUNT) is None
    assert window.row(-1) is None


def test_the_middle_is_reached_by_walking_from_either_end(opened: Library) -> None:
    window = RowWindow(opened, COUNT)
    down = [window.row(index) for index in range(700)]
    assert [row.id for row in down if row] == [f"m{index:06}" for index in range(700)]
    window = RowWindow(opened, COUNT)
    up = [window.row(index) for index in range(COUNT - 1, 500, -1)]
    assert [row.id for row in up if row] == [f"m{index:06}" for index in range(COUNT - 1, 500, -1)]


def test_only_so_many_pages_are_kept(opened: Library) -> None:
    window = RowWindow(opened, COUNT)
    for index in range(COUNT):
        window.row(index)
    assert len(window._pages) <= PAGES_KEPT


def test_a_query_has_its_own_rows_and_a_total_that_was_too_high_is_mended(opened: Library) -> None:
    query = parse_query("leader:lula")
    window = RowWindow(opened, 450, opened.rows(query), query)
    rows = [row for index in range(450) if (row := window.row(index))]
    assert [row.id for row in rows] == [f"m{index:06}" for index in range(0, COUNT, 3)]
    assert window.total == len(rows)


def test_a_changed_row_is_shown_in_its_old_place(opened: Library) -> None:
    window = RowWindow(opened, COUNT)
    row = window.row(60)
    assert row is not None
    opened.mark([row.id], "starred", True)
    fresh = opened.row(row.id)
    assert fresh is not None
    window.replace(fresh)
    assert window.row(60) == fresh
    assert window.known(row.id) == 60
    assert window.known("nobody") is None
