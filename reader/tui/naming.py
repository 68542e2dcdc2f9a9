"""Whom a mention names, in one line: name, kind, and the office on the article's date and since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from reader.tui.messages import OfficesReady

if TYPE_CHECKING:
    from reader.article import Article, Mention
    from reader.tui.article_view import ArticleView
    from reader.tui.desktop import Desktop

ARTICLES_KEPT: Final = 16
"""Articles whose leaders' offices are kept in words."""


class Naming:
    """Says in the last line whom the mention cursor, or the mouse, is on.

    The gazetteer is asked for offices when an article's first mention is to be named, in a thread: until its answer
    comes, and where it knows of no office, the line says what the mention itself does.
    """

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._offices: dict[str, Mapping[str, str]] = {}
        self._asked: dict[str, frozenset[str]] = {}
        """Of whom the gazetteer was asked, by article."""
        self._pointed: tuple[Article, Mention] | None = None
        self._said: tuple[ArticleView, Mention, str] | None = None

    def step(self, view: ArticleView, mention: Mention) -> None:
        """Say whom the mention cursor has come to, and which of how many mentions it is."""
        if view.article is None or view.page is None:
            return
        line = f"{self._words(view.article, mention)}  ({view.page.mention + 1} of {len(view.page.places)})"
        self._said = (view, mention, line)
        self._desktop.status.say(line)

    def point(self, article: Article | None, mention: Mention | None) -> None:
        """Say what the mouse points at."""
        self._pointed = (article, mention) if article and mention else None
        self._desktop.status.set_pointed(self._words(article, mention) if article and mention else "")

    def unpoint(self) -> None:
        """Let the last line say what the keys do: the mouse rests."""
        self._pointed = None
        self._desktop.status.set_pointed("")

    def known(self, ready: OfficesReady) -> None:
        """The offices of an article's leaders have come: the line that waits for them says them."""
        if ready.article not in self._asked:
            return
        self._offices[ready.article] = ready.offices
        if self._said:
            view, mention, line = self._said
            if self._desktop.status.message == line and view.mention == mention:
                self.step(view, mention)
        if self._pointed:
            self.point(*self._pointed)

    def forget(self) -> None:
        """Ask again: the gazetteer is another one."""
        self._offices.clear()
        self._asked.clear()

    def _words(self, article: Article, mention: Mention) -> str:
        asked = self._asked.get(article.id, frozenset())
        if mention.kind == "leader" and not mention.discovered and mention.entity not in asked:
            self._ask(article)
        return in_words(mention, self._offices.get(article.id, {}).get(mention.entity, ""))

    def _ask(self, article: Article) -> None:
        if len(self._asked) >= ARTICLES_KEPT:
            self.forget()
        leaders = frozenset(one.entity for one in article.mentions if one.kind == "leader" and not one.discovered)
        self._asked[article.id] = leaders
        self._desktop.requests.offices(article, leaders)


def in_words(mention: Mention, office: str = "") -> str:
    """Whom a mention names: `office` in words, or else as far as the mention itself says."""
    words = [mention.name, mention.kind]
    if told := office or mention.role:
        words.append(told)
    elif mention.country and mention.kind == "leader":
        words[-1] += f", {mention.country}"
    if mention.discovered:
        words.append("not in the gazetteer")
    if mention.corrected:
        words.append("as you said")
    return " · ".join(words)
