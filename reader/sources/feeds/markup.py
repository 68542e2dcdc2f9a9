"""Elements inside a field, written down as the HTML they are: XHTML of Atom, tags that nobody escaped in RSS."""

from __future__ import annotations

from html import escape
from typing import Final

VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements of HTML that have no end tag (HTML Living Standard, 13.1.2)."""


class Markup:
    """The text of a field from its first element on. `escaped` says that its characters are text and no HTML yet.

    `parts` is where the parser puts the characters. The <div> that Atom wants around XHTML (RFC 4287, 3.1.1.3) is
    left out.
    """

    def __init__(self, parts: list[str], depth: int, *, escaped: bool) -> None:
        self.depth = depth
        self._parts = parts
        self._escaped = escaped
        self._done: list[str] = []
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        self._flush()
        local = name.rpartition(":")[2]
        wrapper = local == "div" and self._escaped and not self._open and not "".join(self._done).strip()
        self._open.append("" if wrapper else local)
        if not wrapper:
            given = [f' {key}="{escape(value)}"' for key, value in attributes.items() if not key.startswith("xmlns")]
            self._done.append(f"<{local}{''.join(given)}>")

    def end(self, _: str) -> None:
        """The end tag of what was started last."""
        self._flush()
        local = self._open.pop()
        if local and local not in VOID:
            self._done.append(f"</{local}>")

    def text(self) -> str:
        """All of it."""
        self._flush()
        return "".join(self._done)

    def _flush(self) -> None:
        if not self._parts:
            return
        text = "".join(self._parts)
        self._parts.clear()
        if self._escaped and ("&" in text or "<" in text):
            text = escape(text, quote=False)
        self._done.append(text)
