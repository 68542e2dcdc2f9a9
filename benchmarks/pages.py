"""News pages and WARC files of any size, made up from a seed: the same for the same numbers."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_NOUNS: Final = (
    "council harbour minister budget treaty railway hospital teacher court ballot coalition drought harvest currency "
    "patrol convoy inquiry ferry bridge port union factory student election border parliament tariff pipeline".split()
)
_VERBS: Final = "approved delayed opened rejected discussed questioned announced repaired funded closed".split()
_PLACES: Final = "Germany France Japan Brazil India Kenya Canada Norway Chile Poland".split()
_TAIL: Final = (
    "after a long debate that ended on Thursday evening",
    "as officials had asked for more time in the spring",
    "although two members of the committee voted against it",
    "because the costs had grown by a third within a year",
    "while residents waited outside the hall for an answer",
)
SMALL: Final = (3, 6)
VARIED: Final = (4, 60)
"""Paragraphs of a page, at least and at most."""


def made_up_page(number: int, paragraphs: tuple[int, int] = VARIED) -> bytes:
    """Page `number`: a headline, so many paragraphs, and around them what pages have besides."""
    chance = random.Random(number)
    title = f"{_sentence(chance)} {number}"
    count = chance.randint(*paragraphs)
    body = "".join(
        f"<p>{' '.join(_sentence(chance) + '.' for _ in range(chance.randint(2, 5)))}</p>\n" for _ in range(count)
    )
    links = "".join(f'<li><a href="/{chance.choice(_NOUNS)}/{n}">{_sentence(chance)}</a></li>' for n in range(count))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title} | Made-up Post</title>"
        f'<meta property="article:published_time" content="2024-03-{1 + number % 28:02d}T09:00:00Z">'
        f"<style>{'.a{color:red}' * count}</style></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        f"<aside><ul>{links}</ul></aside><footer>Made-up Post</footer></body></html>"
    ).encode()


def _sentence(chance: random.Random) -> str:
    one, other = chance.sample(_NOUNS, 2)
    return (
        f"The {one} of {chance.choice(_PLACES)} {chance.choice(_VERBS)} the {other} number {chance.randint(2, 900)} "
        f"{chance.choice(_TAIL)}"
    )


def warc_records(pages: Iterator[bytes]) -> Iterator[bytes]:
    """Each page as a crawler keeps it: a request and a response, each packed by itself, as CC-NEWS does."""
    for number, page in enumerate(pages):
        url = f"https://news{number % 97}.example/{number}"
        request = f"GET /{number} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()
        yield gzip.compress(_record("request", url, request), 6)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: made-up\r\n\r\n"
        yield gzip.compress(_record("response", url, head + page), 6)


def _record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-04-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write_warc(path: Path, records: int, paragraphs: tuple[int, int] = VARIED) -> Path:
    """A WARC file of so many pages at `path`, which is returned."""
    with path.open("wb") as file:
        for record in warc_records(made_up_page(number, paragraphs) for number in range(records)):
            file.write(record)
    return path
