"""Live blogs: entries with their times, in the page's order."""

from __future__ import annotations

import json
from pathlib import Path

from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page, paragraphs

SUMMARY = "Follow the debate in the town hall of Port Ellery as it happens, from the public gallery."


def entry(time: str, headline: str, *texts: str, shown: str | None = None) -> str:
    head = f"<h3>{headline}</h3>" if headline else ""
    stamp = f'<time datetime="2023-03-06T{time}:00+01:00">{time if shown is None else shown}</time>'
    return f"<article><header>{stamp}{head}</header>{''.join(f'<p>{text}</p>' for text in texts)}</article>"


def shown(page: str) -> list[str]:
    return [
        f"# {block.text}" if block.kind == "heading" else block.text
        for block in clean_html(page, url="https://courier.example/live").blocks
    ]


def test_every_entry_opens_with_its_time_and_headline() -> None:
    entries = (
        entry("15:20", "The vote is in", PARAGRAPHS[0], PARAGRAPHS[1])
        + entry("14:55", "", PARAGRAPHS[2])
        + entry("14:05", "Opponents speak", PARAGRAPHS[3])
        + entry("13:30", "Doors open", PARAGRAPHS[4])
    )
    assert shown(html_page(f'<p>{SUMMARY}</p><div class="live-blog">{entries}</div>')) == [
        SUMMARY,
        "# 15:20 — The vote is in",
        *PARAGRAPHS[:2],
        "# 14:55",
        PARAGRAPHS[2],
        "# 14:05 — Opponents speak",
        PARAGRAPHS[3],
        "# 13:30 — Doors open",
        PARAGRAPHS[4],
    ]


def test_a_time_that_the_extractor_left_as_a_line_of_its_own_is_not_said_twice() -> None:
    page = (Path(__file__).parents[2] / "pages" / "live_blog.html").read_text("utf-8")
    texts = shown(page)
    assert [text for text in texts if "15:58" in text] == ["# 15:58 — Prime minister cuts short her trip"]


def test_a_relative_time_gives_way_to_the_time_of_day() -> None:
    entries = "".join(entry(f"1{n}:05", "", text, shown="3 hours ago") for n, text in enumerate(PARAGRAPHS))
    found = shown(html_page(f'<div class="liveblog">{entries}</div>'))
    assert [text for text in found if text.startswith("#")] == [f"# 1{n}:05" for n in range(5)]


def test_entries_that_only_the_json_ld_has_follow_the_summary() -> None:
    record = {
        "@type": "LiveBlogPosting",
        "headline": "Port Ellery votes to rebuild its pier",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "The vote is in",
                "datePublished": "2023-03-06T15:20:00+01:00",
                "articleBody": f"{PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}",
            },
            {"@type": "BlogPosting", "datePublished": "2023-03-06T14:05:00+01:00", "articleBody": PARAGRAPHS[3]},
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(record)}</script>'
    page = html_page(f"<p>{SUMMARY}</p><p>{PARAGRAPHS[4]}</p>", head=head)
    assert shown(page) == [
        SUMMARY,
        PARAGRAPHS[4],
        "# 15:20 — The vote is in",
        *PARAGRAPHS[:2],
        "# 14:05",
        PARAGRAPHS[3],
    ]


def test_times_in_an_ordinary_article_make_no_entries_of_it() -> None:
    stamps = "".join(f'<p><time datetime="2023-03-06T1{n}:00">1{n}:00</time> {t}</p>' for n, t in enumerate(PARAGRAPHS))
    assert not any(text.startswith("#") for text in shown(html_page(stamps)))
    assert shown(html_page(paragraphs())) == list(PARAGRAPHS)
