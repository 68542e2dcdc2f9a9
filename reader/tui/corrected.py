"""What the user says about who and where, in words: for the status line, the panel and the list of corrections."""

from __future__ import annotations

from reader import safe_text
from reader.corrections import Correction


def sentence(correction: Correction, was: str = "", title: str = "") -> str:
    """What a correction says, and how far it holds. `was` is the name of whom it is against, `title` that of its
    article, as far as they are known.
    """
    was = was or correction.was
    words = f"“{correction.surface}”" if correction.surface else f"Every mention of {was}"
    against = bool(was and correction.surface)
    if correction.verdict == "not":
        means = f"is not {was}" if against else "is not marked"
    else:
        other = f", not {was}" if against and correction.was != correction.entity else ""
        means = f"means {correction.name}{other}"
    return safe_text.line(f"{words} {means}, {reach(correction, title)}")


def reach(correction: Correction, title: str = "") -> str:
    """How far a correction holds."""
    if correction.scope == "everywhere":
        return "anywhere" if correction.verdict == "not" else "everywhere"
    if correction.scope == "outlet":
        return f"in {correction.subject}"
    return f"in “{title}”" if title else "in this article"
