"""Re-annotation behind the open desk: the real command, on a library that another annotator read."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.libraries import build
from benchmarks.terminal import Terminal
from reader.article import Article
from reader.config import user_gazetteer
from reader.entities.annotate import annotate_article, annotator
from reader.entities.gazetteer.gazetteer import reload_gazetteer
from reader.library.library import Library
from reader.tui.messages import Annotated, Progressed
from reader.tui.reannotation import Reannotation, progress_in_words, result_in_words
from reader.tui.start import reannotation_command

Open = Callable[..., AbstractAsyncContextManager[Any]]
Fill = Callable[[Path, Iterable[Article]], Path]
ARTICLES = 2_000
PATIENT = 6_000
"""Looks at what another process does, which may have to compile the gazetteer first."""
MINE = """[[leader]]
name = "Tamsin Quillfeather"
country = "NZ"
offices = [{ title = "Prime Minister", since = "2020" }]

[[leader]]
name = "Nobody Inparticular"
country = "QQQ"
"""


def outdated(folder: Path) -> int:
    """Articles of the library that another annotator read."""
    with Library.open(folder) as library:
        return library.annotations.outdated(annotator(reload_gazetteer()))


def forget_gazetteer() -> None:
    """Leave no gazetteer of this test's settings behind for the next."""
    from reader.entities.gazetteer.gazetteer import load_gazetteer

    load_gazetteer.cache_clear()


@pytest.fixture(autouse=True)
def _own_gazetteer() -> Iterable[None]:
    yield
    forget_gazetteer()


