"""What kind of content some bytes are, judged by the bytes: names lie, and saved pages often have none."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

Kind = Literal["html", "text", "jsonl", "gzip", "binary", "empty", "data", "mail", "mbox", "warc"]

SAMPLE: Final = 4_096
"""Bytes looked at from the beginning of a file."""
CONTROL_SHARE: Final = 0.05
"""More control characters than this share of the sample mean that it is no text in any encoding."""

_BINARY: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or sound file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, an office document or an e-book"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article)[\s>]"  # anywhere, or any tag at the very beginning
    rb"|\A\s*<(?:main|section|div|span|p|h[1-6]|ul|ol|table|a|b|i|img|link|script|style|!--)[\s>-]",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(rb"<(?:rss|feed|rdf:rdf|opml|svg|urlset|sitemapindex|plist)[\s>]", re.IGNORECASE)
_WARC = re.compile(rb"WARC/\d\.\d\r?\n")
_MBOX = re.compile(rb"From [^\n]{1,200}\d\d:\d\d[^\n]{0,80}\n(?=>?[A-Za-z-]{1,60}:)")
_HEADER = re.compile(rb"(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL = re.compile(rb"^(?:MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def sniff(head: bytes) -> Kind:
    """The kind of a file that begins with `head`; `data` is text that is made for programs (XML feeds, JSON).

    `mail` is one message, also a page saved as MHTML, `mbox` a box of messages, `warc` a web archive.
    """
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if binary_name(head):
        return "binary"
    plain = _without_nuls(head[:SAMPLE])
    if plain is None:
        return "binary"
    if not plain.strip():
        return "empty"
    if packed := _letters(plain):
        return packed
    if _is_json(plain):
        return "jsonl" if _is_json_line(head) else "data"
    other = _OTHER_XML.search(plain)
    if _HTML.search(plain, 0, other.start() if other else len(plain)):
        return "html"
    return "data" if other else "text"


def binary_name(head: bytes) -> str:
    """What the beginning of a file says it is, for instance "a PNG image"; empty for text and for the unknown."""
    return next((name for magic, name in _BINARY if head.startswith(magic)), "")


def _letters(plain: bytes) -> Literal["mail", "mbox", "warc", ""]:
    """Whether it begins as messages do (RFC 5322; RFC 4155 for a box of them), or as a web archive."""
    if _WARC.match(plain):
        return "warc"
    if _MBOX.match(plain):
        return "mbox"
    headers = _HEADER.match(plain)
    return "mail" if headers and _MAIL.search(headers[0]) else ""


def _without_nuls(sample: bytes) -> bytes | None:
    """The sample as ASCII can be searched in it, byte order mark off; None where it is no text."""
    for mark in _MARKS:
        if sample.startswith(mark):
            return sample.removeprefix(mark).replace(b"\x00", b"")
    if b"\x00" in sample and not _looks_like_utf16(sample):
        return None
    text = sample.replace(b"\x00", b"")
    controls = len(text) - len(text.translate(None, _CONTROLS))
    return None if controls > CONTROL_SHARE * len(text) else text


def _looks_like_utf16(sample: bytes) -> bool:
    half = len(sample) // 2
    nuls = (sample[::2].count(0), sample[1::2].count(0))
    return max(nuls) > half * 0.4 and min(nuls) < half * 0.05


def _is_json(plain: bytes) -> bool:
    first = plain.lstrip()[:2].strip()
    return first[:1] == b"{" or first in (b"[", b"[{", b'["', b"[]", b"[[")


def _is_json_line(head: bytes) -> bool:
    """Whether the first line is an object of its own; one that is longer than `head` counts, if it begins like one."""
    first, newline, _ = head.removeprefix(_MARKS[0]).lstrip().partition(b"\n")
    if not newline and len(head) >= SAMPLE:
        return bool(re.match(rb'\{\s*"', first))
    try:
        return isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
