"""The page in a message (RFC 5322, MIME): a newsletter, or a web page that a browser saved as MHTML (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Final

from reader.sources.archives.anchors import anchors
from reader.sources.page import PAGE_LIMIT, Page, SourceFailure

MESSAGE_LIMIT: Final = 32 * 2**20
"""Bytes of one message with all that is attached to it."""
HEADER_BYTES: Final = 256 * 1024
"""Bytes of a message's headers."""
PARTS: Final = 200
"""Parts of a message that are looked at."""
_DEPTH: Final = 20
_AS_IT_IS: Final = frozenset(("", "utf-8", "us-ascii", "idna", "punycode", "unicode_escape", "raw_unicode_escape"))
"""Charsets that need no decoding, and names that Python knows and that are none."""
_ID = re.compile(r"<([!-~]{3,160})>")
_LIST = re.compile(r"\s*\"?([^<\"]{0,200}?)\"?\s*<")
_ON_THE_WEB = re.compile(
    r"in (?:your |a |the )?browser|online|im browser|web ?version|dans (?:votre|le) navigateur"
    r"|en (?:el|su|tu) navegador|no (?:seu )?navegador",
    re.IGNORECASE,
)
_LINK_WORDS: Final = 80
_ENCLOSED_HEAD: Final = 40_000
"""Bytes at a newsletter's beginning where the link to its copy on the web stands."""


def page_of_message(content: bytes, address: str, weight: int = 0) -> Page | SourceFailure:
    """The page in a message: its HTML part, else its plain one; attachments are passed over.

    The subject is its title, the list or the sender its source, the date its date, the Message-ID its id; of a saved
    page its address is the url. What has neither part, or more than the limits allow, is a failure.
    """
    if len(content) > MESSAGE_LIMIT:
        return SourceFailure(address, f"the message has more than {MESSAGE_LIMIT >> 20} MB", weight=weight)
    if not _has_modest_headers(content):
        return SourceFailure(address, "the message has more headers than are read", weight=weight)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(content)
        part = _readable(message)
        body = _body(part) if part is not None else b""
    except (MessageError, ValueError, LookupError, AssertionError, RecursionError) as error:
        return SourceFailure(address, f"the message cannot be read: {error}", weight=weight)
    if part is None or not body.strip():
        return SourceFailure(address, "the message has no text in it", skipped=True, weight=weight)
    if len(body) > PAGE_LIMIT:
        return SourceFailure(address, f"its text has more than {PAGE_LIMIT >> 20} MB", weight=weight)
    is_html = part.get_content_type() == "text/html"
    saved = _words(message, "Snapshot-Content-Location") or (
        _words(message, "Content-Location") if message.get_content_type() == "multipart/related" else ""
    )
    if saved:
        url = saved if saved.startswith(("http://", "https://")) else ""
        return Page(address, body, "html" if is_html else "text", url=url, weight=weight, fetched=_date(message))
    return Page(
        address,
        body,
        "html" if is_html else "text",
        url=_on_the_web(message, body) if is_html else "",
        id=_id(message),
        title=_words(message, "Subject"),
        published=_date(message),
        source=_outlet(message),
        weight=weight,
    )


def _has_modest_headers(content: bytes) -> bool:
    end = content.find(b"\n\n", 0, HEADER_BYTES)
    return len(content) <= HEADER_BYTES or end >= 0 or content.find(b"\n\r\n", 0, HEADER_BYTES) >= 0


def _readable(message: Message) -> Message | None:
    """The part that is read: the first HTML one, else the first plain one."""
    plain: Message | None = None
    for part in _parts(message):
        if part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
        if plain is None and part.get_content_type() == "text/plain":
            plain = part
    return plain


def _parts(message: Message) -> Iterator[Message]:
    """The parts without their wrappings, in order, at most PARTS of them."""
    waiting = [(message, 0)]
    seen = 0
    while waiting and seen < PARTS:
        part, depth = waiting.pop()
        seen += 1
        if not part.is_multipart():
            yield part
            continue
        payload = part.get_payload()
        if isinstance(payload, list) and depth < _DEPTH and part.get_content_type() != "message/rfc822":
            waiting += [(inner, depth + 1) for inner in reversed(payload[:PARTS]) if isinstance(inner, Message)]


def _body(part: Message) -> bytes:
    """The part's text in UTF-8: wrong charsets and damaged transfer encodings cost characters, not the text."""
    charset = part.get_content_charset("")
    part.del_param("charset")  # the parser would decode by it, and some are no charsets of texts
    packed = part.get_payload(decode=True)
    content = packed if isinstance(packed, bytes) else b""
    try:
        return content if charset in _AS_IT_IS else content.decode(charset, "replace").encode()
    except (LookupError, UnicodeError):
        return content


def _words(message: Message, name: str) -> str:
    """A header's words, decoded (RFC 2047); empty where there is none."""
    value = str(message.get(name, ""))[:4_000]
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(value.split())


def _id(message: Message) -> str:
    """What the Message-ID makes of it, never the id of another kind of article; empty where it has none."""
    found = _ID.search(str(message.get("Message-ID", ""))[:1_000])
    return f"mail:{found[1]}" if found else ""


def _date(message: Message) -> str:
    """The date as RFC 5322 has it; empty where nobody could read it, since a letter without a date is still one."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(message.get("Date", ""))[:200]).isoformat()
    except (ValueError, OverflowError, IndexError, TypeError):
        return ""


def _outlet(message: Message) -> str:
    """Who it is from: the list's name, else the sender's, else the host of the sender's address."""
    named = _LIST.match(_words(message, "List-Id"))
    if named and named[1].strip():
        return named[1].strip()
    name, mail = parseaddr(_words(message, "From"))
    return name or mail.rpartition("@")[2]


def _on_the_web(message: Message, body: bytes) -> str:
    """Where the newsletter can be read on the web; empty where it does not say."""
    told = _words(message, "Archived-At").strip("<>")
    if told.startswith(("http://", "https://")):
        return told
    for anchor in anchors(body[:_ENCLOSED_HEAD].decode("utf-8", "replace")):
        if anchor.url.startswith(("http://", "https://")) and _ON_THE_WEB.search(anchor.words[:_LINK_WORDS]):
            return anchor.url
    return ""
