"""Pages of text go to a worker with other pages of their site, from which the site's own lines are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ingest.pipeline import ingest
from reader.ingest.sites import OTHERS, Sites, site_of
from reader.library.library import Library
from reader.sources.page import Page, SitePage

PLEDGE = "The Courier has been printed on the harbour road since 1871 and is owned by its readers alone."
STORIES = (
    (
        "The harbour council voted on Monday to rebuild the northern pier, which a winter storm tore apart in January.",
        "The mayor said that the work would begin before the autumn gales and would cost less than a ferry.",
    ),
    (
        "A bakery in the lower town has sold its last loaves this week, and its customers queued around the corner.",
        "The owner, who is eighty-one, says that his knees have decided for him and that nobody should look further.",
    ),
    (
        "The county will paint its buses green again after readers complained for years about the colour of mustard.",
        "A first bus was shown to the public on Sunday, and children were allowed to press every button in it.",
    ),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as library:
        yield library


def page(number: int, site: str = "https://courier.example") -> Page:
    text = "\n\n".join((*STORIES[number], PLEDGE))
    return Page(f"{number}.txt", text.encode(), "text", url=f"{site}/{number}")


def others(sites: Sites, page: Page) -> tuple[bytes, ...]:
    given = sites.among_others(page)
    return given.others if isinstance(given, SitePage) else ()


def texts(library: Library, number: int) -> list[str]:
    row = next(row for row in library.index.rows() if row.url.endswith(f"/{number}"))
    return [block.text for block in library.get(row.id).blocks]


def test_a_line_of_two_kept_pages_of_the_site_is_left_out_of_the_next(library: Library) -> None:
    ingest(library, [page(0), page(1)], jobs=1)
    ingest(library, [page(2)], jobs=1)
    assert PLEDGE in texts(library, 0)
    assert texts(library, 2) == list(STORIES[2])


def test_pages_of_the_same_run_count_too(library: Library) -> None:
    ingest(library, [page(0), page(1), page(2)], jobs=1)
    assert texts(library, 2) == list(STORIES[2])


def test_the_same_page_again_is_no_revision_though_its_site_is_better_known(library: Library) -> None:
    ingest(library, [page(0), page(1), page(2)], jobs=1)
    report = ingest(library, [page(0)], jobs=1)
    assert (report.unchanged, report.revised) == (1, 0)
    assert PLEDGE in texts(library, 0)


def test_pages_of_other_sites_do_not_count(library: Library) -> None:
    ingest(library, [page(0, "https://one.example"), page(1, "https://two.example"), page(2)], jobs=1)
    assert texts(library, 2) == [*STORIES[2], PLEDGE]


def test_at_most_some_others_go_with_a_page_and_never_itself(library: Library) -> None:
    sites = Sites(library)
    pages = [Page("a", f"Text number {number}".encode(), "text", source="Courier") for number in range(OTHERS + 3)]
    given = [others(sites, page) for page in pages]
    assert given[0] == ()
    assert given[-1] == tuple(page.content for page in pages[-OTHERS - 1 : -1])
    assert pages[-1].content not in others(sites, pages[-1])
    sites.close()


def test_a_page_of_html_or_of_no_known_site_goes_alone(library: Library) -> None:
    sites = Sites(library)
    html = Page("a.html", b"<p>Text</p>", "html", url="https://courier.example/a")
    assert sites.among_others(html) is html
    bare = Page("a.txt", b"Text", "text")
    assert sites.among_others(bare) is bare
    sites.close()


def test_a_site_is_the_host_else_the_source() -> None:
    assert site_of("https://www.courier.example/a", "The Courier") == "courier.example"
    assert site_of("", "The Courier") == site_of("", "the courier")
    assert site_of("", "") == ""
