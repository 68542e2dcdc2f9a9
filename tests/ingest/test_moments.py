"""Times of importers become aware UTC, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.ingest.moments import moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-17", datetime(2024, 5, 17, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05-17T09:30:00Z", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        (" 2024-05-17 11:30:00+02:00 ", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        ("2024-05-17T09:30", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        ("20240517T093000", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        ("Fri, 17 May 2024 11:30:00 +0200", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        ("Fri, 17 May 2024 09:30:00 GMT", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
        ("1715938200", datetime(2024, 5, 17, 9, 30, tzinfo=UTC)),
    ],
)
def test_every_common_form_is_understood(text: str, expected: datetime) -> None:
    found = moment(text)
    assert found == expected
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "03/04/2024", "0001-01-01T00:00:00+14:00", "9" * 40])
def test_what_is_no_time_is_none(text: str) -> None:
    assert moment(text) is None


def test_a_date_in_figures_counts_where_only_one_of_them_can_be_the_month() -> None:
    assert moment("17/05/2024") == moment("05/17/2024") == datetime(2024, 5, 17, tzinfo=UTC)
