"""The open article on Textual's line API: wrapped once, and only the lines on screen are styled."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rich.style import Style
from textual.events import Click, Leave, MouseMove, Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.article import Article, EntityKind, Mention
from reader.tui.drawing import page_line, selected_text
from reader.tui.page import TOP, Page, Spot
from reader.tui.paints import Paints
from reader.tui.pointing import LinkChosen, MentionChosen, Pointed, spot_under
from reader.tui.sides import Sides

MARGIN: Final = 2
"""Cells kept free on each side of the text."""
_CONTEXT: Final = 3
"""Lines kept above a mention or hit that is jumped to."""


class ArticleView(ScrollView, can_focus=True):
    """One article. Mentions, hits and shared entities are marked; a click on a mention or link is told."""

    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, measure: int, paints: Paints, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.measure = measure
        self._paints = paints
        self._sides: Sides | None = None
        self._awaited: tuple[Article, Spot, tuple[str, ...]] | None = None
        self._shared: frozenset[str] = frozenset()
        self._hidden: frozenset[EntityKind] = frozenset()
        self._pointed: Mention | None = None
        self._ground = Style.null()

    @property
    def page(self) -> Page | None:
        """What is shown: the open article, or the page it was made from."""
        return self._sides.up if self._sides else None

    @property
    def article(self) -> Article | None:
        """The open article."""
        if self._awaited:
            return self._awaited[0]
        return self._sides.clean.article if self._sides else None

    @property
    def entities(self) -> frozenset[str]:
        """The ids of all in the open article that are of no hidden kind."""
        mentions = self.article.mentions if self.article else ()
        return frozenset(mention.entity for mention in mentions if mention.kind not in self._hidden)

    @property
    def mention(self) -> Mention | None:
        """The mention the reader stands on."""
        return self.page.current if self.page else None

    @property
    def spot(self) -> Spot:
        """Where the reader stands in the article, also while its original is shown."""
        return self._sides.clean_spot(self._here) if self._sides else self._here

    @property
    def original_spot(self) -> Spot | None:
        """Where the reader stands in the original, also while the article is shown; None where it was not asked for."""
        return self._sides.original_spot(self._here) if self._sides else None

    @property
    def _here(self) -> Spot:
        """The text at the top of the screen."""
        if self._awaited:
            return self._awaited[1]
        return self.page.spot(round(self.scroll_y)) if self.page else TOP

    def show(self, article: Article, spot: Spot = TOP, words: tuple[str, ...] = ()) -> None:
        """Open the article at a spot, with the words searched for marked. A pane without a size scrolls there later."""
        self._awaited = (article, spot, words)
        self._shared = frozenset()
        self._show_awaited()

    def renew(self, article: Article) -> None:
        """Show the open article as it is now, at the same spot, with the cursor on the same words."""
        if self._awaited:
            self._awaited = (article, *self._awaited[1:])
        elif self._sides and not self._sides.renew(article):
            self.show(article, self.spot)
        self.refresh()

    def show_original(self, page: Article, header: str, spot: Spot = TOP) -> None:
        """Turn the open article over to the page it was made from, whose lines are blocks, at a spot of it."""
        if self._sides:
            self._sides.bring(Page(page, self._sides.clean.layout.width, header=header), spot)
            self.turn()

    def turn(self) -> bool:
        """Turn from the article to its original, or back; False where no original was brought."""
        if self._sides is None:
            return False
        width = self._width if self._width > 0 else self._sides.up.layout.width
        line = self._sides.turn(self._here, round(self.scroll_y), width)
        if line is None:
            return False
        self._awaited = None
        self._sides.up.shared = self._shared
        self._place(line)
        return True

    def turn_back(self) -> bool:
        """Turn from the original to the article; False where the article is shown already."""
        return bool(self._sides and self._sides.is_original and self.turn())

    def hide(self, kinds: frozenset[EntityKind]) -> None:
        """Mark no mentions of these kinds, and don't go to them."""
        self._hidden = kinds
        if self._sides:
            self._sides.clean.hide(kinds)
            self.refresh()

    def set_measure(self, measure: int) -> None:
        """Wrap at most `measure` cells wide, at the same spot."""
        self.measure = measure
        self._rewrap()

    def mark_shared(self, entities: Collection[str]) -> None:
        """Mark these entities a second way: another article shares them."""
        self._shared = frozenset(entities)
        if self.page and self.page.shared != self._shared:
            self.page.shared = self._shared
            self.refresh()

    def step_mention(self, by: int, *, same: bool = False) -> bool:
        """Move the mention cursor by one; False where there is none that way."""
        return self._reveal(self.page.step_mention(by, self._here, same=same) if self.page else None)

    def step_hit(self, by: int) -> bool:
        """While finding, go to the next hit, round the end; False where there is none."""
        return self._reveal(self.page.step_hit(by, self._here) if self.page and self.page.finding else None)

    def mark_words(self, words: tuple[str, ...]) -> None:
        """Mark the words that the library was searched for."""
        if self.page:
            self.page.find(words, whole=True)
            self.refresh()

    def find(self, text: str) -> int:
        """Mark where `text` stands and go to the first place from here on; how often it stands there."""
        if not self.page:
            return 0
        count = self.page.find((text,))
        self.step_hit(1)
        self.refresh()
        return count

    def forget(self) -> bool:
        """Take away the mention cursor and what was found in the article; whether there was any."""
        if self.page is None or not (self.page.current or self.page.finding):
            return False
        self.page.mention = -1
        self.page.find(())
        self.refresh()
        return True

    def jump(self, line: float) -> None:
        """Scroll so that the line is at the top, at once."""
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def move(self, lines: int) -> bool:
        """Scroll by lines; False at the end."""
        before = self.scroll_y
        self.jump(before + lines)
        return self.scroll_y != before

    def _reveal(self, spot: Spot | None) -> bool:
        if spot is None or self.page is None:
            return False
        line = self.page.line(spot)
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if not top + 1 <= line < top + height - 1:
            self.jump(max(0, line - min(_CONTEXT, height // 3)))
        self.refresh()
        return True

    # Laying out

    @property
    def _width(self) -> int:
        return min(self.measure, self.scrollable_content_region.width - 2 * MARGIN)

    @property
    def _coming_width(self) -> int:
        """The width of a pane that is not shown yet, which will have the screen to itself."""
        return min(self.measure, self.app.size.width - self.scrollbar_size_vertical - 2 * MARGIN)

    def _show_awaited(self) -> None:
        """Wrap what is to be shown; a pane without a size already has its text when it gets one, in one paint."""
        if self._awaited is None:
            return
        article, spot, words = self._awaited
        width = self._width if self._width > 0 else self._coming_width
        page = self.page
        if page is None or page.article is not article or page.layout.width != width:
            page = Page(article, width, self._hidden)
            self._sides = Sides(page)
            page.find(words, whole=True)
            self.virtual_size = Size(0, len(page.layout.lines) + 1)
            self.refresh()
        page.shared = self._shared
        if self._width > 0:
            self._awaited = None
            self.jump(page.line(spot))

    def _rewrap(self) -> None:
        if self.page and self._width > 0 and self._width != self.page.layout.width:
            spot = self._here
            self.page.wrap(self._width)
            self._place(self.page.line(spot))

    def _place(self, line: int) -> None:
        """Show the page that is up, from a line on."""
        if self.page:
            self.virtual_size = Size(0, len(self.page.layout.lines) + 1)
            self.jump(line)
            self.refresh()

    def on_resize(self, _: Resize) -> None:
        if self._awaited:
            self._show_awaited()
        else:
            self._rewrap()

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region. A pane that is painted for the first time knows its width only now."""
        self._show_awaited()
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if self.page is None:
            return Strip.blank(width, self._ground)
        selection = self.text_selection
        selected = (
            (selection, self.screen.get_component_rich_style("screen--selection")) if selection is not None else None
        )
        return page_line(self.page, y + round(self.scroll_y), width, self._paints, self._ground, selected)

    # The mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text."""
        return selected_text(self.page, selection) if self.page else "", "\n"

    def selection_updated(self, _: Selection | None) -> None:
        self.refresh()

    def on_mouse_move(self, event: MouseMove) -> None:
        spot = spot_under(event)
        number = self.page.mention_at(spot) if self.page and spot else -1
        self._point_at(self.page.places[number].mention if self.page and number >= 0 else None)

    def on_leave(self, _: Leave) -> None:
        self._point_at(None)

    def _point_at(self, mention: Mention | None) -> None:
        if mention is not self._pointed:
            self._pointed = mention
            self.post_message(Pointed(self.article, mention))

    def on_click(self, event: Click) -> None:
        spot = spot_under(event)
        if event.chain > 1 or spot is None or self.page is None:
            return
        if (number := self.page.mention_at(spot)) >= 0:
            self.page.mention = number
            self.refresh()
            self.post_message(MentionChosen(self.page.places[number].mention))
        elif url := self.page.link_at(spot):
            self.post_message(LinkChosen(url))
