"""Cards of entities, the entities of a list, the links of an article; and what leaves the desk: address and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from reader.errors import DatelineError
from reader.tui.messages import CardReady, CardRequest, WhyReady
from reader.tui.requests import entity_query

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.article import Mention
    from reader.library.rows import EntityRow
    from reader.tui.card import CardScreen
    from reader.tui.desktop import Desktop
    from reader.tui.mending import Mending
    from reader.tui.reading import Reading
    from reader.tui.searching import Searching


class People:
    """Opens small screens over the desk, and does what comes out of them."""

    def __init__(
        self, desktop: Desktop, screen: Screen[None], reading: Reading, searching: Searching, mending: Mending
    ) -> None:
        self._desktop = desktop
        self._screen = screen
        self._reading = reading
        self._searching = searching
        self._mending = mending
        self._entities_wanted = False

    # Cards

    def card_of(self, mention: Mention) -> None:
        """The card of whom a mention of the focused article names."""
        article = self._desktop.focused_view.article
        on = article.published.date() if article and article.published else None
        self.card(CardRequest.of(mention, on))

    def card(self, request: CardRequest) -> None:
        """Open a card, and ask for what fills it."""
        from reader.tui.card import COVERAGE, WHY, CardScreen
        from reader.tui.why import MEND

        def closed(result: str | None) -> None:
            if result == COVERAGE:
                self._searching.filter(entity_query(request.entity, request.kind))
            elif result == MEND:
                self._mending.mend_card(request)
            elif result == WHY and request.mention:
                self._why(request.mention)
            elif result:
                self._reading.open(result)
                self._desktop.rows.select(result)

        self._screen.app.push_screen(CardScreen(request), closed)
        self._desktop.requests.card(request)

    def card_ready(self, ready: CardReady) -> None:
        """What fills the open card has come."""
        from reader.tui.card import CardScreen

        screen: Screen[object] | CardScreen = self._screen.app.screen
        if isinstance(screen, CardScreen) and screen.request == ready.request:
            screen.fill(ready)

    # Why words are marked

    def why(self) -> None:
        """Why the mention under the cursor is marked."""
        if mention := self._desktop.focused_view.mention:
            self._why(mention)
        else:
            self._desktop.status.say("Choose a mention with ] first, to see why it is marked")

    def _why(self, mention: Mention) -> None:
        from reader.tui.why import MEND, WhyScreen

        article = self._desktop.focused_view.article
        if article is None or mention not in article.mentions:
            return
        request = CardRequest.of(mention, None)
        surface = article.text(mention.block)[mention.start : mention.end]

        def closed(result: str | None) -> None:
            if result == MEND:
                self._mending.mend_card(request)

        self._screen.app.push_screen(WhyScreen(mention, surface), closed)
        self._desktop.requests.why(article.id, mention)

    def why_ready(self, ready: WhyReady) -> None:
        """Why the mention of the open panel is marked is known."""
        from reader.tui.why import WhyScreen

        screen: Screen[object] | WhyScreen = self._screen.app.screen
        if isinstance(screen, WhyScreen) and screen.mention == ready.mention:
            screen.fill(ready.why)

    # Entities of the list, or of the article

    def entities(self) -> None:
        """Choose among those the open article names, or, from the list, ask who and what the list is about."""
        article = self._desktop.focused_view.article
        if self._desktop.arrangement.focus in ("article", "beside") and article:
            mentions = [mention for mention in article.mentions if mention.kind not in self._desktop.hidden]
            times = Counter(mention.entity for mention in mentions)
            first = {mention.entity: mention for mention in reversed(mentions)}
            options = {entity: (first[entity], count) for entity, count in times.most_common()}
            self._choose_entity(
                "Who and where in this article",
                [(_line(mention, count), entity) for entity, (mention, count) in options.items()],
                lambda entity: self.card_of(options[entity][0]),
            )
        else:
            self._entities_wanted = True
            self._desktop.requests.entities(self._desktop.query)

    def entities_ready(self, entities: Sequence[EntityRow]) -> None:
        """Who and what the list is about is known: choose one for its card."""
        if not self._entities_wanted:
            return
        self._entities_wanted = False
        hidden = self._desktop.hidden
        by_key = {f"{entity.kind}:{entity.id}": entity for entity in entities if entity.kind not in hidden}

        def card(key: str) -> None:
            entity = by_key[key]
            self.card(CardRequest(entity.id, entity.kind, entity.name, entity.country))

        query = self._desktop.query
        title = "Who and where" if query.empty else f"Who and where in {query.text}"
        self._choose_entity(title, [(_line(entity, entity.articles), key) for key, entity in by_key.items()], card)

    def _choose_entity(self, title: str, options: Sequence[tuple[Content, str]], chosen: Callable[[str], None]) -> None:
        from reader.tui.choices import ChoiceScreen

        if options:
            self._screen.app.push_screen(ChoiceScreen(title, options), lambda key: chosen(key) if key else None)
        else:
            self._desktop.status.say("Nobody and nowhere is named here")

    # Links, browser, copying

    def links(self) -> None:
        """Choose a link of the article to open in the browser."""
        from reader.tui.choices import ChoiceScreen

        article = self._desktop.focused_view.article
        if article is None:
            self._desktop.status.say("Open an article to see its links")
            return
        texts: dict[str, str] = {article.url: "the page itself"} if article.url else {}
        for block in article.blocks:
            for link in block.links:
                texts.setdefault(link.url, block.text[link.start : link.end])
        if not texts:
            self._desktop.status.say("There are no links in this article")
            return
        options = [(Content.assemble(text, "\n", (url, "$link")), url) for url, text in texts.items()]
        self._screen.app.push_screen(ChoiceScreen("Links", options), lambda url: self.browse(url or ""))

    def browser(self) -> None:
        """Open the page of the article in the browser."""
        row = self._desktop.session.row(self._desktop.target())
        if row is None:
            return
        if not row.url:
            self._desktop.status.say("This article has no address")
            return
        self.browse(row.url)

    def browse(self, url: str) -> None:
        """Open an address in the browser."""
        from reader.tui.outside import open_in_browser

        if not url:
            return
        try:
            open_in_browser(url, self._screen.app.suspend)
        except DatelineError as error:
            self._desktop.status.complain(str(error))
        else:
            self._desktop.status.say(f"Opened {url}")

    def copy(self) -> None:
        """Copy the selected text, or else the title and address of the article."""
        selected = self._screen.get_selected_text()
        row = self._desktop.session.row(self._desktop.target())
        text = selected or "\n".join(filter(None, (row.title, row.url) if row else ()))
        if text:
            self._screen.app.copy_to_clipboard(text)
            self._desktop.status.say("Copied the selected text" if selected else "Copied title and address")


def _line(entity: EntityRow | Mention, count: int) -> Content:
    """An entity among others: how often, its name, whose leader."""
    return Content.assemble(
        (f"{count:>5,}  ", "$muted"),
        (entity.name, f"${entity.kind}"),
        (f"  {entity.country}" if entity.country and entity.kind == "leader" else "", "$muted"),
    )
