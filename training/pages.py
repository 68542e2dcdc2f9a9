"""Labelled texts to learn from: raw texts that come with labels, and pages of HTML turned into text and labelled."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from reader import safe_text
from reader.cleaning.decode import decode
from reader.cleaning.text.lines import Line, lines_of
from training.labels import labels, words_of
from training.renderings import RENDERINGS, Rendering, text_of

FOLDS: Final = 5
LINES_MAX: Final = 4_000
"""Lines of the longest text that is learned from."""
AHEAD: Final = 60
"""Raw lines among which a line is looked for: blank ones are many."""
RAW_SETS: Final = ("zyte_insc_dev", "zyte_flat_dev")
HTML_SETS: Final = ("zyte", "readability", "newspaper4k")

Label = Literal["body", "free", "other"]


class Text(msgspec.Struct, frozen=True):
    """A page as plain text: its lines with their labels, which page of which set it is, and the body to be found.

    Every text of one page has the same `page`, so that all of them are left out together.
    """

    page: str
    origin: str
    rendering: str
    lines: list[Line]
    labels: list[Label]
    gold: str

    @property
    def fold(self) -> int:
        """The fold that the page is in, by a digest of its name."""
        return int(hashlib.md5(self.page.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def raw_texts(folder: Path) -> list[Text]:
    """The labelled raw texts under an evaluation folder."""
    texts = []
    for name in RAW_SETS:
        for record in _records(folder / "rawtext" / f"{name}.jsonl"):
            marks: list[Label] = [
                "body" if mark in ("B", "S") else "free" if mark in ("T", "F", "C") else "other"
                for mark in record["labels"]
            ]
            texts.append(_text(record, name, "given", record["lines"], marks, record["gold"]["paragraphs"]))
    return texts


def page_texts(folder: Path) -> list[Text]:
    """The HTML pages under an evaluation folder in all renderings; texts without a line of the article are left out."""
    texts = []
    for name in HTML_SETS:
        for record in _records(folder / "extraction" / name / "manifest.jsonl"):
            html = decode(gzip.decompress((folder / "extraction" / name / record["file"]).read_bytes()))
            for rendering in RENDERINGS:
                text = rendered(record, name, html, rendering)
                if "body" in text.labels and len(text.lines) <= LINES_MAX:
                    texts.append(text)
    return texts


def rendered(record: dict[str, Any], origin: str, html: str, rendering: Rendering) -> Text:
    """One rendering of a page with labels from its gold; a line that repeats the title is free."""
    raw = text_of(html, rendering)
    title = words_of(record.get("title") or "")
    good = labels(raw, record["paragraphs"])
    marks: list[Label] = [
        "body" if body else "free" if title and words_of(line) == title else "other"
        for body, line in zip(good, raw, strict=True)
    ]
    return _text(record, origin, rendering.name, raw, marks, record["paragraphs"])


def _text(
    record: dict[str, Any], origin: str, rendering: str, raw: list[str], marks: list[Label], paragraphs: list[str]
) -> Text:
    lines = lines_of("\n".join(raw))
    return Text(record["id"], origin, rendering, lines, _carried(lines, raw, marks), "\n".join(paragraphs))


def _carried(lines: list[Line], raw: list[str], marks: list[Label]) -> list[Label]:
    """The label of each line that is left of the raw ones; "free" for one that is not found among the next AHEAD."""
    plain = [safe_text.line(text, safe_text.PARAGRAPH) for text in raw]
    out: list[Label] = []
    place = 0
    for line in lines:
        found = next((n for n in range(place, min(len(plain), place + AHEAD)) if line.text in plain[n]), None)
        out.append("free" if found is None else marks[found])
        place = place if found is None else found + 1
    return out


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
