"""The tags of an article in raw page text: bullets right after its last line, or a line "Tags: one, two"."""

from __future__ import annotations

import re
from typing import Final

from reader.cleaning.text.lines import Line

TAG_WORDS: Final = 6
TAGS_MIN: Final = 2

_TAGS = re.compile(
    r"(?:related )?(?:tags?|topics?|keywords|filed under|schlagworte|schlagwörter|themen|étiquettes|mots-clés|etiquetas"
    r"|temas|tópicos|etichette|argomenti|tagi|теги|метки|标签|關鍵字|タグ|태그|الوسوم|الكلمات المفتاحية)\s*[:：]?",
    re.IGNORECASE,
)
_TAG_LINE = re.compile(rf"{_TAGS.pattern}(?<=[:：])\s*(.+)$", re.IGNORECASE)


def tags_after(lines: list[Line], kept: list[int]) -> tuple[str, ...]:
    """The tags listed right after the article's last line, pointers to other stories in between not counted."""
    if not kept:
        return ()
    tags: list[str] = []
    number = kept[-1] + 1
    while number < len(lines) and (
        lines[number].pointer or lines[number].credit or _TAGS.fullmatch(lines[number].text)
    ):
        number += 1
    labelled = _TAGS.fullmatch(lines[number - 1].text) is not None
    while number < len(lines):
        line = lines[number]
        marked = line.bullet or labelled or line.text.startswith("#")
        if not marked or line.words > TAG_WORDS or line.ends or line.junk or line.dated:
            break
        if line.blank_before and tags and not line.bullet:
            break
        tags.append(line.text.strip("# "))
        number += 1
    return tuple(tags) if len(tags) >= TAGS_MIN else ()


def is_tags_label(line: Line) -> bool:
    """Whether the line is no more than "Tags:"."""
    return line.words <= 3 and _TAGS.fullmatch(line.text) is not None


def tag_line(line: Line) -> tuple[str, ...]:
    """The tags of a line "Tags: one, two" or "#one #two"; none for other lines."""
    if line.words > 60 or line.ends:
        return ()
    match = _TAG_LINE.match(line.text)
    hashed = line.text.startswith("#") and all(word.startswith("#") for word in line.text.split())
    if not match and not hashed:
        return ()
    tags = [tag.strip("# ") for tag in re.split(r"[,;|•·、，]|\s?(?=#)", match[1] if match else line.text)]
    return tuple(tag for tag in tags if tag and len(tag.split()) <= TAG_WORDS)
