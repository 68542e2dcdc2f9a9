"""Articles whose words come later, and processes that are killed or write side by side: nothing is lost or double."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from reader.article import Article, Mention
from reader.library.library import Incoming, Library
from reader.library.query import parse_query

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]


@pytest.fixture
def waiting(library: Library, make_article: MakeArticle) -> Library:
    """Three articles that are found by their words, and three that wait."""
    library.add([Incoming(make_article(number)) for number in range(3)])
    bare = [make_article(number, mentions=(), annotator="") for number in range(3, 6)]
    library.add([Incoming(article) for article in bare], words_later=True)
    return library


def annotated(article: Article) -> Article:
    """The article with Ruritania found in its title."""
    start = (article.title or "").index("Ruritania")
    mention = Mention(-2, start, start + len("Ruritania"), "RU", "country", "name", "Ruritania")
    return msgspec.structs.replace(article, mentions=(mention,), annotator="1+1")


def found(library: Library, query: str) -> list[str]:
    return [row.id for row in library.rows(parse_query(query), limit=100_000)]


def names(*numbers: int) -> list[str]:
    return [f"article-{number:05d}" for number in numbers]


KILLED = """
import os, sys
from pathlib import Path
import msgspec
from reader.library.index import Index
from reader.library.library import Incoming, Library
from reader.library.store import ArticleStore
sys.path.insert(0, sys.argv[3])
from conftest import build_article

def die(*_, **__):
    os._exit(9)

def then_die(what):
    def run(*arguments, **named):
        what(*arguments, **named)
        os._exit(9)
    return run

step = sys.argv[2]
with Library.open(Path(sys.argv[1])) as library:
    new = [Incoming(build_article(number, mentions=(), annotator="")) for number in range(10, 20)]
    if step == "stored":
        Index.apply = die
    elif step == "listed":
        Index.apply = then_die(Index.apply)
    elif step == "renewed":
        Index.replace = die
    elif step == "found":
        Index.replace = then_die(Index.replace)
    library.add(new, words_later=True)
    awaiting = [library.uncorrected(name) for name in library.annotations.awaiting(99)]
    library.annotations.keep([msgspec.structs.replace(article, annotator="1+1") for article in awaiting])
"""


@pytest.mark.parametrize("step", ["stored", "listed", "renewed", "found"])
def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(
    waiting: Library, check_sound: Check, step: str
) -> None:
    waiting.close()
    child = [sys.executable, "-c", KILLED, str(waiting.path), step, str(Path(__file__).parent)]
    assert subprocess.run(child, capture_output=True).returncode == 9
    with Library.open(waiting.path) as again:
        check_sound(again)
        assert found(again, "") == names(*range(19, 9, -1), 5, 4, 3, 2, 1, 0)
        waits = again.annotations.awaiting(99)
        assert len(waits) == (0 if step == "found" else 13)
        again.annotations.keep([annotated(again.uncorrected(name)) for name in waits])
        assert len(found(again, "harbour")) == 16
        assert again.annotations.waiting == 0
        check_sound(again)


ADDER = """
import sys
from itertools import count
from pathlib import Path
from reader.library.library import Incoming, Library
sys.path.insert(0, sys.argv[2])
from conftest import build_article
with Library.open(Path(sys.argv[1])) as library:
    for batch in count(1):
        new = [build_article(batch * 20 + number, mentions=(), annotator="") for number in range(20)]
        library.add([Incoming(article) for article in new], words_later=True)
        print(batch, flush=True)
"""


def test_two_processes_add_and_annotate_side_by_side_and_a_kill_keeps_what_was_acknowledged(
    waiting: Library, check_sound: Check
) -> None:
    adder = subprocess.Popen(
        [sys.executable, "-c", ADDER, str(waiting.path), str(Path(__file__).parent)], stdout=subprocess.PIPE
    )
    assert adder.stdout is not None
    acknowledged = 0
    while acknowledged < 8:
        acknowledged = int(adder.stdout.readline())
        waiting.refresh()
        read = [annotated(waiting.uncorrected(name)) for name in waiting.annotations.awaiting(10)]
        waiting.annotations.keep(read)
    adder.kill()
    acknowledged = max([acknowledged, *(int(line) for line in adder.stdout.read().split())])
    adder.stdout.close()
    adder.wait(30)
    waiting.refresh()
    with Library.open(waiting.path) as again:
        listed = set(found(again, ""))
        assert {f"article-{number:05d}" for number in range(20, 20 * (acknowledged + 1))} <= listed
        while left := again.annotations.awaiting(50):
            again.annotations.keep([annotated(again.uncorrected(name)) for name in left])
        assert again.count(parse_query("harbour")) == len(listed) == again.count(parse_query("country:RU"))
        check_sound(again)
