"""Libraries of any size with invented articles, built through the real library and kept for the run."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from reader.article import Article, Block, Mention
from reader.library.library import Incoming, Library

NEWEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
BATCH: Final = 500
COUNTRIES: Final = {"DE": "Germany", "FR": "France", "JP": "Japan", "BR": "Brazil", "ZA": "South Africa", "IN": "India"}
LEADERS: Final = {
    "emmanuel-macron": ("Emmanuel Macron", "FR"),
    "narendra-modi": ("Narendra Modi", "IN"),
    "olaf-scholz": ("Olaf Scholz", "DE"),
}
_WORDS = (
    "summit budget council treaty delegation border harbour election parliament envoy tariff reform ceasefire inquiry "
    "minister statement session accord pipeline railway drought harvest currency reserve patrol convoy hospital "
    "teacher court ruling appeal ballot coalition mandate quarter visit talks draft clause vote".split()
)


def invented_article(number: int, words: int, annotator: str) -> Article:
    """Article `number` of `words` words with mentions; the same for the same arguments."""
    chance = random.Random(number)
    blocks: list[Block] = []
    mentions: list[Mention] = []
    left = words
    while left > 0:
        size = min(left, chance.randint(50, 90))
        left -= size
        text = ""
        while size > 0:
            pick = chance.random()
            if pick < 1 / 25:
                code = chance.choice(list(COUNTRIES))
                surface = COUNTRIES[code]
                mentions.append(
                    Mention(len(blocks), len(text), len(text) + len(surface), code, "country", "name", surface)
                )
            elif pick < 1 / 15:
                slug = chance.choice(list(LEADERS))
                surface, country = LEADERS[slug]
                mentions.append(
                    Mention(
                        len(blocks), len(text), len(text) + len(surface), slug, "leader", "name", surface, country, ""
                    )
                )
            else:
                surface = chance.choice(_WORDS)
            text += surface + " "
            size -= len(surface.split())
        blocks.append(Block("paragraph", text.strip()))
    return Article(
        id=f"bench{number:07d}",
        fetched=NEWEST,
        url=f"https://bench.example/{number}",
        title=f"Row {number:07d} {' '.join(chance.sample(_WORDS, 6))}",
        source="Bench Wire",
        published=NEWEST - timedelta(minutes=7 * number),
        language="en",
        blocks=tuple(blocks),
        mentions=tuple(mentions),
        annotator=annotator,
    )


def build(folder: Path, articles: int, words: int, *, annotator: str = "bench") -> Path:
    """A library in `folder` with `articles` articles of `words` words; returns `folder`.

    Their mentions are said to be of `annotator`; an open desk has those of any but the present one read anew.
    """
    with Library.open(folder, create=True) as library:
        for first in range(0, articles, BATCH):
            batch = [
                Incoming(invented_article(number, words, annotator), None)
                for number in range(first, min(first + BATCH, articles))
            ]
            library.add(batch)
    return folder
