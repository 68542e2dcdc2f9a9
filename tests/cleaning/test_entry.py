"""The entry of a feed is an article already: nothing of its text is lost, and nothing of the feed's machinery stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from reader.cleaning.as_text import page_text
from reader.cleaning.cleaned import NotAnArticleError
from reader.cleaning.entry import Entry, clean_entry, read_entry

BODY = """<figure><img src="/pictures/port.jpg" alt="A port" width="800">
<figcaption>Cranes in <b>Oran</b></figcaption></figure>
<p>Talks between the two <a href="/talks">ministers</a> began on Monday.</p>
<div>The second day <div>brought a paper</div> and no agreement.</div>
<h3>What is at stake</h3>
<ul><li>fish<ul><li>tuna</li></ul></li><li>gas</li></ul>
<blockquote><p>We will not sign.</p></blockquote>
<pre>x = 1
  y</pre>
<img src="https://count.example/p.gif" width="1" height="1">
<p>The post <a href="https://a.example/1">Talks begin in Oran</a> appeared first on
<a href="https://a.example">The Paper</a>.</p>
"""


def test_an_entry_keeps_its_structure_and_loses_what_feeds_put_below() -> None:
    cleaned = clean_entry(Entry(title="Talks begin in Oran", content=BODY), url="https://a.example/1")
    assert [(block.kind, block.text) for block in cleaned.blocks] == [
        ("caption", "Cranes in Oran"),
        ("paragraph", "Talks between the two ministers began on Monday."),
        ("paragraph", "The second day"),
        ("paragraph", "brought a paper"),
        ("paragraph", "and no agreement."),
        ("heading", "What is at stake"),
        ("list_item", "fish"),
        ("list_item", "tuna"),
        ("list_item", "gas"),
        ("quote", "We will not sign."),
        ("code", "x = 1\n  y"),
    ]
    assert cleaned.blocks[0].links[0].url == "https://a.example/pictures/port.jpg"
    assert cleaned.blocks[1].links[0].url == "https://a.example/talks"


def test_markup_and_control_characters_in_a_title_are_taken_off() -> None:
    entry = Entry(
        title="<b>Storm</b> hits\x1b[31m Suva &amp; Nadi", content="<p>It rained.</p>", authors=("By Ana Vula",)
    )
    cleaned = clean_entry(entry)
    assert (cleaned.title, cleaned.byline) == ("Storm hits[31m Suva & Nadi", ("Ana Vula",))


def test_plain_text_becomes_paragraphs_and_is_never_read_as_markup() -> None:
    cleaned = clean_entry(Entry(title="On signs", content="If a < b,\nthen <p> stays.\n\nSecond.", plain=True))
    assert [block.text for block in cleaned.blocks] == ["If a < b, then <p> stays.", "Second."]


def test_a_summary_stands_above_a_whole_text_unless_it_is_its_beginning() -> None:
    text = "<p>Rivers rose in the north on Friday.</p><p>More rain is on its way.</p>"
    apart = clean_entry(Entry(title="Floods", content=text, summary="Two bridges are gone, and a dam is watched."))
    again = clean_entry(Entry(title="Floods", content=text, summary="Rivers rose in the north on Friday."))
    assert apart.standfirst == "Two bridges are gone, and a dam is watched."
    assert again.standfirst is None


def test_a_time_in_the_future_counts_as_unknown() -> None:
    soon = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    assert clean_entry(Entry(title="x", content="<p>y</p>", published=soon)).published is None
    told = clean_entry(Entry(title="x", content="<p>y</p>", published="2024-05-17T09:30:00+02:00"))
    assert told.published == datetime(2024, 5, 17, 7, 30, tzinfo=UTC)


def test_a_headline_alone_is_an_article_without_text_and_nothing_at_all_is_none() -> None:
    assert clean_entry(Entry(title="Ceasefire holds")).blocks == ()
    with pytest.raises(NotAnArticleError, match="neither a title nor a text"):
        clean_entry(Entry(content=" <p> </p>"))


def test_a_text_that_is_all_furniture_stays_as_it_is_all_there_is() -> None:
    assert [b.text for b in clean_entry(Entry(title="Live", content="<p>Read more</p>")).blocks] == ["Read more"]


def test_a_kept_entry_is_shown_as_text() -> None:
    kept = msgspec.json.encode(Entry(title="Fish &amp; gas", content="<p>One.</p><p>Two.</p>"))
    assert page_text(kept, "entry") == "Fish & gas\n\nOne.\n\nTwo."
    assert read_entry(kept).content == "<p>One.</p><p>Two.</p>"
    with pytest.raises(NotAnArticleError, match="no entry"):
        read_entry(b"[1]")


def test_nesting_without_end_costs_no_text() -> None:
    cleaned = clean_entry(Entry(title="Deep", content="<div>" * 3_000 + "the bottom" + "</div>" * 3_000))
    assert "the bottom" in " ".join(block.text for block in cleaned.blocks)
