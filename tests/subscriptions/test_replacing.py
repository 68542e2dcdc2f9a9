"""A file that several change, in which nothing is lost: by kills, by each other, by an editor that saves meanwhile."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest

from reader.errors import DatelineError, LibraryInUseError
from reader.subscriptions import replacing
from reader.subscriptions.file import read_subscriptions, subscribe
from reader.subscriptions.replacing import replace
from reader.subscriptions.subscription import Subscription

KILLED = """
import os, sys
from pathlib import Path
calls = int(sys.argv[2])
def lines(frame, event, argument):
    global calls
    if event == "line" and frame.f_code.co_filename.endswith("replacing.py"):
        calls -= 1
        if calls < 0:
            os._exit(9)
    return lines
from reader.subscriptions.file import change
from reader.subscriptions.subscription import Subscription
sys.settrace(lines)
change(Path(sys.argv[1]), "https://a.example/", title="new")
"""


def public(_content: bytes) -> bool:
    return False


def test_a_kill_at_any_line_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    old = "# mine\n" + "".join(f'[[feed]]\naddress = "https://{name}.example/"\n' for name in "abc")
    path.write_text(old)
    new = old.replace('a.example/"\n', 'a.example/"\ntitle = "new"\n')
    ends = set()
    steps = random.Random(5).sample(range(60), 14)
    for step in steps:
        path.write_text(old)
        done = subprocess.run([sys.executable, "-P", "-c", KILLED, str(path), str(step)], timeout=60, env=os.environ)
        assert done.returncode in (0, 9)
        text = path.read_text()
        assert text in (old, new)
        assert text == new or done.returncode == 9
        ends.add((done.returncode, text == new))
    assert (9, False) in ends
    path.write_text(old)
    assert subscribe(path, Subscription("https://d.example/"))
    assert [name.name for name in tmp_path.iterdir() if name.name.startswith(".feeds")] == []


def test_two_programs_that_add_at_once_both_have_their_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"

    def add(name: str) -> None:
        for number in range(10):
            assert subscribe(path, Subscription(f"https://{name}{number}.example/"))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_subscriptions(path).feeds) == 40
    assert tomllib.loads(path.read_text())


def test_what_an_editor_saves_meanwhile_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"one\n")
    seen: list[bytes | None] = []

    def edit(content: bytes | None) -> bytes:
        seen.append(content)
        if len(seen) == 1:
            saved = tmp_path / "saved"
            saved.write_bytes(b"one\ntwo\n")
            saved.replace(path)
        return (content or b"") + b"three\n"

    replace(path, edit, private=public)
    assert seen == [b"one\n", b"one\ntwo\n"]
    assert path.read_bytes() == b"one\ntwo\nthree\n"


def test_a_file_that_changes_all_the_time_is_given_up_in_words(tmp_path: Path) -> None:
    path = tmp_path / "list"

    def edit(content: bytes | None) -> bytes:
        path.write_bytes((content or b"") + b"x")
        return b"mine"

    with pytest.raises(DatelineError, match="changes all the time"):
        replace(path, edit, private=public)
    assert path.read_bytes() == b"x" * replacing.TRIES


def test_who_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    path = tmp_path / "list"

    def edit(_content: bytes | None) -> bytes:
        with pytest.raises(LibraryInUseError, match="another program is changing it"):
            replace(path, lambda _: b"theirs", private=public)
        return b"mine"

    replace(path, edit, private=public)
    assert path.read_bytes() == b"mine"


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"one")
    stamp = path.stat()
    replace(path, lambda content: content, private=public)
    replace(path, lambda _: None, private=public)
    assert path.stat() == stamp
