"""Kills and refused writes: what was acknowledged is there afterwards, once, and the rest can be done again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from reader.article import Article
from reader.library.journal import Journal
from reader.library.library import Incoming, Library
from reader.library.places import Places
from reader.library.steps import Mark
from reader.library.store import ArticleStore

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from reader.article import Article, Block
from reader.library.library import Incoming, Library
from reader.library.originals import Original

def article(number):
    day = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Article(f"w{number:06d}", day, title=f"Number {number}", published=day,
                   blocks=(Block("paragraph", f"The grain ship number {number} left the harbour. " * 20),))

folder, first, batches, size = Path(sys.argv[1]), *map(int, sys.argv[2:5])
with Library.open(folder, create=True) as library:
    print("open", flush=True)
    for batch in range(batches):
        numbers = range(first + batch * size, first + (batch + 1) * size)
        outcomes = library.add([Incoming(article(number), Original("html", b"<p>%d" % number)) for number in numbers])
        assert set(outcomes) == {"added"}, outcomes
        print(f"added {numbers.start} {numbers.stop}", flush=True)
        library.mark([f"w{number:06d}" for number in numbers], "read", True)
        print(f"marked {numbers.start} {numbers.stop}", flush=True)
"""


def start_writer(folder: Path, first: int, batches: int, size: int) -> subprocess.Popen[str]:
    arguments = [str(folder), str(first), str(batches), str(size)]
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True)


def acknowledged(lines: list[str], what: str) -> set[str]:
    numbers: set[str] = set()
    for line in lines:
        word, *bounds = line.split()
        if word == what:
            numbers.update(f"w{number:06d}" for number in range(int(bounds[0]), int(bounds[1])))
    return numbers


def all_ids(library: Library) -> list[str]:
    return [row.id for row in library.rows(limit=100_000)]


def test_a_killed_writer_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path, check_sound: Check) -> None:
    folder, lot = tmp_path / "library", random.Random(11)
    lines: list[str] = []
    first = 0
    for _ in range(10):
        writer = start_writer(folder, first, batches=1000, size=7)
        assert writer.stdout is not None
        lines += [writer.stdout.readline() for _ in range(lot.randint(1, 12))]
        writer.send_signal(signal.SIGKILL)
        lines += [line for line in writer.stdout.read().splitlines() if line]
        assert writer.wait(30) == -signal.SIGKILL
        writer.stdout.close()
        with Library.open(folder, create=True) as library:
            assert acknowledged(lines, "added") <= set(all_ids(library))
            first = max((int(article[1:]) for article in all_ids(library)), default=-1) + 1
    with Library.open(folder) as library:
        check_sound(library)
        unread = {row.id for row in library.rows(limit=100_000) if not row.read}
        assert not unread & acknowledged(lines, "marked")
        assert len(acknowledged(lines, "added")) > 50


def test_two_writers_at_once_keep_everything_once(tmp_path: Path, check_sound: Check) -> None:
    folder = tmp_path / "library"
    writers = [start_writer(folder, first, batches=12, size=5) for first in (0, 1000, 2000)]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    with Library.open(folder) as library:
        check_sound(library)
        assert library.counters()[:2] == (180, 0)


def test_two_writers_of_the_same_article_keep_one(filled: Library, make_article: MakeArticle) -> None:
    with Library.open(filled.path) as other:
        assert other.add([Incoming(make_article(90))]) == ["added"]
        assert filled.add([Incoming(make_article(90))]) == ["unchanged"]
        assert filled.add([Incoming(make_article(90, words="Corrected"))]) == ["revised"]
        assert other.add([Incoming(make_article(90, words="Again"))]) == ["revised"]
        assert filled.get("article-00090").revision == 3


def test_a_kill_between_store_and_index_costs_a_catch_up(
    filled: Library, make_article: MakeArticle, check_sound: Check
) -> None:
    filled.close()
    store = ArticleStore(Places(filled.path).articles)
    store.add([make_article(number) for number in range(20, 320)], {})
    store.close()
    with Library.open(filled.path) as library:
        assert library.counters().articles == 320
        check_sound(library)


def test_a_kill_between_journal_and_index_costs_a_catch_up(filled: Library) -> None:
    filled.mark(["article-00001"], "read", True)
    filled.close()
    (file,) = Places(filled.path).journal.iterdir()
    Journal(file.parent, lambda: file.stem).append([Mark("article-00002", "starred", True, False)])
    with Library.open(filled.path) as library:
        assert library.marks("article-00002").starred
        assert library.undo() == "1 article is not starred again"


def test_a_window_takes_in_what_a_killed_process_left_behind(filled: Library, make_article: MakeArticle) -> None:
    store = ArticleStore(Places(filled.path).articles)
    store.add([make_article(20), make_article(3, words="Corrected", revision=2)], {})
    store.close()
    assert filled.add([Incoming(make_article(3, words="Corrected"))]) == ["unchanged"]
    assert filled.counters().articles == 21


REBUILDER = """
import sys
from pathlib import Path
from reader.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    library.reindex(lambda done, total: print(done, flush=True))
"""


def test_a_kill_while_the_index_is_made_anew_leaves_a_library(
    filled: Library, make_article: MakeArticle, check_sound: Check
) -> None:
    filled.mark(["article-00001"], "starred", True)
    filled.add([Incoming(make_article(number)) for number in range(20, 1100)])
    filled.close()
    rebuilder = subprocess.Popen([sys.executable, "-c", REBUILDER, str(filled.path)], stdout=subprocess.PIPE)
    assert rebuilder.stdout is not None
    assert rebuilder.stdout.readline() == b"1000\n"
    rebuilder.kill()
    rebuilder.stdout.close()
    rebuilder.wait(30)
    with Library.open(filled.path) as library:
        assert library.counters()[:3] == (1100, 1100, 1)
        library.reindex()
        check_sound(library)


LIMITED = """
import resource, sys
from reader.errors import DatelineError
limit = int(sys.argv.pop())
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    exec(sys.stdin.read())
except DatelineError as error:
    print(f"{type(error).__name__} {error}", flush=True)
"""


def test_a_write_the_system_refuses_ends_in_words_and_loses_nothing(tmp_path: Path, check_sound: Check) -> None:
    """No file may grow over 2 MiB: the same refusal as a full disk, without having to mount one."""
    folder = tmp_path / "library"
    arguments = [str(folder), "0", "2000", "50", str(2 * 2**20)]
    done = subprocess.run([sys.executable, "-c", LIMITED, *arguments], input=WRITER, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert lines[-1].startswith(("DiskFullError", "DatelineError"))
    with Library.open(folder) as library:
        assert acknowledged(lines, "added") <= set(all_ids(library))
        assert len(acknowledged(lines, "added")) >= 50
        unread = {row.id for row in library.rows(limit=100_000) if not row.read}
        assert not unread & acknowledged(lines, "marked")
        check_sound(library)


def test_a_kill_while_the_store_is_made_leaves_a_library(
    library: Library, make_article: MakeArticle, check_sound: Check
) -> None:
    places = Places(library.path)
    places.articles.mkdir(mode=0o700)
    (places.articles / "cache.db").touch()
    library.close()
    with Library.open(library.path) as again:
        assert again.add([Incoming(make_article(1))]) == ["added"]
        check_sound(again)
