"""The command palette: the same actions, and the themes, found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.tui.actions import ACTIONS
from reader.tui.keymap import Keymap


class Command(NamedTuple):
    """A line of the palette."""

    name: str
    help: str
    run: Callable[[], object]


class Commanded(Protocol):
    """The app whose palette it is."""

    keymap: Keymap

    def perform(self, action: str) -> None:
        """Do what an action says."""
        ...

    def use_theme(self, name: str) -> None:
        """Paint in another theme."""
        ...

    def theme_choices(self) -> list[str]:
        """The themes there are."""
        ...


class Commands(Provider):
    """What the desk can do, by description."""

    def _commands(self) -> Iterator[Command]:
        desk = cast(Commanded, self.app)
        for action in ACTIONS:
            keys = desk.keymap.shown(action.name)
            if action.name != "palette":
                yield Command(action.description, f"{action.group} · {keys}", partial(desk.perform, action.name))
        for name in desk.theme_choices():
            yield Command(f"Theme: {name}", "Desk", partial(desk.use_theme, name))

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(command.name, command.run, help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.name)) > 0:
                yield Hit(score, matcher.highlight(command.name), command.run, help=command.help)
