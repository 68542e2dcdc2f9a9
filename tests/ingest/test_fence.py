"""What a worker can't do, whatever a page makes its extractor do; and that nothing else reads a page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.ingest.child import Failure, WorkLimits
from reader.ingest.fence import FILES_MAX
from reader.ingest.pool import Pool
from tests.cleaning.courier import html_page, paragraphs

COURSE = """
import json, sys
from reader.cli import main
code = main(sys.argv[1:])
loaded = [name for name in ("trafilatura", "lxml", "htmldate", "justext") if name in sys.modules]
sys.stderr.write(json.dumps({"code": code, "loaded": loaded}))
"""


def answer(word: str) -> str:
    with Pool("works:tricky", jobs=1, limits=WorkLimits(seconds=30.0)) as pool:
        found = pool.submit(word.encode()).result()
    return found.reason if isinstance(found, Failure) else found.decode()


@pytest.mark.parametrize(
    ("word", "event"),
    [("write", "open"), ("start", "subprocess.Popen"), ("fork", "os.fork"), ("connect", "socket.")],
)
def test_a_worker_writes_nothing_starts_nothing_and_calls_nobody(word: str, event: str) -> None:
    assert f"a page may not cause {event}" in answer(word)


def test_a_worker_leaves_no_file_where_it_was_to_write_one(tmp_path: Path) -> None:
    answer("write")
    assert not (tmp_path / "written").exists()


def test_a_worker_opens_only_so_many_files() -> None:
    assert "Too many open files" in answer("open")
    assert FILES_MAX < 100


def test_a_worker_stands_in_no_folder_of_the_user_s() -> None:
    assert answer("folder") == "/"


def test_a_worker_knows_no_secrets_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_TOKEN", "not for pages")
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")
    names = answer("secrets").split()
    assert "SERVICE_TOKEN" not in names
    assert "XDG_STATE_HOME" in names


def test_memory_is_watched_where_the_system_sets_no_limit() -> None:
    code = (
        "from reader.ingest.fence import watch_memory; watch_memory(200 * 2**20); kept = []\n"
        "def eat():\n  while True: kept.append(b'x' * 2**20)\n"
        "try: eat()\nexcept MemoryError: print(len(kept) < 2000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_environment())
    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.parametrize("command", [["add", "page.html"], ["import", "pages.jsonl"], ["clean", "--json", "page.html"]])
def test_the_parent_never_loads_what_reads_pages(tmp_path: Path, command: list[str]) -> None:
    page = html_page(paragraphs())
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "pages.jsonl").write_text(json.dumps({"id": "a", "html": page}) + "\n")
    done = subprocess.run(
        [sys.executable, "-c", COURSE, "--library", str(tmp_path / "library"), *command],
        capture_output=True,
        text=True,
        env=_environment(),
    )
    course = json.loads(done.stderr[done.stderr.rindex("{") :])
    assert course == {"code": 0, "loaded": []}


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
