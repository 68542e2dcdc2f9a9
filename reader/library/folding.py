"""Names as they are compared: case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The words of `text` without case and accents, one space apart: "São Tomé" and "SAO-TOME" are the same."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(_WORD.findall(text.casefold()))
