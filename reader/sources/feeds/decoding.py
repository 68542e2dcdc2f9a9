"""From the bytes of a feed to text that an XML or JSON parser can take: its encoding, and no control characters.

Apart from the parsers, because what servers and declarations say of an encoding is wrong too often to be followed.
"""

from __future__ import annotations

import codecs
import re
import sys
import zlib
from typing import Final

from reader.sources.feeds.feed import NotAFeedError

BYTES: Final = 32 * 2**20
"""Bytes of a feed that are read, unpacked; what follows is left out and a note says so."""
REFERENCES: Final = 2_000_000
"""Numeric references of one feed that are looked at."""
HEAD: Final = 1_024
"""Bytes at the beginning that are searched for a declaration of the encoding."""

_GZIP: Final = b"\x1f\x8b"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_WIDE: Final = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,400}?\bencoding\s*=\s*["']\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_ALIASES: Final = {
    # WHATWG Encoding Standard: on the web these labels mean supersets of what they name.
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "macintosh": "mac-roman",
}
_USABLE = re.compile(
    r"(?:iso-?8859|latin|windows-?|x-cp|cp|ibm|koi8|mac|tis|gb|big5|shift|sjis|x-sjis|euc|iso-2022|ks_c|ascii|us-ascii)"
    r"[a-z0-9_-]*",
    re.IGNORECASE,
)
# Characters 128 to 159 are no letters: who writes them means the windows-1252 characters of those places.
_C1: Final[dict[int, str]] = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)} | {
    0x85: "\n"
}
_STRIPPED: Final[dict[int, str]] = _C1 | dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, 0xFEFF), ""
)
_NUMERIC = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_C0: Final = bytes((*range(9), 11, 12, *range(14, 32), 0x7F))
_C1_UTF8 = re.compile(rb"\xc2[\x80-\x9f]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What cannot be UTF-8 is read as windows-1252, which it nearly always is: feeds are put together from pieces."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("dateline-cp1252", _as_cp1252)


def is_binary(content: bytes) -> bool:
    """Whether bytes are no text in any encoding that feeds come in."""
    head = content[:HEAD]
    if head.startswith(_WIDE):
        return False
    return (len(head) - len(head.translate(None, _C0))) * 8 > len(head)


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a feed without any control character but tab and line ends; never fails.

    Order: byte-order mark or the zero bytes of UTF-16, UTF-8 where the bytes are good UTF-8, the XML declaration, the
    header's charset. Bytes that are not UTF-8 and declared as nothing else are windows-1252, each for itself.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return without_controls(content.decode(encoding, "dateline-cp1252" if encoding == "utf-8" else "replace"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return without_controls(_declared(content, content_type))
    return without_controls(text) if _has_controls(content) else text


def _has_controls(content: bytes) -> bool:
    """Whether UTF-8 may have forbidden characters in it, told in a fifth of the time that searching its text takes."""
    if len(content.translate(None, _C0)) != len(content):
        return True
    return bool(_C1_UTF8.search(content)) or b"\xef\xbb\xbf" in content or b"\xef\xbf" in content


def _declared(content: bytes, content_type: str) -> str:
    """The text by what is said of its encoding."""
    declared = _DECLARED.search(content, 0, HEAD)
    header = _CHARSET.search(content_type)
    for label in (declared[1].decode("ascii") if declared else "", header[1] if header else ""):
        codec = _ALIASES.get(label.lower(), label)
        if label and _USABLE.fullmatch(label):
            try:
                return content.decode(codec.replace("windows-", "cp"), "replace")
            except LookupError:
                continue
    return content.decode("utf-8", "dateline-cp1252")


def without_controls(text: str) -> str:
    """The text without what XML and terminals forbid; C1 characters become what windows-1252 has in their place."""
    if not _FORBIDDEN.search(text):
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", text.translate(_STRIPPED))


def without_bad_references(text: str) -> str:
    """The text without numeric references to what XML forbids; those to C1 characters as windows-1252 has them."""
    return _NUMERIC.sub(_allowed, text, count=REFERENCES) if "&#" in text else text


def _allowed(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in _STRIPPED:
        return _STRIPPED[code]
    return "" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else match[0]


def unpacked(content: bytes) -> bytes:
    """The content, unpacked where it is gzip as sitemaps often are, at most BYTES and one byte more."""
    if not content.startswith(_GZIP):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(content, BYTES + 1)
    except zlib.error as error:
        raise NotAFeedError("is a damaged gzip file, not a feed", remedy="fetch it again") from error
