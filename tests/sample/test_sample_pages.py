"""The bundled pages: real enough to test the whole way with, and telling stories that link to each other."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from datetime import datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

import reader.sample
from reader.sample import SAMPLE_VERSION, SampleMissingError, sample_pages

FEWEST_PAGES = 32
FEWEST_OUTLETS = 5
FEWEST_STORIES = 8
SHORT_ARTICLE = range(150, 601)
LONG_ARTICLE = 3_000
COPY_SHINGLES = 5
"""Words in a row that two texts must share to count as copied from each other there."""

BODY_CLASSES = ("wire-story__body", "article-body", "story", "article__content", "essay", "entry-content")
ASIDES = ("editor-note", "rm", "see-also")
COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)


@cache
def tree(name: str) -> Any:
    return html.document_fromstring((sample_pages() / name).read_bytes())


def html_pages() -> list[str]:
    return sorted(path.name for path in sample_pages().glob("*.html"))


def text_pages() -> list[str]:
    return sorted(path.name for path in sample_pages().glob("*.txt"))


def address(name: str) -> str:
    return str(tree(name).xpath("string(//link[@rel='canonical']/@href)"))


def outlet(name: str) -> str:
    return urlsplit(address(name)).hostname or ""


def published(name: str) -> datetime:
    metas = "//meta[@property='article:published_time' or @name='date' or @name='dc.date']/@content"
    stated = [str(value) for value in tree(name).xpath(metas)]
    for script in tree(name).xpath("//script[@type='application/ld+json']/text()"):
        stated += re.findall(r'"datePublished": "([^"]+)"', json.dumps(json.loads(script)))
    return datetime.fromisoformat(stated[0])


@cache
def body(name: str) -> tuple[Any, ...]:
    """The elements of the article itself: the children of its container that are text, without the asides."""
    container = next(found for cls in BODY_CLASSES for found in tree(name).find_class(cls))
    kinds = ("p", "h2", "h3", "ul", "ol", "blockquote", "table")
    return tuple(e for e in container if e.tag in kinds and e.get("class") not in ASIDES)


def words(name: str) -> list[str]:
    return [word for element in body(name) for word in element.text_content().split()]


def shingles(name: str) -> set[tuple[str, ...]]:
    plain = re.findall(r"\w+", " ".join(words(name)).lower())
    return {tuple(plain[at : at + COPY_SHINGLES]) for at in range(len(plain) - COPY_SHINGLES + 1)}


def declared() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "stories.toml").read_text("utf-8"))


def test_the_folder_holds_enough_pages_and_exactly_two_raw_texts() -> None:
    kept = {path.suffix for path in sample_pages().iterdir()}
    assert kept == {".html", ".txt"}
    assert len(html_pages()) >= FEWEST_PAGES
    assert len(text_pages()) == 2


def test_the_version_changes_with_the_pages() -> None:
    digest = hashlib.sha256()
    for path in sorted(sample_pages().iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    stated = declared()["sample"]
    assert (SAMPLE_VERSION, digest.hexdigest()) == (stated["version"], stated["digest"]), (
        "a page changed: raise SAMPLE_VERSION, then write version and digest into tests/sample/stories.toml"
    )


def test_an_installation_without_pages_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.sample, "files", lambda _name: tmp_path)
    with pytest.raises(SampleMissingError, match="the sample pages are missing"):
        sample_pages()


@pytest.mark.parametrize("name", html_pages())
class TestEveryPage:
    def test_states_where_it_was_published_and_when(self, name: str) -> None:
        when = published(name)
        assert when.utcoffset() is not None
        assert 2022 <= when.year <= 2025
        where = urlsplit(address(name))
        assert where.scheme == "https"
        assert (where.hostname or "").endswith(".example")
        assert where.path.startswith(f"/{when:%Y/%m/%d}/")

    def test_has_one_headline_that_its_window_title_repeats(self, name: str) -> None:
        (headline,) = tree(name).xpath("//h1")
        assert tree(name).xpath("string(//title)").startswith(headline.text_content())

    def test_has_the_furniture_of_a_real_page(self, name: str) -> None:
        page = tree(name)
        assert page.xpath("//nav | //div[@id='menu']")
        assert COOKIES.search(page.xpath("string(//body)"))
        assert page.xpath("//figure | //figcaption | //*[contains(@class, 'caption')]")
        assert len(page.xpath("//body//a[@href]")) >= 15

    def test_links_to_other_stories_outside_its_body(self, name: str) -> None:
        own = {id(link) for element in body(name) for link in element.xpath(".//a")}
        others = {address(other) for other in html_pages()} - {address(name)}
        links = tree(name).xpath("//a[@href]")
        assert any(link.get("href") in others for link in links if id(link) not in own)

    def test_is_a_short_article_or_the_long_one(self, name: str) -> None:
        count = len(words(name))
        assert count in SHORT_ARTICLE or count > LONG_ARTICLE

    def test_holds_no_character_that_a_wrong_decoding_leaves(self, name: str) -> None:
        assert not re.search("[\ufffd\x80-\x9f]|Ã|â€", tree(name).text_content())


def test_exactly_one_article_is_long_and_it_has_every_kind_of_block() -> None:
    (long,) = (name for name in html_pages() if len(words(name)) > LONG_ARTICLE)
    assert {element.tag for element in body(long)} == {"p", "h2", "h3", "ul", "ol", "blockquote", "table"}


def test_the_outlets_are_many_and_build_their_pages_differently() -> None:
    outlets: dict[str, set[str]] = {}
    for name in html_pages():
        outlets.setdefault(outlet(name), set()).add(next(e.getparent() for e in body(name)).get("class"))
    assert len(outlets) >= FEWEST_OUTLETS
    containers = [only for (only,) in outlets.values()]
    assert len(set(containers)) == len(containers)


def test_metadata_is_stated_in_more_than_one_way() -> None:
    ways = {"application/ld+json": 0, "og:title": 0, "dc.date": 0, "itemprop": 0, "windows-1252": 0}
    for path in sample_pages().glob("*.html"):
        for way in ways:
            ways[way] += way.encode() in path.read_bytes()
    assert all(0 < count < len(html_pages()) for count in ways.values()), ways


def test_the_stories_are_many_and_each_is_told_by_several_outlets_on_several_days() -> None:
    stories = declared()["stories"]
    told = [name for story in stories.values() for name in story["pages"]]
    assert len(told) == len(set(told))
    assert set(told) <= {*html_pages(), *text_pages()}
    rich = [story["pages"] for story in stories.values() if 3 <= len(story["pages"]) <= 6]
    assert len(rich) >= FEWEST_STORIES
    for pages in rich:
        dated = [name for name in pages if name.endswith(".html")]
        assert len({outlet(name) for name in dated}) >= 2
        assert len({published(name).date() for name in dated}) >= 2


def test_only_the_declared_pairs_are_near_copies() -> None:
    copies = {frozenset(pair) for pair in declared()["near_copies"].items()}
    texts = {name: shingles(name) for name in html_pages()}
    for one, other in combinations(html_pages(), 2):
        shared = len(texts[one] & texts[other]) / min(len(texts[one]), len(texts[other]))
        if frozenset((one, other)) in copies:
            assert shared > 0.6
            assert outlet(one) != outlet(other)
        else:
            assert shared < 0.2, (one, other)


def test_the_newest_ten_articles_come_from_several_outlets() -> None:
    newest = sorted(html_pages(), key=published, reverse=True)[:10]
    assert len({outlet(name) for name in newest}) >= 4
    assert published(newest[-1]).year == 2025


def test_one_raw_text_has_everything_that_select_all_copies() -> None:
    text = (sample_pages() / "kestrelgate-erdogan-putin-sochi.txt").read_text("utf-8")
    lines = text.splitlines()
    headline = lines.index("Erdogan leaves Sochi without a grain deal as Putin repeats his conditions")
    assert lines.index("BREAKING") < headline < lines.index("Related News") < lines.index("* Turkey")
    assert lines[headline + 1].startswith("By ")
    assert lines[headline + 2].startswith("Published ")
    assert lines.index("* Turkey") < lines.index("Most Read")
    assert COOKIES.search(text)


def test_the_other_raw_text_has_no_headline_and_ends_in_the_beginnings_of_other_stories() -> None:
    lines = (sample_pages() / "saltmarsh-brics-opening.txt").read_text("utf-8").splitlines()
    assert lines[2].startswith("JOHANNESBURG: ")
    teasers = [line for line in lines if line.endswith(" ...")]
    assert len(teasers) >= 5
    assert lines[-1 - len(teasers) : -1] == teasers
