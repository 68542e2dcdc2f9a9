"""Archives made up for the tests, record by record."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

BODY = " ".join(["The harbour authority said that the bridge would open again on Monday."] * 12)


def page(title: str = "Bridge opens again") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{BODY}</p></body></html>".encode()


def answer(content: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers))
    return head.encode() + b"\r\n" + content


def record(
    number: int, block: bytes, *headers: str, kind: str = "response", mime: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:  # fmt: skip
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: https://news.example/{number}",
        "WARC-Date: 2019-06-01T08:00:00Z",
        f"Content-Type: {mime}",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def story(number: int) -> bytes:
    """A record with a page of its own."""
    return record(number, answer(page(f"Story number {number}")))


def packed(*records: bytes) -> bytes:
    """Each record packed by itself, as crawlers do."""
    return b"".join(gzip.compress(one) for one in records)


def letter(
    number: int = 1, *headers: str, body: str = f"<html><body><h1>News</h1><p>{BODY}</p></body></html>"
) -> bytes:
    head = (
        "From: Morning Letter <letter@post.example>",
        "To: me@home.example",
        f"Subject: Letter number {number}",
        "Date: Fri, 17 May 2024 09:30:00 +0200",
        f"Message-ID: <{number}@post.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/html; charset=utf-8",
        *headers,
    )
    return "\n".join((*head, "", body, "")).encode()


def box(*letters: bytes) -> bytes:
    return b"".join(b"From letter@post.example Fri May 17 09:30:00 2024\n" + one + b"\n" for one in letters)


def zipped(path: Path, entries: Mapping[str, bytes | str]) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    path.write_bytes(held.getvalue())
    return path


CONTAINER = '<container><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>'


def newspaper(subject: str = "News", spine: int = 3) -> dict[str, bytes | str]:
    """The entries of an EPUB as a recipe for e-book readers lays it out."""
    names = [f"feed_0/article_{number}/index.html" for number in range(spine)]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(spine))
    contents = '<item id="toc" href="feed_0/index.html" media-type="application/xhtml+xml"/>'
    package = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Harbour Post [Fri, 17 May 2024]'
        f"</dc:title><dc:date>2024-05-17T06:00:00+00:00</dc:date><dc:subject>{subject}</dc:subject></metadata>"
        f'<manifest>{contents}{items}</manifest><spine><itemref idref="toc"/>{refs}</spine></package>'
    )
    source = (
        '<p>This article was downloaded by <b>calibre</b> from <a rel="calibre-downloaded-from" href="{}">{}</a></p>'
    )
    pages = {
        name: page(f"Article {n}").replace(
            b"</body>", source.format(*[f"https://harbourpost.example/{n}"] * 2).encode() + b"</body>"
        )
        for n, name in enumerate(names)
    }
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "content.opf": package,
        "feed_0/index.html": page("Contents"),
        **pages,
    }
