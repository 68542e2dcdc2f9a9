"""From markup that `guard` let through to a tree: one parse, a second one where it is nested too deep."""

from __future__ import annotations

from typing import Any

from reader.cleaning import guard
from reader.cleaning.cleaned import NotAnArticleError


def parsed(page: str) -> Any:
    """The page's tree, without comments and processing instructions. Raises NotAnArticleError for an empty page."""
    from lxml import etree, html

    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticleError("is empty", remedy="save the page again") from error
    if guard.is_deep(tree):
        tree = html.document_fromstring(guard.flattened(page).encode(), parser=parser)
    return tree
