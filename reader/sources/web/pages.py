"""Pages whose addresses a person gave: `dateline add URL`. What is no page is told what it is."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from reader.sources.page import PAGE_LIMIT, Page, SourceFailure
from reader.sources.sniff import SAMPLE, binary_name, sniff
from reader.sources.web.client import Answered, Client
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.secrecy import without_credentials

_AHEAD: Final = 64
"""Addresses asked for before the first of them is given on."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/jsonfeed\.org')


def read_addresses(urls: Iterable[str], client: Client) -> Iterator[Page | SourceFailure]:
    """The pages at http(s) addresses, in the order given, several fetched at once. robots.txt is not asked: a person
    named each of them.
    """
    waiting: deque[tuple[str, Answered]] = deque()
    try:
        for url in urls:
            request = Request(url=url, page=True, by_hand=True, limit=PAGE_LIMIT)
            waiting.append((without_credentials(url), client.fetch(request)))
            if len(waiting) >= _AHEAD:
                yield _given(*waiting.popleft())
        while waiting:
            yield _given(*waiting.popleft())
    finally:
        for _, answer in waiting:
            answer.cancel()


def _given(address: str, answer: Answered) -> Page | SourceFailure:
    told = answer.result()
    return page_of(told, address) if isinstance(told, Answer) else _failure(told, address)


def page_of(answer: Answer, address: str) -> Page | SourceFailure:
    """The page in an answer, or why it is none. `address` is what the person gave, and is how they will know it."""
    content = answer.content
    kind = sniff(content[:SAMPLE])
    if kind in ("html", "text"):
        return Page(address, content, "html" if kind == "html" else "text", url=answer.url, weight=len(content))
    return SourceFailure(address, _why_no_page(kind, content[:SAMPLE]), weight=len(content))


def _why_no_page(kind: str, head: bytes) -> str:
    if kind == "empty":
        return "there is nothing on the page"
    if _FEED.search(head) or _JSON_FEED.search(head):
        return "is a feed, not a page (`dateline feed add ADDRESS` subscribes to it)"
    if kind in ("data", "jsonl"):
        return "is data for programs, not a page"
    return f"is {'an archive' if kind == 'gzip' else binary_name(head) or 'something else'}, not a page"


def _failure(refusal: Refusal, address: str) -> SourceFailure:
    return SourceFailure(address, refusal.reason)
