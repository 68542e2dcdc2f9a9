"""From bytes to text: what kind of content it is, by its bytes and not by its name, and in which encoding."""

from __future__ import annotations

import re
import zlib
from typing import Final, Literal

from reader.cleaning.cleaned import NotAnArticleError, PageTooLargeError

INFLATED_MAX: Final = 16_000_000
"""Bytes that a compressed page may unfold to: one that unfolds further is a bomb or no page."""
SNIFFED: Final = 4096
"""Bytes at the head that are searched for a charset declaration and for the first tags."""

Kind = Literal["html", "text", "binary"]

_GZIP = b"\x1f\x8b\x08"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x7fELF", b"RIFF", b"OggS", b"ID3", b"BZh")
_META = re.compile(rb"""<meta[^>]{1,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
# Labels that pages use, by family; Python's own names for them differ (see the aliases below). Codecs that are no
# charset (zlib, idna, unicode_escape) or a known way to smuggle markup (utf-7) are not among them.
_CHARSET = re.compile(
    r"(?:utf-?8|utf-?16(?:-?[lb]e)?|us-ascii|ascii|(?:iso-?)?8859-\d{1,2}|iso-?8859-\d{1,2}(?:-[ei])?|latin-?[1-9]"
    r"|(?:windows|cp|x-cp)-?(?:125\d|874|932|936|949|950)|koi8-[rut]|gb2312|gbk|gb18030|big5(?:-hkscs)?|shift[_-]jis"
    r"|sjis|x-sjis|euc-(?:jp|kr|cn)|iso-2022-(?:jp|kr)|ks_c_5601-1987|macintosh|tis-620|ibm866|cp866)",
    re.IGNORECASE,
)
_ALIASES = {
    # WHATWG Encoding Standard: these labels mean windows-1252, GB18030, CP949 and CP932 on the web.
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-cn": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "macintosh": "mac-roman",
}
_SINGLE_BYTE = re.compile(
    r"cp(?:125\d|874|866)|iso-?8859|8859|latin|koi8|mac-roman|tis-620|ibm866|windows", re.IGNORECASE
)
_OPENING = re.compile(
    r"\s*+(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|\?xml|html|head|body|title|meta|link|script|style|div|p|h[1-6]"
    r"|article|main|section|table|span|a|ul|ol|header|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANYWHERE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|a|span|li|h[1-6]|body|html|article|td|title|script)\s*>", re.IGNORECASE)
WIDE_MIN: Final = 64
"""Bytes from which a text without a mark may be taken for UTF-16 or UTF-32."""
WIDE_SHARE: Final = 0.8
"""Share of its code units that are ASCII, as a page's tags are."""
# Which of four bytes in a row are zero in ASCII.
_WIDE: Final = {
    "utf-16-le": (0, 1, 0, 1),
    "utf-16-be": (1, 0, 1, 0),
    "utf-32-le": (0, 1, 1, 1),
    "utf-32-be": (1, 1, 1, 0),
}
CLOSING_TAGS: Final = 4
"""Closing tags at the head that make a text without any opening a page all the same."""


def inflated(content: bytes) -> bytes:
    """The content, unpacked where it is gzip. Raises PageTooLargeError beyond INFLATED_MAX bytes, NotAnArticleError
    where the archive is broken at its start; one that breaks off later gives what came before.
    """
    if not content.startswith(_GZIP):
        return content
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(content, INFLATED_MAX + 1)
    except zlib.error as error:
        raise NotAnArticleError("is a broken gzip file", remedy="fetch the page again") from error
    if len(plain) > INFLATED_MAX:
        raise PageTooLargeError(
            f"unpacks to more than {INFLATED_MAX // 1_000_000} MB", remedy="unpack it and add the part you want to read"
        )
    return plain


def kind_of(content: bytes) -> Kind:
    """What the bytes are, after unpacking; empty content is text."""
    marked = any(content.startswith(mark) for mark, _ in _MARKS) or bool(_wide(content))
    if not marked and content.startswith(_MAGIC):
        return "binary"
    head = content[:SNIFFED]
    if not marked and head.count(0) * 20 > len(head):
        return "binary"
    text = decode(head)
    if _looks_marked_up(text):
        return "html"
    controls = sum(char < " " and char not in "\t\n\r\f\x1b" for char in text) + text.count("\ufffd")
    return "binary" if controls * 10 > len(text) else "text"


def has_markup(text: str) -> bool:
    """Whether decoded text is a web page or a piece of one."""
    return _looks_marked_up(text[:SNIFFED]) or len(_CLOSING.findall(text)) >= CLOSING_TAGS


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of the content; never fails, what no encoding explains becomes U+FFFD.

    Order: byte-order mark, `declared` (the charset of an HTTP header), the page's own meta or XML declaration, UTF-8,
    windows-1252. A single-byte charset explains any bytes at all, so one gives way where they are good UTF-8 with
    multi-byte characters in it, which hardly happens by chance; a wrong declaration of UTF-8 gives way too.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    meta = _META.search(content[:SNIFFED]) or _XML.search(content[:SNIFFED])
    labels = [declared, meta[1].decode("ascii") if meta else None]
    encodings = [_codec(label) for label in labels if label and _CHARSET.fullmatch(label.strip())]
    utf8 = _as_utf8(content)
    for encoding in encodings:
        if encoding == "utf-8":
            continue
        if utf8 is not None and _SINGLE_BYTE.match(encoding) and not content.isascii():
            continue
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if utf8 is not None:
        return utf8
    last = next((e for e in encodings if e != "utf-8"), "cp1252")
    try:
        return content.decode(last, "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _wide(content: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes of its ASCII stand; empty for anything else."""
    head = content[:SNIFFED]
    if b"\0" not in head or len(head) < WIDE_MIN:
        return ""
    zeros = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    most, least = WIDE_SHARE, 1 - WIDE_SHARE
    for encoding, pattern in _WIDE.items():
        if all(share > most if zero else share < least for share, zero in zip(zeros, pattern, strict=True)):
            return encoding
    return ""


def _as_utf8(content: bytes) -> str | None:
    """UTF-8, also with a few broken bytes in it, as pages put together from pieces have; else None."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    if broken <= 0:
        return text
    multibyte = len(content) - len(text)
    return text if broken * 10 < multibyte else None


def _codec(label: str) -> str:
    label = label.strip().lower()
    if label in ("utf8", "utf-8"):
        return "utf-8"
    if label.startswith(("utf-16", "utf16")):
        return "utf-8"  # WHATWG: a page that can say so in ASCII is not UTF-16
    label = re.sub(r"^(?:windows|x-cp|cp)-?", "cp", label)
    return _ALIASES.get(label, label)


def _looks_marked_up(text: str) -> bool:
    return bool(_OPENING.match(text) or _ANYWHERE.search(text)) or len(_CLOSING.findall(text)) >= CLOSING_TAGS
