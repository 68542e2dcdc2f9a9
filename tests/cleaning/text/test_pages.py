"""Pages of raw text in the shapes that real ones come in, each line marked with what it is; see `Gold`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec
import pytest

from reader.cleaning.clean import clean_text
from reader.cleaning.cleaned import Cleaned, NotAnArticleError

PAGES: Final = sorted((Path(__file__).parent / "pages").glob("*.txt"))
KINDS: Final = {"B": "paragraph", "H": "heading", "L": "list_item", "Q": "quote"}
BULLET: Final = re.compile(r"^(?:[•*-]|\d+\.)\s+")


class Gold(msgspec.Struct):
    """A page and what is in it.

    Its file begins with facts ("title: …", "-" for none), a line "---" follows, then each line of the page behind a
    mark: T title, F standfirst, B paragraph, H heading, L list item, Q quote, C caption, a dot for what is the page's.
    "=" says what is read from the line above it where that is not what stands there, "+" that it goes on.
    """

    facts: dict[str, str]
    text: str
    body: list[tuple[str, str]]
    captions: list[str]


def gold_of(page: Path) -> Gold:
    head, _, marked = page.read_text("utf-8").partition("---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    lines: list[str] = []
    read: list[tuple[str, str]] = []
    for line in marked.splitlines():
        mark, text = line[:1], line[2:]
        if mark == "=":
            read[-1] = (read[-1][0], text)
            continue
        lines.append(text)
        if mark == "+":
            read[-1] = (read[-1][0], f"{read[-1][1]} {text.strip()}")
        elif mark in KINDS or mark == "C":
            read.append((mark, text.strip()))
    body = [(KINDS[mark], BULLET.sub("", text) if mark == "L" else text) for mark, text in read if mark != "C"]
    captions = [text for mark, text in read if mark == "C"]
    return Gold(facts, "\n".join(lines), body, captions)


def read(gold: Gold) -> Cleaned:
    return clean_text(gold.text, url=gold.facts.get("url", ""))


ARTICLES: Final = [page for page in PAGES if "refused" not in gold_of(page).facts]


def name(page: Path) -> str:
    return page.stem


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_the_lines_of_the_article_and_no_others_are_its_body(page: Path) -> None:
    gold = gold_of(page)
    blocks = [(block.kind, block.text) for block in read(gold).blocks if block.kind != "caption"]
    assert [text for _, text in blocks] == [text for _, text in gold.body]
    if gold.facts.get("kinds") != "any":
        assert blocks == gold.body


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_captions_are_told_from_the_body(page: Path) -> None:
    gold = gold_of(page)
    assert [block.text for block in read(gold).blocks if block.kind == "caption"] == gold.captions


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_the_facts_beside_the_headline_are_read(page: Path) -> None:
    gold = gold_of(page)
    cleaned = read(gold)
    wanted = gold.facts
    found = {
        "title": cleaned.title or "-",
        "standfirst": cleaned.standfirst or "-",
        "byline": "; ".join(cleaned.byline),
        "agencies": "; ".join(cleaned.agencies),
        "published": cleaned.published.isoformat() if cleaned.published else "",
        "updated": cleaned.updated.isoformat() if cleaned.updated else "",
        "dateline": cleaned.dateline or "",
        "section": cleaned.section or "",
        "language": cleaned.language or "",
        "tags": "; ".join(cleaned.tags),
    }
    for fact, value in found.items():
        if fact in ("published", "updated"):
            assert value.startswith(wanted.get(fact, "")), fact
        elif fact in wanted:
            assert value == wanted[fact], fact


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_every_fact_says_where_it_was_found(page: Path) -> None:
    cleaned = read(gold_of(page))
    told = {origin.field for origin in cleaned.origins if origin.place != "refused"}
    facts = (
        "title",
        "standfirst",
        "byline",
        "agencies",
        "source",
        "published",
        "updated",
        "dateline",
        "section",
        "tags",
    )
    assert {fact for fact in facts if getattr(cleaned, fact)} <= told


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ARTICLES], ids=name)
def test_a_page_without_an_article_is_refused_in_words(page: Path) -> None:
    gold = gold_of(page)
    with pytest.raises(NotAnArticleError) as caught:
        read(gold)
    assert gold.facts["refused"] in caught.value.what
    assert caught.value.remedy
