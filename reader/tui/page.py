"""An article laid out, with the cursors that walk its mentions and hits. Knows nothing of the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from reader.article import Article, EntityKind, Mention
from reader.tui.layout import BLANK, Layout, lay_out, lay_out_lines
from reader.tui.marks import Mark, Place, by_part, find, mention_places, mention_style

Spot = tuple[int, int]
"""A part and a code point in it: a place in the text that stays the same at any width."""
TOP: Spot = (0, 0)


class Page:
    """One article at one width; with a `header` the page it was made from, whose lines are its blocks.

    `mention` and `hit` are the numbers of the mention and the hit the reader stands on, -1 for none. Mentions of
    the kinds in `hidden` are not there.
    """

    def __init__(self, article: Article, width: int, hidden: Collection[EntityKind] = (), *, header: str = "") -> None:
        self.article = article
        self.header = header
        self.hidden = hidden
        self.shared: frozenset[str] = frozenset()
        self.mention = self.hit = -1
        self._left: Spot | None = None
        """Where the mention was that the reader stood on, and that is none any more."""
        self.hits: list[Mark] = []
        self.finding = False
        """Whether the hits are of a search in this article, and not of one in the library."""
        self._hits_by_part = by_part(())
        self.wrap(width)

    def wrap(self, width: int) -> None:
        """Lay the article out anew; cursors and hits stay."""
        shown = lay_out_lines(self.article, self.header, width) if self.header else lay_out(self.article, width)
        self.layout: Layout = shown
        self._find_mentions()

    def hide(self, kinds: Collection[EntityKind]) -> None:
        """Leave out the mentions of these kinds; the cursor stays where its mention does."""
        self.hidden = kinds
        self._keep_cursor()

    def renew(self, article: Article) -> bool:
        """Take the same article with other mentions, the cursor on the same words; False where its words are others."""
        before = self.article
        if msgspec.structs.replace(article, mentions=before.mentions, annotator=before.annotator) != before:
            return False
        self.article = article
        self._keep_cursor()
        return True

    def _keep_cursor(self) -> None:
        place = self.places[self.mention] if self.current else None
        self._find_mentions()
        if place:
            self.mention = self.mention_at(place[:2])
            self._left = place[:2] if self.mention < 0 else None

    def _find_mentions(self) -> None:
        places = mention_places(self.article, self.layout)
        self.places: list[Place] = [place for place in places if place.mention.kind not in self.hidden]
        self._mentions_by_part: dict[int, list[tuple[int, Place]]] = {}
        for number, place in enumerate(self.places):
            self._mentions_by_part.setdefault(place.part, []).append((number, place))

    @property
    def current(self) -> Mention | None:
        """The mention the reader stands on."""
        return self.places[self.mention].mention if 0 <= self.mention < len(self.places) else None

    def spot(self, line: int) -> Spot:
        """The first text at or below a line."""
        if line > 0:
            for shown in self.layout.lines[line:]:
                if shown.part != BLANK:
                    return shown.part, shown.start
        return TOP

    def line(self, spot: Spot) -> int:
        """The line a spot stands on; 0 for one that the article does not have."""
        part, offset = spot
        return 0 if spot == TOP or part >= len(self.layout.parts) else self.layout.line_of(part, offset)

    def step_mention(self, by: int, top: Spot, *, same: bool = False) -> Spot | None:
        """Go one mention on or back, or to one of the same entity, from the top of the screen when on none yet.

        Where it stands; None, and no move, where there is none that way.
        """
        mention = self.current
        if mention is None:
            top, self._left = self._left or top, None
            first = next((n for n, place in enumerate(self.places) if place[:2] >= top), len(self.places))
            number = first if by > 0 else first - 1
        else:
            number = self.mention + by
            while same and 0 <= number < len(self.places) and self.places[number].mention.entity != mention.entity:
                number += by
        if not 0 <= number < len(self.places):
            return None
        self.mention = number
        return self.places[number][:2]

    def find(self, words: Collection[str], *, whole: bool = False) -> int:
        """Mark where the words stand, and count it."""
        self.hits = find(self.layout.parts, words, whole=whole)
        self._hits_by_part = by_part(self.hits)
        self.finding = bool(self.hits) and not whole
        self.hit = -1
        return len(self.hits)

    def step_hit(self, by: int, top: Spot) -> Spot | None:
        """Go to the next hit, round the end; to the first from the top of the screen when on none yet."""
        if not self.hits:
            return None
        if self.hit < 0:
            self.hit = next((n for n, hit in enumerate(self.hits) if (hit.part, hit.start) >= top), 0)
        else:
            self.hit = (self.hit + by) % len(self.hits)
        return self.hits[self.hit].part, self.hits[self.hit].start

    def mention_at(self, spot: Spot) -> int:
        """The number of the mention at a spot, -1 for none."""
        inside = (n for n, place in self._mentions_by_part.get(spot[0], ()) if place.start <= spot[1] < place.end)
        return next(inside, -1)

    def link_at(self, spot: Spot) -> str:
        """The address of the link at a spot; empty for none."""
        block = self.layout.parts[spot[0]].block
        links = self.article.blocks[block].links if block >= 0 else ()
        return next((link.url for link in links if link.start <= spot[1] < link.end), "")

    def overlays(self, number: int) -> Iterator[tuple[int, int, str]]:
        """What is painted over a part, later over earlier: start, end and the name of a paint."""
        block = self.layout.parts[number].block
        if block >= 0:
            for link in self.article.blocks[block].links:
                yield link.start, link.end, "link"
        for index, (_, start, end, mention) in self._mentions_by_part.get(number, ()):
            yield start, end, mention_style(mention)
            if mention.entity in self.shared:
                yield start, end, "shared"
            if index == self.mention:
                yield start, end, "current"
        for hit in self._hits_by_part.get(number, ()):
            yield hit.start, hit.end, hit.style
        if 0 <= self.hit < len(self.hits) and self.hits[self.hit].part == number:
            yield self.hits[self.hit].start, self.hits[self.hit].end, "current hit"
