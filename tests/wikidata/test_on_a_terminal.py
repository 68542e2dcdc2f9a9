"""An update as a person sees it: a bar while it asks, the difference, a question whose default is no."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.wikidata.conftest import Dateline, QueryService, hang, until_asked


@pytest.mark.parametrize(("answer", "is_taken"), [("y", True), ("", False)])
def test_it_asks_and_takes_nothing_without_a_yes(dateline: Dateline, taken: Path, answer: str, is_taken: bool) -> None:
    with Terminal(dateline.command(*dateline.words()), env=dateline.home) as terminal:
        terminal.wait(r"Take this\? \[y/N\]")
        assert "5 new:" in terminal.screen()
        terminal.send(*answer, "enter")
        assert terminal.finish(60) == 0
        assert ("taken; `dateline gazetteer undo`" in terminal.screen()) == is_taken
    assert taken.exists() == is_taken


def test_a_bar_tells_which_country_is_asked_about(dateline: Dateline, service: QueryService) -> None:
    service.troubles["KI"] = [hang]
    with Terminal(dateline.command(*dateline.words("--dry-run")), env=dateline.home) as terminal:
        until_asked(service, terminal.process)
        terminal.wait(r"Asking Wikidata about KI .*1/3")
        service.released.set()
        assert terminal.finish(60) == 0
        assert "nothing was taken (--dry-run)" in terminal.screen()
