"""The copy of a text that is matched: accents and typographic signs folded one for one, line wraps mended, and the way
back from its offsets to those of the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final

WRAPPED_LINE: Final = 55
"""A line at least this long (code points) that ends without a stop goes on in the next one."""

_SIGNS: Final = {
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "\u00b4": "'", "`": "'", "\u02bb": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\u200a": " ",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u00ad": "-",
    "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d",
    "ħ": "h", "Ħ": "H", "ə": "a", "Ə": "A",
}  # fmt: skip


def _folds() -> dict[str, str]:
    folds = dict(_SIGNS)
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base != chr(point) and base.isascii():
            folds.setdefault(chr(point), base)
    return folds | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")


_FOLDS: Final = _folds()
_FOLDED = re.compile(
    "[" + re.escape("".join(sign for sign in _FOLDS if not "\ud800" <= sign <= "\udfff")) + "\ud800-\udfff]"
)
_SPACES = re.compile(r"\n[ \n]*| [ \n]+")


def folded(text: str) -> str:
    """The text without accents on Latin letters, with plain quotes, hyphens and spaces; as long as the text given."""
    if text.isascii() and "\t" not in text and "\r" not in text:
        return text
    # An eighth of the time of str.translate, which asks the table about every letter once one is not ASCII.
    return _FOLDED.sub(lambda sign: _FOLDS[sign[0]], text)


class Normal:
    """A folded text whose runs of white space are one space, or one newline where the text breaks off.

    `text` is what rules read; `span` leads back to the text as given.
    """

    __slots__ = ("_gaps", "_shifts", "text")

    def __init__(self, raw: str) -> None:
        copy = folded(raw)
        self._gaps: list[int] = []
        self._shifts: list[int] = []
        parts: list[str] = []
        done = length = 0
        for run in _SPACES.finditer(copy):
            start, end = run.span()
            sign = _joint(copy, start, end, done)
            if end - start == 1 and sign == copy[start]:
                continue
            parts += (copy[done:start], sign)
            length += start - done + 1
            done = end
            if end - start > 1:
                self._gaps.append(length)
                self._shifts.append(end - length)
        self.text = "".join(parts) + copy[done:] if done else copy

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the text as given has what `text` has from `start` to `end` (not empty, no white space at its ends)."""
        if not self._gaps:
            return start, end
        return self._raw(start), self._raw(end - 1) + 1

    def _raw(self, position: int) -> int:
        index = bisect_right(self._gaps, position)
        return position + self._shifts[index - 1] if index else position


def _joint(copy: str, start: int, end: int, done: int) -> str:
    """What a run of white space becomes: a newline where a paragraph, heading or list entry ends, else a space."""
    breaks = copy.count("\n", start, end)
    if breaks != 1:
        return "\n" if breaks else " "
    if start == 0 or end == len(copy) or copy[start - 1] in '.!?:;"':
        return "\n"
    if copy[end - 1] == " ":
        return " "
    line = start - max(done, copy.rfind("\n", 0, start) + 1)
    return " " if line >= WRAPPED_LINE or copy[end].islower() else "\n"
