from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style

from reader.library.rows import Counters
from reader.tui.ages import age, day, moment, partial_day
from reader.tui.arrangement import Arrangement, Pane, too_small
from reader.tui.cells import fitted, shortened
from reader.tui.outside import open_in_browser
from reader.tui.page import TOP
from reader.tui.spots import SPOTS_KEPT, Spots
from reader.tui.status import place_in_words

NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=5), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=23, minutes=59), "23 h"),
        (timedelta(days=6), "6 d"),
        (timedelta(days=8), "6 Mar"),
        (timedelta(days=400), "8 Feb 2024"),
        (timedelta(days=-3), "17 Mar"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(before: timedelta, said: str) -> None:
    assert age(NOW - before, NOW) == said


def test_midnight_utc_means_that_only_the_day_is_known() -> None:
    assert moment(datetime(2025, 3, 14, tzinfo=UTC)) == "14 Mar 2025"
    assert moment(NOW) == "14 Mar 2025, 12:00"
    assert day(NOW) == "14 Mar 2025"


@pytest.mark.parametrize(
    ("date", "said"),
    [("2013", "2013"), ("2013-03", "Mar 2013"), ("2013-03-04", "4 Mar 2013"), ("early 2013", "early 2013")],
)
def test_dates_of_any_precision_are_told_in_words(date: str, said: str) -> None:
    assert partial_day(date) == said


@pytest.mark.parametrize(
    ("width", "focus", "seen"),
    [
        (80, "list", ("list",)),
        (80, "coverage", ("coverage",)),
        (120, "list", ("list", "article")),
        (120, "coverage", ("article", "coverage")),
        (160, "list", ("list", "article", "coverage")),
    ],
)
def test_panes_are_shown_as_the_width_allows(width: int, focus: Pane, seen: tuple[Pane, ...]) -> None:
    arrangement = Arrangement()
    arrangement.go(focus)
    assert arrangement.visible(width) == seen


def test_coverage_stays_beside_the_article_until_the_list_is_wanted() -> None:
    arrangement = Arrangement()
    arrangement.coverage = True
    arrangement.go("article")
    assert arrangement.visible(120) == ("article", "coverage")
    arrangement.go("list")
    assert arrangement.visible(120) == ("list", "article")


@pytest.mark.parametrize("width", [80, 120, 160, 220])
def test_comparing_shows_both_articles_or_on_a_narrow_screen_one(width: int) -> None:
    arrangement = Arrangement()
    arrangement.beside = True
    arrangement.go("beside")
    seen = arrangement.visible(width)
    assert "beside" in seen
    assert ("article" in seen) == (width >= 100)


@pytest.mark.parametrize("width", range(100, 260, 7))
def test_fixed_panes_leave_the_article_its_measure(width: int) -> None:
    arrangement = Arrangement()
    fixed = [arrangement.width(pane, width) for pane in arrangement.visible(width)]
    assert width - sum(filter(None, fixed)) >= 56


def test_a_screen_that_is_too_small_is_told_in_a_line_that_fits_it() -> None:
    assert too_small(80, 24) == ""
    assert cell_len(too_small(20, 5)) <= 20
    assert "40×8" in too_small(20, 5)
    assert "too small" in too_small(60, 5)


def test_text_is_cut_in_cells_and_not_in_characters() -> None:
    assert shortened("日本語のテキスト", 7) == "日本語…"
    assert shortened("short", 5) == "short"
    assert shortened("short", 0) == ""
    style = Style()
    assert [segment.text for segment in fitted([("日本", style), ("語のテ", style), ("x", style)], 7)] == [
        "日本",
        "語…",
    ]


def test_places_in_articles_outlive_the_desk(tmp_path: Path) -> None:
    path = tmp_path / "state" / "spots.json"
    spots = Spots(path)
    spots.put("a", (3, 40))
    spots.put("b", (1, 1))
    spots.put("b", TOP)
    spots.save()
    again = Spots(path)
    assert again.get("a") == (3, 40)
    assert again.get("b") == TOP


def test_only_so_many_places_are_kept(tmp_path: Path) -> None:
    spots = Spots(tmp_path / "spots.json")
    for number in range(SPOTS_KEPT + 5):
        spots.put(str(number), (1, number))
    assert spots.get("0") == TOP
    assert spots.get(str(SPOTS_KEPT)) == (1, SPOTS_KEPT)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": "b"}', b"\xff\xfe"])
def test_a_broken_file_of_places_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spots.json"
    path.write_bytes(content)
    assert Spots(path).get("a") == TOP


def test_the_browser_gets_the_address_as_one_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser
    from contextlib import nullcontext

    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {told}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    webbrowser.register("mine", None, webbrowser.GenericBrowser([str(browser), "%s"]), preferred=True)
    address = "https://news.example/a?b=1&c=$(touch%20x);d=`id`"
    open_in_browser(address, nullcontext)
    assert told.read_text().splitlines() == ["1", address]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "", "ftp://x.example/"])
def test_only_addresses_of_the_web_are_opened(address: str) -> None:
    from contextlib import nullcontext

    from reader.errors import DatelineError

    with pytest.raises(DatelineError, match="not an address"):
        open_in_browser(address, nullcontext)


def test_one_of_something_is_not_told_as_several() -> None:
    one = place_in_words(Counters(1, 1, 0, 1, 1, 0), 0, 1)
    assert one == "1/1 · 1 unread · 1 leader · 1 country"
    many = place_in_words(Counters(2_000, 0, 0, 1_200, 0, 0), 0, 2_000)
    assert many == "1/2,000 · 0 unread · 1,200 leaders · 0 countries"
