"""Saying that the machine is wrong about who or where is meant: what can be said, how far it holds, the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from reader.corrections import WORDS_LIMIT, Correction, Scope
from reader.errors import DatelineError
from reader.tui.ages import day
from reader.tui.corrected import sentence
from reader.tui.messages import Candidate

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.article import Article, EntityKind, Mention
    from reader.tui.desktop import Desktop
    from reader.tui.messages import CardRequest, CorrectionsReady
    from reader.tui.reading import Reading

SCOPES: Final[tuple[Scope, ...]] = ("article", "outlet", "everywhere")


class Wrong(NamedTuple):
    """What is to be mended: words (empty: every mention of `was`), and whom they mean so far (empty: nobody)."""

    surface: str
    was: str = ""
    name: str = ""
    kind: EntityKind = "leader"
    country: str | None = None


class Mending:
    """Asks what is right, keeps it in the library's journal, and shows it at once."""

    def __init__(self, desktop: Desktop, screen: Screen[None], reading: Reading) -> None:
        self._desktop = desktop
        self._screen = screen
        self._reading = reading
        self._candidates: Sequence[Candidate] | None = None

    def mend(self) -> None:
        """Mend the mention under the cursor, or mark the selected words."""
        article, mention = self._desktop.focused_view.article, self._desktop.focused_view.mention
        if article is not None and (selected := self._selected(article)):
            alike = (one for one in article.mentions if _surface(article, one) == selected)
            self._choose(article, _wrong(article, mentioned) if (mentioned := next(alike, None)) else Wrong(selected))
        elif article is not None and mention is not None:
            self._choose(article, _wrong(article, mention))
        else:
            self._desktop.status.say("Choose a mention with ] first, or select the words that are to be one")

    def mend_card(self, request: CardRequest) -> None:
        """Mend the mention that a card was opened from, or else all mentions of its entity."""
        article, mention = self._desktop.focused_view.article, request.mention
        if article is not None and mention is not None and mention in article.mentions:
            self._choose(article, _wrong(article, mention))
        else:
            self._choose(None, Wrong("", request.entity, request.name, request.kind, request.country))

    def _selected(self, article: Article) -> str:
        """The words that the user selected in the text of the article; empty for none, or too many."""
        words = (self._screen.get_selected_text() or "").strip()
        inside = len(words) <= WORDS_LIMIT and any(words in text for _, text in article.parts())
        return words if words and inside else ""

    # What is right

    def _choose(self, article: Article | None, wrong: Wrong) -> None:
        from reader.tui.choices import ChoiceScreen

        if not self._desktop.session.writable:
            self._desktop.status.complain("This library can only be read: nothing can be corrected in it")
            return
        scopes = [scope for scope in SCOPES if scope == "everywhere" or (article and _subject(scope, article))]
        options = _options(article, wrong, scopes)

        def chosen(key: str | None) -> None:
            what, _, scope = (key or "").partition(" ")
            found = next((one for one in SCOPES if one == scope), None)
            if found is None:
                return
            subject = _subject(found, article) if article else ""
            if what == "not":
                said = partial(Correction, verdict="not", surface=wrong.surface, was=wrong.was)
                self._keep(said, found, subject, wrong.name)
            elif what == "same":
                meant = Candidate(wrong.was, wrong.kind, wrong.name, wrong.country, "")
                self._keep(_meaning(wrong.surface, "", meant), found, subject, "")
            else:
                self._pick(wrong, found, subject)

        title = f"Mend “{wrong.surface}”" if wrong.surface else f"Mend {wrong.name}"
        self._screen.app.push_screen(ChoiceScreen(title, options), chosen)

    def _pick(self, wrong: Wrong, scope: Scope, subject: str) -> None:
        """Ask whom or where the words mean."""
        from reader.tui.picking import PickScreen

        def picked(meant: Candidate | None) -> None:
            if meant is not None:
                self._keep(_meaning(wrong.surface, wrong.was, meant), scope, subject, wrong.name)

        title = f"Whom or where does “{wrong.surface}” mean?" if wrong.surface else f"Who or where is {wrong.name}?"
        self._screen.app.push_screen(PickScreen(title, self._candidates), picked)
        if self._candidates is None:
            self._desktop.requests.candidates()

    def candidates_ready(self, candidates: Sequence[Candidate]) -> None:
        """Everybody and everywhere that words can mean is known."""
        from reader.tui.picking import PickScreen

        self._candidates = candidates
        screen: Screen[object] | PickScreen = self._screen.app.screen
        if isinstance(screen, PickScreen):
            screen.fill(candidates)

    def forget(self) -> None:
        """Ask again who is known: the gazetteer is another one."""
        self._candidates = None

    # Keeping it

    def _keep(self, said: partial[Correction], scope: Scope, subject: str, was: str) -> None:
        try:
            correction = said(scope=scope, subject=subject)
            self._desktop.session.correct(correction, self._desktop.open_ids)
        except ValueError as error:
            self._desktop.status.complain(f"This cannot be corrected: {error}")
        except DatelineError as error:
            self._desktop.status.complain(str(error))
        else:
            self._show(f"{sentence(correction, was)}; U takes it back")

    def _show(self, said: str) -> None:
        desktop = self._desktop
        self._reading.renew()
        for article_id in desktop.open_ids:
            if row := desktop.session.row(article_id):
                desktop.rows.replace(row)
        desktop.describe_place()
        desktop.status.say(said)

    # What was said

    def corrections(self) -> None:
        """Ask what the user said, to list it."""
        self._desktop.requests.corrections()

    def corrections_ready(self, ready: CorrectionsReady) -> None:
        """List what the user said, newest first; what is chosen is taken back."""
        from reader.tui.choices import ChoiceScreen

        if not ready.corrections:
            self._desktop.status.say("Nothing is corrected; M on a mention mends it")
            return
        known = [(one, self._sentence(one, ready.names)) for one in reversed(ready.corrections)]
        options = [
            (Content.assemble(told, (f"\n{day(one.when) if one.when else ''}", "$muted")), str(number))
            for number, (one, told) in enumerate(known)
        ]

        def chosen(key: str | None) -> None:
            if key:
                self._withdraw(*known[int(key)])

        self._screen.app.push_screen(ChoiceScreen("Corrections", options, "enter take back · esc close"), chosen)

    def _withdraw(self, correction: Correction, told: str) -> None:
        try:
            self._desktop.session.withdraw(correction, self._desktop.open_ids)
        except DatelineError as error:
            self._desktop.status.complain(str(error))
        else:
            self._show(f"No longer: {told}; U brings it back")

    def _sentence(self, one: Correction, names: Mapping[str, str]) -> str:
        row = self._desktop.session.row(one.subject) if one.scope == "article" else None
        title = row.title if row else one.subject if one.scope == "article" else ""
        return sentence(one, names.get(one.was, ""), title)


