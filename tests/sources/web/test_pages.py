"""Pages whose addresses a person gives."""

from __future__ import annotations

import pytest

from reader.sources.page import Page, SourceFailure
from reader.sources.web.client import Client
from reader.sources.web.pages import read_addresses
from tests.sources.web.site import Site, ok, to


def test_pages_come_in_the_order_of_their_addresses(site: Site, client: Client) -> None:
    for number in range(100):
        site.routes[f"/{number}"] = ok(b"<html><p>%d" % number, Content_Type="text/html")
    pages = list(read_addresses([site.url(f"/{number}") for number in range(100)], client))
    assert [page.content for page in pages if isinstance(page, Page)] == [b"<html><p>%d" % n for n in range(100)]
    assert pages[7] == Page(site.url("/7"), b"<html><p>7", "html", url=site.url("/7"), weight=10)


def test_a_page_is_known_by_what_was_given_and_comes_from_where_it_was(site: Site, client: Client) -> None:
    site.routes |= {"/short": to("/the/whole/address"), "/the/whole/address": ok(b"<html>")}
    (page,) = read_addresses([site.url("/short", host="anna:secret@127.0.0.1")], client)
    assert isinstance(page, Page)
    assert (page.address, page.url) == (site.url("/short"), site.url("/the/whole/address"))


def test_plain_text_is_a_page_too(site: Site, client: Client) -> None:
    site.routes["/"] = ok("Zwölf Sätze über nichts. ".encode() * 20, Content_Type="text/plain")
    (page,) = read_addresses([site.url()], client)
    assert isinstance(page, Page)
    assert page.kind == "text"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "feed add"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed add"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed add"),
        (b'{"some": "data"}', "data for programs"),
        (b"%PDF-1.7 ....", "a PDF document"),
        (b"\x00\x01\x02\x03" * 100, "not a page"),
        (b"\x1f\x8bxxxx", "an archive"),
        (b"", "nothing on the page"),
    ],
)
def test_what_is_no_page_is_told_as_what_it_is(site: Site, client: Client, content: bytes, words: str) -> None:
    site.routes["/"] = ok(content)
    (failure,) = read_addresses([site.url()], client)
    assert isinstance(failure, SourceFailure)
    assert words in failure.reason
    assert failure.address == site.url()


def test_what_cannot_be_had_is_a_failure_and_the_rest_goes_on(site: Site, client: Client) -> None:
    site.routes["/"] = ok(b"<html>")
    failure, page = read_addresses([site.url("/gone"), site.url()], client)
    assert isinstance(failure, SourceFailure)
    assert "404" in failure.reason
    assert isinstance(page, Page)
