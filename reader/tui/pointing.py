"""What the mouse does in an article, as messages, and the text that is under it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import MouseEvent
from textual.message import Message

from reader.article import Article, Mention
from reader.tui.page import Spot


@dataclass
class MentionChosen(Message):
    """A mention was clicked."""

    mention: Mention


@dataclass
class Pointed(Message):
    """The mouse has come to another mention, or to none."""

    article: Article | None
    mention: Mention | None


@dataclass
class LinkChosen(Message):
    """A link was clicked."""

    url: str


def spot_under(event: MouseEvent) -> Spot | None:
    """The text under the mouse, as the drawn line says."""
    offset = event.style.meta.get("offset")
    return (offset[1], offset[0]) if offset is not None else None