async def test_an_outdated_library_is_read_anew_behind_the_desk_and_the_open_article_follows(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    old = make_article("a1-lisbon", "Lisbon", ["Minister Okafor flew to Portugal and met Ursula von der Leyen."])
    folder = fill_library(tmp_path / "old", [old])
    async with open_desk(folder, reannotate=reannotation_command(folder)) as reader:
        await reader.press("enter")
        assert {one.entity for one in reader.desktop.view.article.mentions} == {"minister-okafor"}
        reader.desk.desk.workings.watching.look()
        assert {one.entity for one in reader.desktop.view.article.mentions} == {"minister-okafor"}
        reader.desk.desk.workings.watching.look()
        await reader.until(lambda: reader.status.startswith("Re-annotated 1 article"), looks=PATIENT)
        assert "PT" in {one.entity for one in reader.desktop.view.article.mentions}
        assert "PT" in reader.desktop.rows.selected.countries
        assert reader.desktop.status.work == ""
    assert outdated(folder) == 0


async def test_a_library_that_is_up_to_date_is_left_alone_in_silence(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    folder = fill_library(tmp_path / "new", [annotate_article(make_article("a1", "One", ["France met Spain."]))])
    async with open_desk(folder, reannotate=reannotation_command(folder)) as reader:
        watching = reader.desk.desk.workings.watching
        watching.look()
        await reader.settle()
        assert reader.status == ""
        await reader.press("X")
        assert reader.status == "Nothing is being fetched or re-annotated"


async def test_nothing_is_started_for_a_library_that_can_only_be_read(library: Path, open_desk: Open) -> None:
    async with open_desk(library, reannotate=[sys.executable, "-c", "raise SystemExit('started')"]) as reader:
        reader.desktop.session.library._session.writable = False
        reader.desk.desk.workings.watching.look()
        await reader.settle()
        assert reader.status == ""
        await reader.press("X")
        assert reader.status == "Nothing is being fetched or re-annotated"


async def test_a_gazetteer_written_while_the_desk_is_open_is_used_and_its_faults_are_told_once(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    text = "Tamsin Quillfeather spoke in New Zealand."
    folder = fill_library(tmp_path / "mine", [annotate_article(make_article("q1", "A speech", [text]))])
    async with open_desk(folder, reannotate=reannotation_command(folder)) as reader:
        watching = reader.desk.desk.workings.watching
        watching.look()
        await reader.settle()
        await reader.press("enter")
        mine = user_gazetteer()
        mine.parent.mkdir(parents=True)
        mine.write_text(MINE)
        watching.look()
        watching.look()
        await reader.until(lambda: reader.status.startswith("gazetteer.toml:8"), looks=PATIENT)
        view = reader.desktop.view
        await reader.until(lambda: any("quillfeather" in one.entity for one in view.article.mentions), looks=PATIENT)
        await reader.press("j")
        watching.look()
        await reader.settle()
        assert not reader.status.startswith("gazetteer.toml")


async def test_the_desk_leaves_no_process_behind(tmp_path: Path, open_desk: Open) -> None:
    pid = tmp_path / "pid"
    forever = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    folder = build(tmp_path / "library", 1, 60)
    async with open_desk(folder, reannotate=[sys.executable, "-c", forever]) as reader:
        reader.desk.desk.workings.watching.look()
        await reader.until(lambda: pid.exists() and pid.read_text())
    await asyncio.get_running_loop().shutdown_default_executor()  # as at the end of a program
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


async def test_the_re_annotation_is_stopped_by_a_key_that_the_status_line_names(
    tmp_path: Path, open_desk: Open
) -> None:
    lines = '{"event":"start","bytes":90}\\n{"event":"progress","pages":30,"rate":2.0,"seconds_left":30.0}'
    slow = f"import time; print('{lines}', flush=True); time.sleep(600)"
    folder = build(tmp_path / "library", 1, 60)
    async with open_desk(folder, size=(80, 24), reannotate=[sys.executable, "-c", slow]) as reader:
        watching = reader.desk.desk.workings.watching
        watching.look()
        await reader.until(lambda: "1/1 · Re-annotating 30/90 (X stops) · 2/s · 30 s left" in reader.screen[-1])
        await reader.press("X")
        assert reader.status.startswith("Re-annotation stopped; it goes on at the next start")
        assert reader.desktop.status.work == ""
        watching.look()
        watching.look()
        await reader.press("X")
        assert reader.status == "Nothing is being fetched or re-annotated"


def test_a_process_that_breaks_off_is_told_in_words() -> None:
    told: list[object] = []
    lines = '{"event":"start","bytes":9}\\n{"event":"progress","pages":3,"rate":2.0}\\nnonsense\\n'
    Reannotation([sys.executable, "-c", f"print('{lines}', end=''); raise SystemExit(1)"], told.append).run()
    assert told == [
        Progressed(3, 9, 2.0, None),
        Annotated(3, 0, problem="it ended with code 1; `dateline reannotate` tells more"),
    ]
    told.clear()
    Reannotation(["/nowhere/python"], told.append).run()
    assert told == [Annotated(0, 0, problem="no process can be started: No such file or directory")]
    words = result_in_words(Annotated(3, 0, problem="it was ended"))
    assert words == "Re-annotation stopped early: it was ended"
    assert result_in_words(Annotated(0, 0)) == ""
    assert result_in_words(Annotated(1_200, 3, 1)) == "Re-annotated 1,200 articles: 3 changed, 1 could not be read"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progressed(5, 9_000, 1.0, 9_000), "Re-annotating 5/9,000 (X stops)"),
        (Progressed(120, 9_000, 210.4, 42.2), "Re-annotating 120/9,000 (X stops) · 210/s · 42 s left"),
        (Progressed(120, 90_000, 210.4, 430), "Re-annotating 120/90,000 (X stops) · 210/s · 7 min left"),
        (Progressed(120, 9_000_000, 210.4, 43_000), "Re-annotating 120/9,000,000 (X stops) · 210/s · 12 h left"),
    ],
)
def test_progress_is_told_with_count_rate_time_left_and_the_key_that_stops_it(progress: Progressed, said: str) -> None:
    assert progress_in_words(progress, "X") == said


def test_a_desk_that_was_killed_goes_on_where_the_re_annotation_was(tmp_path: Path) -> None:
    folder = build(tmp_path / "library", ARTICLES, 60)
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "STATE")}
    command = [sys.executable, "-m", "reader.cli", "--library", str(folder)]
    with Terminal(command, columns=80, rows=24, env=places) as terminal:
        terminal.wait(r"Re-annotating \d\d+/2,000 \(X stops\) · \d+/s · \d+ \w+ left")
        terminal.process.send_signal(signal.SIGKILL)
    left = outdated(folder)
    assert 0 < left < ARTICLES
    with Terminal(command, columns=80, rows=24, env=places) as terminal:
        shown = terminal.wait(r"Re-annotating [\d,]+/[\d,]+ \(X stops\) · \d+/s")
        total = int(shown.rsplit("/", 2)[1].split(" ")[0].replace(",", ""))
        assert 0 < total <= left
        terminal.wait("Re-annotated")
        terminal.send("Q")
        assert terminal.finish() == 0
    assert outdated(folder) == 0
    with Library.open(folder) as library:
        assert library.counters().articles == ARTICLES
        assert msgspec.structs.asdict(library.get("bench0000000"))["annotator"] != "bench"
