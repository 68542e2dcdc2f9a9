"""Related coverage: what else there is on the open article's subject, and why each is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from reader.tui.ages import age
from reader.tui.cells import fitted, joined, shortened
from reader.tui.paints import Paints
from reader.tui.row_list import RowList

if TYPE_CHECKING:
    from reader.article import EntityKind
    from reader.related.related import Related


class Coverage(RowList):
    """Four lines an article: its title; source, age and folded copies; what it shares with the open one; a gap."""

    ROW = 4
    GAP = 1

    def __init__(self, paints: Paints, clock: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(paints, id=id)
        self.related: Sequence[Related] = ()
        self.hidden: Collection[EntityKind] = ()
        """Kinds whose names are not highlighted."""
        self.article = ""
        self._clock = clock

    def show(self, article: str, related: Sequence[Related]) -> None:
        """List what is related to an article; asked again of the same one, with the cursor on the same."""
        selected = self.selected.id if self.selected and article == self.article else ""
        self.article = article
        self.related = related
        self.empty_text = "Nothing in the library\nis related to this article."
        self.put(0, 0)
        self.set_count(len(related))
        if index := next((number for number, one in enumerate(related) if one.id == selected), 0):
            self.put(index)
            self.keep_in_sight()

    def wait(self, article: str) -> None:
        """Have nothing to list yet."""
        self.article, self.related, self.empty_text = article, (), ""
        self.set_count(0)

    @property
    def selected(self) -> Related | None:
        """The article under the cursor."""
        return self.related[self.cursor] if 0 <= self.cursor < len(self.related) else None

    def row_line(self, index: int, part: int, ground: Style, width: int) -> list[Segment]:
        related = self.related[index]
        room = width - 2
        margin = Segment(" ", ground)
        if part == 0:
            title = shortened(related.title, room)
            return [margin, Segment(title, ground + self.paints["title"])]
        meta = ground + self.paints["muted"]
        if part == 1:
            when = age(datetime.fromtimestamp(related.date, UTC), self._clock())
            texts = [(" · ".join(filter(None, (related.source, when))), meta)]
            if related.copies:
                copies = f" · +{related.copies} {'copy' if related.copies == 1 else 'copies'}"
                texts.append((copies, ground + self.paints["muted"] + Style(italic=True)))
            return [margin, *fitted(texts, room)]
        if not related.shared:
            return [margin, *fitted([(related.why, meta)], room)]
        names = dict.fromkeys(self.hidden, meta)
        shared = [(one.name, names.get(one.kind, ground + self.paints[f"{one.kind} name"])) for one in related.shared]
        return [margin, Segment("shares ", meta), *joined(shared, (", ", meta), room - len("shares "))]
