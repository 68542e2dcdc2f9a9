"""What some bytes are is told from the bytes, whatever the file is called."""

from __future__ import annotations

import gzip

import pytest

from reader.sources.sniff import SAMPLE, Kind, sniff

PROSE = "The harbour authority said the bridge would reopen on Monday.\n"


CASES: list[tuple[bytes, Kind]] = [
    (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    (b"\xef\xbb\xbf  <HTML lang=en><p>x", "html"),
    (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN'>", "html"),
    (b"<div class='story'><p>Half a page, as some sites serve it.</p></div>", "html"),
    ("<html><body>café</body></html>".encode("utf-16"), "html"),
    ("<html><body>a page without a mark</body></html>".encode("utf-16-le"), "html"),
    (PROSE.encode(), "text"),
    (("a < b and b > c. " + PROSE).encode(), "text"),
    (f"# A headline\n\n{PROSE}".encode(), "text"),
    ("Новости дня: мост откроют.".encode("cp1251"), "text"),
    ("東京の橋が再開した。".encode("shift_jis"), "text"),
    (("\x1b[1m" + PROSE).encode(), "text"),
    (b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n', "jsonl"),
    (b'{"id": "1", "text": "' + b"x" * (2 * SAMPLE), "jsonl"),
    (b'{\n  "name": "a settings file"\n}\n', "data"),
    (b'[{"id": 1}]', "data"),
    (b"[Reuters] The bridge reopened.", "text"),
    (b"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title></channel></rss>", "data"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><title>t</title></svg>", "data"),
    (b"<html><body><svg viewBox='0 0 1 1'></svg><p>x</body></html>", "html"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    (b"PK\x03\x04" + bytes(100), "binary"),
    (bytes(range(256)) * 20, "binary"),
    (bytes(100), "binary"),
    (b"\x01\x02\x03\x04 mostly controls \x05\x06", "binary"),
    (gzip.compress(PROSE.encode()), "gzip"),
    (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "warc"),
    (b"From a@post.example Fri May 17 09:30:00 2024\nFrom: a@post.example\nSubject: x\n\ntext\n", "mbox"),
    (b"Received: from a\n\tby b\nMessage-ID: <1@post.example>\nSubject: x\n\n<html>text</html>\n", "mail"),
    (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "mail"),
    (b"From: our correspondent\nDate: Friday\n\nThe bridge reopened.\n", "text"),
    (b"From there on the bridge at 09:30 was closed.\nThe authority said so.\n", "text"),
    (b"", "empty"),
    (b" \n\t\r\n", "empty"),
    (b"\xef\xbb\xbf", "empty"),
]


@pytest.mark.parametrize(("content", "kind"), CASES, ids=[f"{kind}-{number}" for number, (_, kind) in enumerate(CASES)])
def test_the_kind_is_told_from_the_content(content: bytes, kind: Kind) -> None:
    assert sniff(content[:SAMPLE]) == kind
