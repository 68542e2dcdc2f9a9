"""Web pages: one parse, the extractor's tree as blocks, then what the extractor leaves to do."""

from __future__ import annotations

import contextlib
import logging
from typing import Any, Final

from reader import safe_text
from reader.article import Block, BlockKind
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.dateline import dateline_of
from reader.cleaning.html import walls
from reader.cleaning.html.boxes import drop_boxes
from reader.cleaning.html.facts import jsonld
from reader.cleaning.html.facts.metadata import Facts, completed, facts_of
from reader.cleaning.html.parsing import parsed
from reader.cleaning.html.recovery import recovered, running_text, stated_blocks
from reader.cleaning.html.repeats import without_pulled, without_repeats, without_told
from reader.cleaning.html.sift import sifted
from reader.cleaning.html.structure.captions import captions_of, with_captions
from reader.cleaning.html.structure.embeds import posts_of
from reader.cleaning.html.structure.live import with_entries
from reader.cleaning.html.structure.markup import base_of
from reader.cleaning.html.structure.outline import match, outline_of
from reader.cleaning.html.structure.prepare import with_quotation_marks
from reader.cleaning.html.structure.restore import restored
from reader.cleaning.html.structure.tree import blocks_of, live_links
from reader.cleaning.html.walls import shown_texts
from reader.cleaning.names import folded
from reader.cleaning.text.article import clean_lines
from reader.cleaning.text.lines import word_count

SHORT: Final = 250
"""Characters; an extraction below is compared with the page's JSON-LD and its plain text."""
WORDS_MIN: Final = 8
"""Words of the shortest text that counts as an article in a page that marks none as such."""

POURED: Final = 0.6
"""Least ratio of sizes between one poured block and the paragraphs that are the same text."""
BODY_SHARE: Final = 0.4
"""Share of the body above which a text is the article and not its standfirst."""
OPENING: Final = 4
"""Blocks at the beginning among which a description may come again."""


def article_of(page: str, *, url: str = "") -> Cleaned:
    """The article of a web page. Raises NotAnArticleError and PageTooLargeError."""
    tree = parsed(page)
    held = list(tree.iter())  # lxml makes Python's side of an element anew for every walk, unless somebody holds it
    cleaned = _article_in(tree, url)
    del held
    return cleaned


def _article_in(tree: Any, url: str) -> Cleaned:
    record = jsonld.stated(tree, url=url)
    facts = facts_of(tree, record, url=url)
    with_quotation_marks(tree)
    parts = [tree, *drop_boxes(tree)]
    document = _extracted(tree, facts.url)
    if document is None:
        return _rescued(parts, record, facts)
    blocks = blocks_of(document.body)
    blocks = _in_paragraphs(blocks, record, tree)
    blocks = recovered(tree, blocks, stated=record.body, title=facts.title, base=facts.url)
    if _size(blocks) < SHORT:
        blocks = _fuller(blocks, record, tree)
    return _assembled(parts, record, facts, blocks)


def _extracted(tree: Any, url: str) -> Any:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        include_images=False,
        with_metadata=False,
        deduplicate=False,
    )


def _rescued(parts: list[Any], record: jsonld.Stated, facts: Facts) -> Cleaned:
    """For a page in which the extractor sees nothing: its JSON-LD, else its plain text."""
    return _assembled(parts, record, facts, _fuller([], record, parts[0]))


def _fuller(blocks: list[Block], record: jsonld.Stated, tree: Any) -> list[Block]:
    """The longest of: the blocks, the article text of the JSON-LD, and the page's own paragraphs where they hold what
    was found; where none of them has anything, what the cleaner of raw text finds.
    """
    best = max(blocks, stated_blocks(record.body), key=_size)
    if _size(best) < SHORT:
        best = max(best, running_text(tree, beside=best), key=_size)
    if not best:
        with contextlib.suppress(NotAnArticleError):
            best = list(clean_lines(_plain(tree)).blocks)
    return best


