"""Kinds of work that misbehave, for real worker processes to run."""

from __future__ import annotations

from pathlib import Path

import pytest

WORKS = """
import os, signal, time

def echo():
    return lambda message: message

def tricky():
    def run(message):
        word = message.decode()
        if word == "die":
            signal.raise_signal(signal.SIGSEGV)
        elif word == "exit":
            os._exit(3)
        elif word == "hang":
            signal.pause()
        elif word == "eat":
            return b"x" * 2**33
        elif word == "write":
            with open("written", "wb") as file:
                file.write(b"x")
                file.flush()
        elif word == "start":
            import subprocess
            subprocess.run(["true"])
        elif word == "fork":
            os._exit(os.fork())
        elif word == "connect":
            import socket
            socket.create_connection(("127.0.0.1", 9))
        elif word == "flood":
            return bytes(2**26)
        elif word == "open":
            kept = [open("/dev/null") for _ in range(1000)]
        elif word == "folder":
            return os.getcwd().encode()
        elif word == "secrets":
            return " ".join(sorted(os.environ)).encode()
        elif word == "deep":
            def down(): return down()
            down()
        elif word == "break":
            raise ValueError("a bug in the extractor")
        elif word == "pid":
            return str(os.getpid()).encode()
        elif word == "chatter":
            print("noise on stdout")
        return word.upper().encode()
    return run

def broken():
    raise ImportError("no module named nonsense")
"""


@pytest.fixture(autouse=True)
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module `works`, which worker processes can import."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "works.py").write_text(WORKS)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(tmp_path)
