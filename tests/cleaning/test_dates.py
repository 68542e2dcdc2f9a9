"""Dates and times as pages write them, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader.cleaning.dates import date_span, from_iso, in_words, order_of
from reader.months import MONTHS


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("6 March 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("March 6, 2023 9:05 pm", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("Updated: 06 Mar 2023 21:05 GMT", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("2023-03-06 21:05 CET", datetime(2023, 3, 6, 20, 5, tzinfo=UTC)),
        ("6. März 2023, 21:05", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("6 de marzo de 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("2023年3月6日", datetime(2023, 3, 6, tzinfo=UTC)),
        ("06.03.2023 21:05", datetime(2023, 3, 6, 21, 5, tzinfo=UTC)),
        ("10:30 AM EST, Mon March 6, 2023", datetime(2023, 3, 6, 15, 30, tzinfo=UTC)),
        ("Publié le 6 févr. 2023 à 10h30", datetime(2023, 2, 6, 10, 30, tzinfo=UTC)),
        ("6 марта 2023 г. 10:20", datetime(2023, 3, 6, 10, 20, tzinfo=UTC)),
        ("2023. március 6.", datetime(2023, 3, 6, tzinfo=UTC)),
        ("ngày 6 tháng 3 năm 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("6 มีนาคม 2566", datetime(2023, 3, 6, tzinfo=UTC)),
        ("٦ مارس ٢٠٢٣", datetime(2023, 3, 6, tzinfo=UTC)),
        ("6 آذار/مارس 2023", datetime(2023, 3, 6, tzinfo=UTC)),
        ("6 Şubat 2023", datetime(2023, 2, 6, tzinfo=UTC)),
        ("6. joulukuuta 2022", datetime(2022, 12, 6, tzinfo=UTC)),
    ],
)
def test_dates_in_words_are_read(text: str, moment: datetime) -> None:
    assert in_words(text) == moment


@pytest.mark.parametrize(
    "text",
    ["31 February 2023", "3/4", "in 2023", "6 March 2999", "99:99", "", "2 hours ago", "yesterday", "03/04/2023"],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert in_words(text) is None


def test_figures_are_read_by_the_order_of_the_page_or_where_there_is_one_way() -> None:
    assert in_words("03/04/2023", order="day") == datetime(2023, 4, 3, tzinfo=UTC)
    assert in_words("03/04/2023", order="month") == datetime(2023, 3, 4, tzinfo=UTC)
    assert in_words("13/04/2023", order="month") == in_words("04/13/2023") == datetime(2023, 4, 13, tzinfo=UTC)
    assert in_words("04/04/2023") == datetime(2023, 4, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "host", "order"),
    [
        ("en-US", "paper.example", "month"),
        ("en", "courier.gov", "month"),
        ("en-GB", "paper.com", "day"),
        ("en", "paper.co.uk", "day"),
        ("de", "paper.com", "day"),
        (None, "paper.in", "day"),
        ("en", "paper.com", None),
        (None, "", None),
    ],
)
def test_the_order_of_figures_is_told_by_language_or_land(language: str | None, host: str, order: str | None) -> None:
    assert order_of(language, host) == order


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2023-03-06T21:30:00+02:00", datetime(2023, 3, 6, 21, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2023-03-06T21:30:00.123456789Z", datetime(2023, 3, 6, 21, 30, 0, 123456, tzinfo=UTC)),
        ("2023-03-06 21:30:00 -0400", datetime(2023, 3, 6, 21, 30, tzinfo=timezone(timedelta(hours=-4)))),
        ("2023-03-06 21:30:00.000-0600", datetime(2023, 3, 6, 21, 30, tzinfo=timezone(timedelta(hours=-6)))),
        ("Mon Mar 06 21:30:09 EST 2023", datetime(2023, 3, 6, 21, 30, 9, tzinfo=timezone(timedelta(hours=-5)))),
        ("Mon, 06 Mar 2023 21:30:00 GMT", datetime(2023, 3, 6, 21, 30, tzinfo=UTC)),
        ("20230306", datetime(2023, 3, 6, tzinfo=UTC)),
        ("1678138200", datetime(2023, 3, 6, 21, 30, tzinfo=UTC)),
        ("1678138200000", datetime(2023, 3, 6, 21, 30, tzinfo=UTC)),
    ],
)
def test_machine_readable_values_keep_the_zone_they_give(value: str, moment: datetime) -> None:
    found = from_iso(value)
    assert found == moment
    assert found is not None
    assert found.utcoffset() == moment.utcoffset()


def test_a_moment_out_of_range_is_none() -> None:
    assert from_iso("0001-01-01T00:00:00+23:00") is None
    assert from_iso("1851-09-18") is None
    assert from_iso((datetime.now(UTC) + timedelta(days=9)).isoformat()) is None
    assert from_iso(20230306) is None
    assert in_words("6 March 2023 10:00 +99:00") == datetime(2023, 3, 6, 10, tzinfo=UTC)


def test_the_span_of_a_date_is_counted_in_the_line_as_it_stands() -> None:
    line = "Ellery · ٦ مارس ٢٠٢٣ · 3 min"
    span = date_span(line)
    assert span is not None
    assert line[slice(*span)] == "٦ مارس ٢٠٢٣"
    assert date_span("on 03/04/2023 at noon") == (3, 13)


def test_every_month_has_its_names() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert {"january", "maart", "août", "ноября", "tháng 12", "تشرين الأول"} <= set(MONTHS)
