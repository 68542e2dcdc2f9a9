"""What changed between two versions of an article is told block by block, in time that grows with the blocks only."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from reader.article import Article, Block, Link
from reader.ingest.rewording import in_words, kept_share, rewording

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def article(*texts: str | Block, **fields: object) -> Article:
    blocks = tuple(text if isinstance(text, Block) else Block("paragraph", text) for text in texts)
    return Article("a", NOW, blocks=blocks, **fields)  # type: ignore[arg-type]  # the values are those of the fields


def signed(before: Article, after: Article) -> list[str]:
    return [f"{sign}{block.text}" for sign, block in rewording(before, after).blocks]


def test_the_same_article_is_no_change() -> None:
    assert rewording(article("one", "two"), article("one", "two", annotator="9")) == ((), (), False)


def test_blocks_that_came_and_went_are_told_in_reading_order() -> None:
    before = article("Menu", "one", "two", "Read more", "three")
    after = article("one", "one and a half", "two", "three", "four")
    assert signed(before, after) == ["-Menu", "+one and a half", "-Read more", "+four"]
    assert (rewording(before, after).added, rewording(before, after).dropped) == (2, 2)


def test_a_block_that_stands_twice_and_then_once_is_dropped_once() -> None:
    assert signed(article("one", "two", "one"), article("one", "two")) == ["-one"]


def test_a_paragraph_that_becomes_a_heading_is_both() -> None:
    assert signed(article("What now"), article(Block("heading", "What now", level=2))) == ["-What now", "+What now"]


def test_blocks_that_only_moved_or_lead_elsewhere_differ_without_coming_or_going() -> None:
    assert rewording(article("one", "two"), article("two", "one")) == ((), (), True)
    linked = Block("paragraph", "one", (Link(0, 3, "https://a.example/"),))
    assert rewording(article("one"), article(linked)) == ((), (), True)


def test_fields_that_say_something_else_are_named() -> None:
    before = article("one", title="A", byline=("Ann Lee",))
    after = msgspec.structs.replace(before, title="B", agencies=("Reuters",), published=NOW, annotator="9", mentions=())
    assert rewording(before, after).fields == ("title", "agencies", "published")
    assert [in_words(after, name) for name in ("byline", "published", "section")] == [
        "Ann Lee",
        "2024-03-01 12:00 UTC",
        "",
    ]


def test_the_share_of_words_that_are_left_counts_each_word_as_often_as_it_stands() -> None:
    assert kept_share(article("a b c d"), article("d c", "x y z a b")) == 1
    assert kept_share(article("a a a b"), article("a")) == 0.25
    assert kept_share(article(), article("a")) == 1
    assert kept_share(article("a", Block("caption", "b c d")), article("a")) == 1


def test_text_without_spaces_is_counted_by_its_characters() -> None:
    whole = "港の防波堤は月曜日に修理されたと港湾局が発表した。漁師たちは今年の漁期の大半を失ったと語った。"
    assert kept_share(article(whole), article(whole[:30], whole[30:])) == 1
    assert kept_share(article(whole), article(whole[:12])) < 0.5


def test_thousands_of_blocks_that_all_changed_are_compared_at_once() -> None:
    before = article(*(f"old {number}" for number in range(20_000)))
    after = article(*(f"new {number}" for number in range(20_000)))
    assert len(rewording(before, after).blocks) == 40_000