def _in_paragraphs(blocks: list[Block], record: jsonld.Stated, tree: Any) -> list[Block]:
    """The blocks; or, where the extractor poured all it found into one, the same text in its paragraphs.

    It does so with short articles and with the text of JSON-LD.
    """
    if len(blocks) != 1:
        return blocks
    size = _size(blocks)
    for parts in (stated_blocks(record.body), _marked_paragraphs(tree)):
        if len(parts) > 1 and POURED * size <= _size(parts) <= size / POURED:
            return parts
    return blocks


def _marked_paragraphs(tree: Any) -> list[Block]:
    """The paragraphs and subheadings in the page's first article element."""
    article = next(tree.iter("article"), None)
    blocks = []
    for element in article.iter("p", "h2", "h3", "li") if article is not None else ():
        text = safe_text.line(" ".join(element.itertext()), safe_text.PARAGRAPH)
        kind: BlockKind = "paragraph" if element.tag == "p" else "list_item" if element.tag == "li" else "heading"
        if text:
            blocks.append(Block(kind, text, level=0 if kind == "paragraph" else 1 if kind == "list_item" else 2))
    return blocks


def _plain(tree: Any) -> str:
    """The page as plain text; empty where it breaks off in its head."""
    from trafilatura import html2txt

    return "" if tree.find("body") is None else str(html2txt(tree))


def _assembled(parts: list[Any], record: jsonld.Stated, facts: Facts, blocks: list[Block]) -> Cleaned:
    tree = parts[0]
    blocks = walls.without_notices(blocks)
    standfirst = _unless_body(blocks, facts.standfirst) or _unless_in(blocks, facts.description)
    base = base_of(tree, facts.url)
    captions = captions_of(tree)
    outline = outline_of(tree, blocks, captions, posts_of(tree))
    blocks = restored(outline, blocks, base=base, known=[facts.title or "", standfirst or ""])
    blocks = with_entries(tree, outline, blocks)
    blocks = without_repeats(blocks, lambda: " ".join(shown_texts(parts[:1])))
    blocks = without_pulled(without_told(blocks, tree, captions))
    blocks = sifted(blocks, title=facts.title, standfirst=standfirst, byline=facts.byline)
    blocks = [live_links(block) for block in blocks]
    prose = " ".join(block.text for block in blocks)
    words = word_count(prose)
    walls.refuse_error_page(tree, words)
    if not _is_enough(parts, blocks, words):
        walls.refuse_empty(parts)
    walls.refuse_index(parts, blocks)
    walls.refuse_stub(parts, blocks, free=record.free, stated_words=record.words)
    first = next((block.text for block in blocks if block.kind == "paragraph"), "")
    match(outline, blocks)
    dateline = dateline_of(first)
    facts = completed(facts, standfirst=standfirst, text=prose, dateline=dateline)
    return Cleaned(
        url=facts.url,
        title=facts.title,
        standfirst=standfirst,
        byline=facts.byline,
        source=facts.source,
        published=facts.published,
        tags=facts.tags,
        agencies=facts.agencies,
        updated=facts.updated,
        section=facts.section,
        origins=facts.origins,
        language=facts.language,
        dateline=dateline,
        blocks=tuple(with_captions(outline, blocks, title=facts.title, people=facts.byline, base=base)),
    )


def _unless_body(blocks: list[Block], standfirst: str | None) -> str | None:
    """The standfirst, unless it is the better part of the body."""
    if not standfirst:
        return None
    same = sum(len(block.text) for block in blocks if folded(block.text) == folded(standfirst))
    return None if same > BODY_SHARE * _size(blocks) else standfirst


def _unless_in(blocks: list[Block], description: str | None) -> str | None:
    """The description, unless the body opens with it or says it in nearly the same words: then it is no standfirst."""
    if not description:
        return None
    words = set(description.lower().split())
    for block in blocks[:OPENING]:
        other = set(block.text.lower().split())
        if len(words & other) >= 0.8 * len(words):
            return None
    return description


def _is_enough(parts: list[Any], blocks: list[Block], words: int) -> bool:
    if words >= WORDS_MIN:
        return True
    return words > 0 and (next(parts[0].iter("article"), None) is not None or walls.is_whole(parts, blocks))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