def _surface(article: Article, mention: Mention) -> str:
    return article.text(mention.block)[mention.start : mention.end]


def _wrong(article: Article, mention: Mention) -> Wrong:
    return Wrong(_surface(article, mention), mention.entity, mention.name, mention.kind, mention.country)


def _meaning(surface: str, was: str, meant: Candidate) -> partial[Correction]:
    return partial(
        Correction, verdict="is", surface=surface, was=was, entity=meant.entity, kind=meant.kind, name=meant.name,
        country=meant.country,
    )  # fmt: skip


def _options(article: Article | None, wrong: Wrong, scopes: Sequence[Scope]) -> list[tuple[Content, str]]:
    """What can be said, each with a key: what, and how far it holds."""
    outlet = article.source if article and article.source else ""
    reach = {"article": "in this article", "outlet": f"in {outlet}", "everywhere": "anywhere"}
    options = []
    if wrong.was:
        options += [(Content(f"Not {wrong.name}: never {reach[scope]}"), f"not {scope}") for scope in scopes]
    reach["everywhere"] = "everywhere"
    other = "Somebody or somewhere else" if wrong.was else "This is somebody or somewhere"
    options += [(Content(f"{other}: {reach[scope]} …"), f"is {scope}") for scope in scopes]
    if wrong.was and wrong.surface:
        far = [scope for scope in scopes if scope != "article"]
        options += [(Content(f"Always {wrong.name}: {reach[scope]}"), f"same {scope}") for scope in far]
    return options


def _subject(scope: Scope, article: Article) -> str:
    """Where a correction of that scope holds."""
    return {"article": article.id, "outlet": article.source or "", "everywhere": ""}[scope]
