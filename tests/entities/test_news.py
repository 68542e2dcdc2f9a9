"""Short news texts of our own with gold markup, a file a kind: how well who and where are found, and bars to hold.

A text opens with "=== DATE" (after "|" a remark) and runs to the next. Gold in brackets: `[[Putin|L=Vladimir Putin]]`
a leader, with the whole name where the surface is not it; `[[Georgia|N:GE]]` a country by name, `D:` by demonym, `M:`
by its capital or seat of power as actor; `?` is free, neither right nor wrong; `x` is plain text. A capital named as a
place is not marked, and not counted when it is found as such.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.entities.annotate import TextMention, annotate_text

NEWS = Path(__file__).parent / "news"
_GOLD = re.compile(r"\[\[(.+?)\|(\?|x|L|L=.+?|[NDM]:[A-Z]{2})\]\]")


class Gold(NamedTuple):
    start: int
    end: int
    kind: str
    """leader, country or free."""
    sense: str
    """The leader's whole name, or the country's code."""
    metonym: bool = False


class Story(NamedTuple):
    day: datetime.date
    text: str
    gold: list[Gold]


class Bar(NamedTuple):
    countries: float
    leaders: float


BARS = {
    "wire": Bar(0.985, 0.97), "web": Bar(0.98, 0.98), "local": Bar(0.96, 0.97), "capitals": Bar(0.96, 0.955),
    "recent": Bar(0.985, 0.955), "people": Bar(0.98, 0.9), "mixed": Bar(0.98, 0.945),
}  # fmt: skip
"""F of exact spans, by kind."""


def _parsed(day: str, marked: str) -> Story:
    text, gold, last = "", [], 0
    for found in _GOLD.finditer(marked):
        text += marked[last : found.start()]
        surface, code = found.groups()
        start, end, last = len(text), len(text) + len(surface), found.end()
        text += surface
        if code == "?":
            gold.append(Gold(start, end, "free", ""))
        elif code.startswith("L"):
            gold.append(Gold(start, end, "leader", code[2:] or surface))
        elif code != "x":
            gold.append(Gold(start, end, "country", code[2:], code.startswith("M")))
    return Story(datetime.date.fromisoformat(day), text + marked[last:], gold)


def _tokenised(marked: str) -> str:
    """As corpora of wire news write it: signs stand apart from words, every sentence on its own line."""
    plain = re.sub(r"\]\]('s\b|[,;:?!)])", r"]] \1", marked)
    plain = re.sub(r"(\w)([,;:?!)]|'s\b)(?=\s)", r"\1 \2", plain)
    plain = re.sub(r"([(\"])(?=[\w\[])", r"\1 ", plain)
    plain = re.sub(r"(?<=[a-z0-9\]])([.,])(\"?)(?=\s|$)", r" \1 \2", plain)
    return re.sub(r"(?<= \.) +(\"?) *(?=[A-Z\[])", r" \1\n", plain)


def _stories(kind: str, *, tokenised: bool = False) -> Iterator[Story]:
    for part in (NEWS / f"{kind}.txt").read_text("utf-8").split("=== ")[1:]:
        head, marked = part.split("\n", 1)
        yield _parsed(head[:10], _tokenised(marked) if tokenised else marked)


def _plain(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name).casefold().replace("-", " ")
    return "".join(sign for sign in folded if sign.isalpha() or sign == " ").split()


def _agrees(gold: Gold, one: TextMention) -> bool:
    if gold.kind == "country":
        return one.entity == gold.sense
    mine, theirs = _plain(gold.sense), _plain(one.name or "")
    return "".join(mine) == "".join(theirs) or set(mine) <= set(theirs) or set(theirs) <= set(mine)


class Tally:
    """Counts of found, missed and wrong mentions, and a line for every error."""

    def __init__(self) -> None:
        self.count: Counter[tuple[str, str]] = Counter()
        self.errors: list[str] = []

    def add(self, story: Story) -> None:
        found = [one for one in annotate_text(story.text, date=story.day) if one.kind in ("country", "leader")]
        exact: dict[tuple[str, int, int], TextMention] = {
            (one.kind, one.start, one.end): one for one in found if one.form not in ("capital", "role")
        }
        for gold in story.gold:
            if gold.kind == "free":
                continue
            one = exact.pop((gold.kind, gold.start, gold.end), None)
            self.count[gold.kind, "right" if one else "missed"] += 1
            if gold.metonym:
                self.count["metonym", "right" if one else "missed"] += 1
            if one is None:
                self._error(f"MISS {gold.sense}", story, gold.start, gold.end)
            elif not _agrees(gold, one):
                self.count[gold.kind, "confused"] += 1
                self._error(f"WHOM {gold.sense} -> {one.name}", story, gold.start, gold.end)
        free = [gold for gold in story.gold if gold.kind == "free"]
        for (kind, start, end), one in exact.items():
            if any(gold.start < end and start < gold.end for gold in free):
                continue
            self.count[kind, "wrong"] += 1
            if one.form == "metonym":
                self.count["metonym", "wrong"] += 1
            self._error(f"FALSE {kind} {one.name} {one.form}", story, start, end)

    def _error(self, what: str, story: Story, start: int, end: int) -> None:
        before, after = story.text[max(0, start - 45) : start], story.text[end : end + 35]
        self.errors.append(f"{what:48} {story.day} {before}<<{story.text[start:end]}>>{after}".replace("\n", "/"))

    def precision(self, kind: str) -> float:
        right, wrong = self.count[kind, "right"], self.count[kind, "wrong"]
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, kind: str) -> float:
        right, missed = self.count[kind, "right"], self.count[kind, "missed"]
        return right / (right + missed) if right + missed else 1.0

    def link(self, kind: str) -> float:
        """The share of the mentions found that mean whom or where they should."""
        right = self.count[kind, "right"]
        return 1 - self.count[kind, "confused"] / right if right else 1.0

    def f(self, kind: str) -> float:
        precision, recall = self.precision(kind), self.recall(kind)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __str__(self) -> str:
        figures = "  ".join(
            f"{kind} P {self.precision(kind):.3f} R {self.recall(kind):.3f} F {self.f(kind):.3f}"
            f" link {self.link(kind):.3f} (of {self.count[kind, 'right'] + self.count[kind, 'missed']})"
            for kind in ("country", "leader", "metonym")
        )
        return figures + "\n" + "\n".join(self.errors)


def tally(*kinds: str, tokenised: bool = False) -> Tally:
    counted = Tally()
    for kind in kinds:
        for story in _stories(kind, tokenised=tokenised):
            counted.add(story)
    return counted


@pytest.mark.parametrize("kind", BARS)
def test_news_of_every_kind_is_read_as_well_as_it_was(kind: str) -> None:
    counted = tally(kind)
    assert counted.f("country") >= BARS[kind].countries, str(counted)
    assert counted.f("leader") >= BARS[kind].leaders, str(counted)


def test_wire_news_cut_into_tokens_is_read_as_well() -> None:
    counted = tally("wire", tokenised=True)
    assert counted.f("country") >= BARS["wire"].countries, str(counted)
    assert counted.f("leader") >= BARS["wire"].leaders, str(counted)


def test_all_news_together_is_linked_rightly_and_its_capitals_act_where_they_should() -> None:
    counted = tally(*BARS)
    assert counted.precision("metonym") >= 0.95, str(counted)
    assert counted.recall("metonym") >= 0.95, str(counted)
    assert counted.link("country") == 1.0, str(counted)
    assert counted.link("leader") >= 0.96, str(counted)
