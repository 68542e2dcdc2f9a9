"""What the shared words mean by themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from reader.article import STANDFIRST, TITLE, Article, Block, Link, Mention, reading_minutes

FETCHED = datetime(2025, 3, 1, tzinfo=UTC)


def article(**fields: object) -> Article:
    return msgspec.convert({"id": "a1", "fetched": FETCHED, **fields}, Article)


def test_a_page_without_a_headline_is_labelled_by_its_first_words() -> None:
    text = "Envoys met in the capital on Tuesday to discuss a plan. " * 4
    label = article(blocks=[{"kind": "caption", "text": "A photograph"}, {"kind": "paragraph", "text": text}]).label
    assert label.startswith("Envoys met in the capital")
    assert label.endswith("…")
    assert len(label) < 100


def test_the_title_is_the_label_where_there_is_one() -> None:
    assert article(title="Talks resume").label == "Talks resume"


def test_an_empty_article_is_labelled_by_its_id() -> None:
    assert article().label == "a1"


def test_a_mentions_block_leads_to_its_text() -> None:
    one = article(title="T", standfirst="S", blocks=[{"kind": "paragraph", "text": "B"}])
    assert [one.text(number) for number, _ in one.parts()] == ["T", "S", "B"]
    assert (one.text(TITLE), one.text(STANDFIRST), one.text(0)) == ("T", "S", "B")


def test_the_date_is_when_it_came_in_where_the_page_gives_none() -> None:
    assert article().date == FETCHED
    assert article(published="2024-01-02T03:04:05Z").date == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_captions_do_not_count_as_words_to_read() -> None:
    body = [{"kind": "paragraph", "text": "one two three"}, {"kind": "caption", "text": "four five"}]
    assert article(blocks=body).words == 3


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (500, 2), (3000, 13)])
def test_reading_time_is_whole_minutes_and_never_none(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_an_article_survives_the_round_trip_to_bytes() -> None:
    one = Article(
        id="x",
        fetched=FETCHED,
        blocks=(Block("paragraph", "Some text", (Link(0, 4, "https://a.example/"),)),),
        mentions=(Mention(0, 0, 4, "FR", "country", "name", "France"),),
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Article) == one
