"""Posts of social networks that a page embeds, as quotations: their words, and who said them where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from reader import safe_text
from reader.article import Block, Link
from reader.cleaning.html.structure.markup import inline_of
from reader.cleaning.names import folded

POSTS_MAX: Final = 100
"""Embedded posts of one page."""
PARTS_MAX: Final = 40
"""Paragraphs of one post."""

# The class names that the networks' own embedding codes carry.
_POST = re.compile(
    r"(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|mastodon-embed|bluesky-embed"
    r"|text-post-media|threads-embed|reddit-(?:embed-bq|card)|telegram-post|truthsocial-embed)(?:\s|$)"
)
_PERMALINKS = ("cite", "data-href", "data-instgrm-permalink", "data-embed-url", "data-text-post-permalink", "data-url")
_SIGNED = re.compile(r"[—–-]\s{0,3}([^()@—–]{1,80}?)\s{0,3}\(\s?(@[\w.@-]{1,80})\s?\)\s{0,3}(.{0,60})$")
_SHARED = re.compile(
    r"(?:A (?:post|photo|video|reel) (?:shared|posted) by|Posted by|Post by)\s(.{1,120}?)(?:\s(?:on|at)\s(.{4,60}))?$"
)
_NAMED = re.compile(r"^(.{1,80}?)\s{0,3}\(\s?(@[\w.@-]{1,80})\s?\)$")
_HANDLE = re.compile(r"^@[\w.@-]{1,80}")
_IN_ADDRESS = re.compile(r"^https?://[^/]{3,60}/@?([\w.-]{2,40})/(?:status|post|posts|video)/")
_INVITATION = re.compile(
    r"^(?:View (?:this post )?on \w{3,20}|♬.{0,200}|\[image or embed\]|See (?:more|translation))$", re.IGNORECASE
)
_PICTURE = re.compile(r"\s?\[image or embed\]")


def posts_of(tree: Any) -> list[Any]:
    """The elements of embedded posts in document order, those inside others left out."""
    found: list[Any] = []
    for element in tree.iter("blockquote"):
        parent = element.getparent()
        classes = f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
        if _POST.search(classes) and not (found and found[-1] in element.iterancestors()):
            found.append(element)
            if len(found) == POSTS_MAX:
                break
    return found


def quoted_post(post: Any) -> list[Block]:
    """The post as quote blocks, the last one "— Author (@handle), date" with a link to it; empty for a post whose
    words are not in the page.
    """
    lines: list[tuple[str, tuple[Link, ...]]] = []
    signature = ""
    for text, links in _parts(post):
        shown = _PICTURE.sub("", text).strip()
        sign = _signature(shown)
        if sign:
            signature = sign
        elif shown and not _INVITATION.match(shown):
            lines.append((shown, links if shown == text else ()))
    rest = _around(post) if not signature else ""
    signed = _SIGNED.search(rest)
    signature = signature or _signature(rest[signed.start() :] if signed else rest)
    address = _permalink(post)
    if not signature and (named := _IN_ADDRESS.match(address)):
        signature = f"— @{named[1]}"
    if not lines:
        return []
    blocks = [Block("quote", safe_text.capped(text, safe_text.PARAGRAPH), links) for text, links in lines]
    if signature:
        link = (Link(0, len(signature), address),) if address else ()
        blocks.append(Block("quote", signature, link))
    return blocks


def letters_of(post: Any) -> str:
    """All the post says, folded: what the extractor made of it is found in this."""
    return folded("".join(post.itertext()))


def _parts(post: Any) -> Iterator[tuple[str, tuple[Link, ...]]]:
    paragraphs = [part for part in post.iter("p") if next(part.iter("p"), part) is part][:PARTS_MAX]
    for part in paragraphs:
        text, links = inline_of(part)
        if text:
            yield text, links
    if not paragraphs:
        text, _ = inline_of(post)
        for line in text.split("\n")[:PARTS_MAX]:
            found = _SIGNED.search(line)
            if found and found.start():
                yield line[: found.start()].strip(), ()
                yield line[found.start() :], ()
            elif line:
                yield line, ()


def _around(post: Any) -> str:
    """The text of the post outside its paragraphs."""
    pieces: list[str] = []
    for element in post.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        inside = element.tag == "p" or next(element.iterancestors("p"), None) is not None
        if element.text and not inside:
            pieces.append(element.text)
        outside = element.tag == "p" or next(element.iterancestors("p"), None) is None
        if element.tail and outside and element is not post:
            pieces.append(element.tail)
    return safe_text.line(" ".join(pieces), 400)


def _signature(text: str) -> str:
    """ "— Author (@handle), date" where the text is a signature, else empty."""
    text = " ".join(text.split())
    if found := _SIGNED.match(text):
        name, handle, date = found.groups()
        return f"— {name} ({handle})" + (f", {date}" if date else "")
    if found := _SHARED.search(text):
        name = named[0] if (named := _NAMED.match(found[1])) else found[1]
        return f"— {name}" + (f", {found[2]}" if found[2] else "")
    if (found := _HANDLE.match(text)) and len(text.split()) == 1:
        return f"— {found[0]}"
    return ""


def _permalink(post: Any) -> str:
    for name in _PERMALINKS:
        inner = next((part for part in (post, post.getparent()) if part is not None and part.get(name)), None)
        if inner is not None and (address := safe_text.url(inner.get(name))).startswith("http"):
            return address
    targets = [safe_text.url(link.get("href") or "") for link in post.iter("a")]
    return next((target for target in reversed(targets) if target.startswith("http")), "")
