"""The entry of a feed: markup that is an article already, so that nothing has to be found in it, only shown.

The extractor looks for an article in a page; given an entry it drops paragraphs, and takes thirty times as long.
"""

from __future__ import annotations

from reader.article import Block
from reader.cleaning.html.boxes import drop_boxes
from reader.cleaning.html.parsing import parsed
from reader.cleaning.html.sift import sifted
from reader.cleaning.html.structure.markup_tree import as_extracted
from reader.cleaning.html.structure.tree import blocks_of, live_links


def blocks_of_entry(markup: str, *, base: str, title: str | None, byline: tuple[str, ...]) -> list[Block]:
    """The entry's blocks without its title again and what feeds put below ("The post … appeared first on …").

    Relative links are against `base`. Where all of it reads like such furniture, all of it stays: an entry says nothing
    else. Raises NotAnArticleError for one without anything in it.
    """
    tree = parsed(f"<body>{markup}</body>")
    body = tree.find("body")
    if body is None:
        return []
    drop_boxes(tree)
    as_extracted(body, base)
    blocks = blocks_of(body)
    return [live_links(block) for block in sifted(blocks, title=title, standfirst=None, byline=byline) or blocks]
