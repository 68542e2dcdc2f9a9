"""The real command in a process of its own, with a home of its own, and a small library to ask."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "visit-1",
        "url": "https://harbourpost.example/visit",
        "title": "Macron receives Scholz in Paris",
        "text": "PARIS (Harbour Post) — French President Emmanuel Macron received German Chancellor Olaf Scholz in "
        "Paris on Friday.\n\nThe two spoke about steel tariffs and about the bridge at Strasbourg for an hour.\n\n"
        "Macron said that France and Germany would propose common steel tariffs in June.",
        "published": "2024-05-17T09:30:00+00:00",
        "source": "Harbour Post",
    },
    {
        "id": "visit-2",
        "title": "Scholz and Macron plan steel tariffs",
        "text": "Olaf Scholz, the German chancellor, returned from Paris with a plan for steel tariffs.\n\nHe and the "
        "French president, Emmanuel Macron, want them in June, for an hour of talks had been enough.",
        "published": "2024-05-18",
        "source": "Inland Courier",
    },
    {
        "id": "flood-1",
        "title": "River floods two valleys in Japan",
        "text": "Heavy rain flooded two valleys in Japan on Sunday.\n\nNobody was hurt, the fire service said.",
        "published": "2024-05-19",
        "source": "Inland Courier",
    },
]

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry line returns after four years | Harbour Post</title>
<meta property="og:title" content="Ferry line returns after four years">
<link rel="canonical" href="https://harbourpost.example/ferry?utm_source=letter"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ferry line returns after four years</h1>
<p>The ferry between the two harbours will sail again from Monday, the operator said on Thursday afternoon.</p>
<p>Prime Minister Keir Starmer of Britain had promised the line its old subsidy when he visited the port in spring.</p>
<p>Crews have been trained since March, and the first tickets went on sale this morning at both terminals.</p>
</article><footer>Copyright Harbour Post</footer></body></html>"""


class Dateline(Protocol):
    """Runs the command with these arguments."""

    def __call__(
        self, *arguments: str | Path, stdin: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def home(tmp_path: Path, compiled_gazetteer: Path) -> dict[str, str]:
    """An environment in which nothing of the user's can be found."""
    shutil.copytree(compiled_gazetteer, tmp_path / "cache" / "dateline")
    kept: Mapping[str, str] = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TERM": "xterm-256color",
        "PYTHONUTF8": "1",
    }


@pytest.fixture
def dateline(home: dict[str, str], tmp_path: Path) -> Dateline:
    """The command, run in `tmp_path`."""

    def run(*arguments: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-P", "-m", "reader.cli", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, env=home | env, cwd=tmp_path, timeout=60)

    return run


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of ARTICLES, to be read and not changed."""
    folder = tmp_path_factory.mktemp("shared")
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), "utf-8")
    path = folder / "library"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "reader.cli", "--library", path, "import", source],
        capture_output=True,
        env=os.environ | {"XDG_CONFIG_HOME": str(folder / "config")},
        cwd=folder,
        timeout=60,
    )
    assert done.stdout == b"3 added\n"
    assert done.stderr == b""
    assert done.returncode == 0
    return path


def one_line(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    """The one line of complaint that a command ended with; nothing on stdout, no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stdout == b""
    text = done.stderr.decode()
    assert text.count("\n") == 1, text
    assert text.startswith("dateline")
    return text.removeprefix("dateline: ").rstrip("\n")
