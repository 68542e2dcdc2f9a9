"""The desk: opens the library, chooses theme and keys, and puts its one screen on the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from reader.config import Settings, theme_folders
from reader.tui.ages import utc_now
from reader.tui.keymap import Keymap
from reader.tui.lost_terminal import LosableDriver, leave_when_terminal_is_lost
from reader.tui.paints import Paints
from reader.tui.programs import Programs
from reader.tui.screen import DeskScreen
from reader.tui.session import Session
from reader.tui.themes import DARK, ThemeError, load_theme, theme_names

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver


NO_PROGRAMS: Final = Programs()


def _commands() -> type[Provider]:
    from reader.tui.palette import Commands

    return Commands


class Desk(App[None], inherit_bindings=False):
    """The reader. Run it with `Desk(library_path, settings).run(mouse=settings.mouse)`."""

    TITLE = "Dateline"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False)]
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        library_path: Path,
        settings: Settings,
        *,
        problem: str = "",
        clock: Callable[[], datetime] = utc_now,
        spots: Path | None = None,
        painted: Callable[[], None] | None = None,
        programs: Programs = NO_PROGRAMS,
    ) -> None:
        """A desk on a library.

        `problem` is shown in the status line, `clock` tells the time, aware, `spots` is the file of places in articles
        (default: under the XDG state folder), `painted` is called once the list is on the screen. `programs` are the
        commands that work for the desk.
        """
        super().__init__()
        self.animation_level = "none"
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self.keymap = Keymap(settings.keys)
        self.session = Session(library_path)
        self._settings = settings
        self._clock = clock
        self._spots = spots
        self._painted = painted
        self._programs = programs
        self._themes = theme_folders()
        theme_problem = self._first_theme(settings.theme)
        self.session.open()
        problems = (problem, theme_problem, self.keymap.problem, self.session.problem)
        self.session.problem = "; ".join(filter(None, problems))

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        return LosableDriver if found is LosableDriver.__base__ else found

    def get_default_screen(self) -> Screen[None]:
        """The desk's one screen."""
        settings = self._settings
        self.paints = Paints(self.theme_variables, colour=not self.no_color)
        self.desk = DeskScreen(
            self.session,
            self.keymap,
            self.paints,
            self._clock,
            measure=settings.measure,
            spots=self._spots,
            programs=self._programs,
        )
        self.desk.painted = self._painted
        self.desk.handlers |= {
            "help": self.show_help,
            "palette": self.action_command_palette,
            "theme": self.next_theme,
        }
        return self.desk

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour where NO_COLOR is set and not empty (no-color.org); Textual takes an empty one for set."""
        filters = [one for one in super().get_line_filters() if not isinstance(one, Monochrome | NoColor)]
        return [*filters, NoColor()] if self.no_color else filters

    def on_ready(self) -> None:
        leave_when_terminal_is_lost(self)

    def on_unmount(self) -> None:
        self.session.close()

    # Actions that are not of a pane

    def perform(self, action: str) -> None:
        """Do what an action of the table says."""
        self.call_later(self.desk.perform, action)

    def show_help(self) -> None:
        """Show the keys."""
        from reader.tui.help import HelpScreen

        self.push_screen(HelpScreen(self.keymap))

    def action_interrupt(self) -> None:
        """Say how to quit: somebody pressed ctrl+c."""
        self.desk.status.say(f"{self.keymap.shown('quit', 1)} quits")

    # Themes

    def theme_choices(self) -> list[str]:
        """Our themes and the user's."""
        return theme_names(self._themes)

    def use_theme(self, name: str) -> None:
        """Paint in another theme; where its file is broken, say so and keep the present one."""
        try:
            self.register_theme(load_theme(name, self._themes))
        except ThemeError as error:
            self.desk.status.complain(str(error))
        else:
            self.theme = name
            self.paints.use(self.get_css_variables())
            self.desk.status.say(name)

    def next_theme(self) -> None:
        """Paint in the next theme."""
        names = self.theme_choices()
        at = names.index(self.theme) if self.theme in names else -1
        self.use_theme(names[(at + 1) % len(names)])

    def _first_theme(self, name: str) -> str:
        """Have a theme before the first paint; what is wrong with the one asked for."""
        problem = ""
        try:
            theme = load_theme(name, self._themes)
        except ThemeError as error:
            problem = str(error)
            theme = load_theme(DARK, self._themes[:1])
        self.register_theme(theme)
        self.theme = theme.name
        return problem
