"""Why a mention of the open article is marked: asked of the rules anew, and of what the user said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.article import Article, Mention
from reader.corrections import Correction, in_force
from reader.tui.messages import Why

if TYPE_CHECKING:
    from reader.library.library import Library


def why_marked(library: Library, article_id: str, mention: Mention) -> Why:
    """The reason for a mention of an article, in its words as they are stored.

    What the user said comes first; the rules are asked all the same, and may mean another entity by now, or none.
    """
    from reader.entities.explain import explain_article

    article = library.uncorrected(article_id)
    said = _said(article, mention, library.corrections()) if mention.corrected else None
    was = names_of([said], library).get(said.was, "") if said else ""
    place = (mention.block, mention.start, mention.end)
    for found, reason in explain_article(article):
        if (found.block, found.start, found.end) == place:
            return Why(reason, "" if found.entity == mention.entity else found.name, said, was)
    return Why(None, "", said, was)


def names_of(corrections: Iterable[Correction], library: Library) -> dict[str, str]:
    """The names of those whom the corrections are against, by id, as far as library or gazetteer know them."""
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    names = {}
    for id_ in {one.was for one in corrections if one.was}:
        known = load_gazetteer().entity(id_) or library.entity(id_)
        if known:
            names[id_] = known.name
    return names


def _said(article: Article, mention: Mention, corrections: Sequence[Correction]) -> Correction | None:
    """The correction that made the mention; None where it was taken back meanwhile."""
    holding = in_force(article.id, article.source, corrections)
    return next((one for one in reversed(holding) if one.when == mention.corrected), None)
