"""What each thing on the desk is painted with, made from a theme's variables in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from rich.style import Style
from textual.color import Color


class Paint(NamedTuple):
    """Names of theme variables for colour and ground, and attributes: a variable that ends in -style, or words."""

    color: str = ""
    background: str = ""
    style: str = ""


PAINTS: Final[Mapping[str, Paint]] = {
    "title": Paint("heading", style="bold"),
    "heading": Paint("heading", style="bold"),
    "facts": Paint("muted"),
    "standfirst": Paint("muted", style="italic"),
    "quote": Paint(style="italic"),
    "caption": Paint("muted", style="italic"),
    "code": Paint("muted"),
    "muted": Paint("muted"),
    "link": Paint("link", style="underline"),
    "leader": Paint("leader", style="leader-style"),
    "country": Paint("country", style="country-style"),
    "organisation": Paint("organisation", style="organisation-style"),
    "discovered": Paint("discovered", style="discovered-style"),
    "leader name": Paint("leader"),
    "country name": Paint("country"),
    "organisation name": Paint("organisation"),
    "shared": Paint("shared", "shared-background", "shared-style"),
    "current": Paint(style="current-style"),
    "hit": Paint("hit", "hit-background", "hit-style"),
    "current hit": Paint("background", "bar", "bold"),
    "unread": Paint("unread"),
    "star": Paint("star"),
    "bar": Paint("bar"),
    "cursor": Paint("", "cursor-background", "cursor-style"),
    "cursor elsewhere": Paint("", "cursor-blurred-background"),
    "hover": Paint("", "hover-background"),
    "place": Paint("status"),
    "key": Paint("key", style="bold"),
    "problem": Paint("error", style="bold"),
}

_WITHOUT_COLOUR: Final[Mapping[str, str]] = {
    "cursor": "reverse",
    "shared": "reverse",
    "hit": "reverse",
    "current hit": "reverse bold",
    "current": "bold blink",
}
"""Attributes that stand in where only a ground would tell something apart."""


class Paints:
    """Styles by name. One for the whole desk: changing the theme changes what all panes paint with."""

    def __init__(self, variables: Mapping[str, str], *, colour: bool = True) -> None:
        self._colour = colour
        self.use(variables)

    def use(self, variables: Mapping[str, str]) -> None:
        """Paint with the variables of another theme."""
        self._styles = {name: self._style(name, paint, variables) for name, paint in PAINTS.items()}

    def __getitem__(self, name: str) -> Style:
        return self._styles[name]

    def _style(self, name: str, paint: Paint, variables: Mapping[str, str]) -> Style:
        words = variables[paint.style] if paint.style.endswith("-style") else paint.style
        if not self._colour and name in _WITHOUT_COLOUR:
            words = _WITHOUT_COLOUR[name]
        attributes = {word: True for word in words.split() if word != "none"}
        return Style(
            color=Color.parse(variables[paint.color]).rich_color if paint.color else None,
            bgcolor=Color.parse(variables[paint.background]).rich_color if paint.background else None,
            **attributes,  # type: ignore[arg-type] # the loader of themes lets only attributes through
        )
