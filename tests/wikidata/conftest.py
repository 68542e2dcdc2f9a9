"""A query service on loopback with invented people in three countries, which can misbehave in every way we know of."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from reader.cli import main

ENTITY = "http://www.wikidata.org/entity/"
DAY = "http://www.w3.org/2001/XMLSchema#dateTime"


class Holder(NamedTuple):
    """A row of the service's table: who held what."""

    qid: str
    name: str
    category: str
    since: str = ""
    until: str = ""
    office: str = ""
    aliases: tuple[str, ...] = ()
    preferred: bool = False
    died: str = ""


OWN = """
[[leader]]
id = "orla-vestergren"
name = "Orla Vestergren"
country = "IS"
aliases = ["Orla M. Vestergren"]
offices = [{title = "President", since = "2019-01-20"}, {title = "Foreign Minister", since = "2011", until = "2015"}]
"""
"""The user's own gazetteer: one invented person is known already."""

PEOPLE: dict[str, list[Holder]] = {
    "IS": [
        Holder("Q9000001", "Orla Vestergren", "head_of_state", "2019-01-20", "2025-01-20", "president of Iceland",
               ("Orla Maria Vestergren", "Orla Vestergrén", "The Hammer")),
        Holder("Q9000002", "Tibor Halvardson", "head_of_state", "2025-01-20", "", "president of Iceland",
               ("Tibor J. Halvardson", "Halvardson", "Tibor Halvardsson"), preferred=True),
        Holder("Q9000003", "Ingmund Sorvale", "foreign_minister", "2021-03-02", "", "Minister of External Affairs"),
    ],
    "KI": [
        Holder("Q9000004", "Darya Kestrelova", "head_of_government", "2016-05-05", "2020-06-01", "premier of Kiribati"),
        Holder("Q9000005", "Emeric Vantongeren", "head_of_government", "2020-06-01", "", "premier of Kiribati"),
    ],
    "LI": [Holder("Q9000006", "Saoirse Brightwater", "defence_minister", "2022", "")],
}  # fmt: skip

_COUNTRY = re.compile(r'wdt:P297 "(\w\w)"')
_PERSON = re.compile(r"wd:(Q\d+)")


class Asked(NamedTuple):
    """A question the service got: a country's code or "aliases", who asked it, and the whole query."""

    about: str
    agent: str
    query: str


Trouble = Callable[["Handler", bytes], None]


class QueryService(http.server.ThreadingHTTPServer):
    """Answers from `people`. `troubles[about]` are what happens to the next questions in turn; `always` to all."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.people = {code: list(rows) for code, rows in PEOPLE.items()}
        self.asked: list[Asked] = []
        self.troubles: dict[str, list[Trouble | None]] = {}
        self.always: dict[str, Trouble] = {}
        self.most_at_once = 0
        self.hanging = threading.Event()
        self.released = threading.Event()
        self._now = 0
        self._lock = threading.Lock()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"

    def counts(self) -> Counter[str]:
        """How often it was asked about what."""
        return Counter(one.about for one in self.asked)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed, or hung up on us, is what many of these tests are about."""

    def enter(self) -> None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1

    def answer(self, query: str) -> tuple[str, bytes]:
        """What is asked about, and the table as JSON."""
        country = _COUNTRY.search(query)
        if country:
            rows = [_row(holder) for holder in self.people.get(country[1], [])]
            return country[1], table(["person", "category"], rows)
        wanted = set(_PERSON.findall(query))
        found = [
            {"person": uri(holder.qid), "alias": text(alias)}
            for holders in self.people.values()
            for holder in holders
            if holder.qid in wanted
            for alias in holder.aliases
        ]
        return "aliases", table(["person", "alias"], found)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the client's acknowledgement of its headers
    server: QueryService

    def do_GET(self) -> None:
        self.server.enter()
        try:
            query = parse_qs(urlsplit(self.path).query)["query"][0]
            about, body = self.server.answer(query)
            self.server.asked.append(Asked(about, self.headers.get("User-Agent", ""), query))
            turns = self.server.troubles.get(about, [])
            trouble = turns.pop(0) if turns else self.server.always.get(about)
            (trouble or send_well)(self, body)
        finally:
            self.server.leave()

    def log_message(self, *args: object) -> None:
        """The server is silent."""

    def reply(self, status: int, body: bytes, kind: str = "application/sparql-results+json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def send_well(handler: Handler, body: bytes) -> None:
    handler.reply(200, gzip.compress(body), Content_Encoding="gzip")


def status(code: int, **headers: str) -> Trouble:
    return lambda handler, body: handler.reply(code, b"<html>no</html>", "text/html", **headers)


def instead(content: bytes, kind: str = "application/sparql-results+json", **headers: str) -> Trouble:
    return lambda handler, body: handler.reply(200, content, kind, **headers)


def as_text(handler: Handler, body: bytes) -> None:
    handler.reply(200, body, "text/plain")


def half(handler: Handler, body: bytes) -> None:
    """The length of the whole, and half of it."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def half_json(handler: Handler, body: bytes) -> None:
    handler.reply(200, body[: len(body) // 2])


def ran_out(handler: Handler, body: bytes) -> None:
    """What Blazegraph does under status 200: half a table, then the stack of its exception."""
    trace = b"\nSPARQL-QUERY: queryStr=SELECT\njava.util.concurrent.TimeoutException\n\tat java.base/FutureTask\n"
    handler.reply(200, body[: len(body) // 2] + trace)


def ran_out_after(handler: Handler, body: bytes) -> None:
    handler.reply(200, body + b"\njava.util.concurrent.TimeoutException\n")


def reset(handler: Handler, body: bytes) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def hang(handler: Handler, body: bytes) -> None:
    """Says nothing until the test is over."""
    handler.server.hanging.set()
    handler.server.released.wait(60)
    handler.close_connection = True


def uri(qid: str) -> dict[str, str]:
    return {"type": "uri", "value": ENTITY + qid}


def text(value: str) -> dict[str, str]:
    return {"type": "literal", "xml:lang": "en", "value": value}


def day(value: str) -> dict[str, str]:
    full = (value + "-01-01")[:10]
    return {"type": "literal", "datatype": DAY, "value": f"{full}T00:00:00Z"}


def precision(value: str) -> dict[str, str]:
    return {"type": "literal", "value": {4: "9", 7: "10"}.get(len(value), "11")}


def _row(holder: Holder) -> dict[str, Any]:
    rank = "PreferredRank" if holder.preferred else "NormalRank"
    row = {
        "category": {"type": "literal", "value": holder.category},
        "person": uri(holder.qid),
        "personLabel": text(holder.name),
        "rank": {"type": "uri", "value": f"http://wikiba.se/ontology#{rank}"},
    }
    if holder.office:
        row["officeLabel"] = text(holder.office)
    for name in ("since", "until"):
        if value := getattr(holder, name):
            row |= {name: day(value), f"{name}Precision": precision(value)}
    return row | ({"died": day(holder.died)} if holder.died else {})


def table(names: list[str], rows: list[dict[str, Any]]) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}, ensure_ascii=False).encode()


@pytest.fixture
def service() -> Iterator[QueryService]:
    server = QueryService()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def home(tmp_path: Path, compiled_gazetteer: Path) -> dict[str, str]:
    """An environment in which nothing of the user's can be found but a gazetteer with one person."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
    folders = {f"XDG_{name.upper()}_HOME": str(tmp_path / name) for name in ("data", "config", "state", "cache")}
    shutil.copytree(compiled_gazetteer, tmp_path / "cache" / "dateline")
    own = tmp_path / "config" / "dateline" / "gazetteer.toml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN, "utf-8")
    return {**kept, **folders, "HOME": str(tmp_path / "home"), "TERM": "xterm-256color", "PYTHONUTF8": "1"}


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Dateline:
    """Runs the real command against the service, for three countries."""

    def __init__(self, home: dict[str, str], service: QueryService, capture: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.service = service
        self._capture = capture

    def words(self, *more: str, countries: tuple[str, ...] = ("IS", "KI", "LI")) -> list[str]:
        """What follows `dateline` for an update."""
        chosen = [word for code in countries for word in ("--country", code)]
        return ["gazetteer", "update", "--endpoint", self.service.endpoint, "--pace", "0", *chosen, *more]

    def update(self, *more: str, countries: tuple[str, ...] = ("IS", "KI", "LI")) -> Done:
        """An update in this process: starting one for each would be most of these tests' time."""
        self._capture.readouterr()
        code = main(self.words(*more, countries=countries))
        return Done(code, *self._capture.readouterr())

    def run(self, *words: str, stdin: str = "") -> Done:
        """Any command in a process of its own."""
        done = subprocess.run(
            self.command(*words), input=stdin.encode(), capture_output=True, env=self.home, timeout=120
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def command(self, *words: str) -> list[str]:
        """The process of a command."""
        return [sys.executable, "-P", "-m", "reader.cli", *words]


def until_asked(service: QueryService, process: subprocess.Popen[Any]) -> None:
    """Returns when the process waits for a service that hangs."""
    while not service.hanging.wait(0.05):
        assert process.poll() is None, "the process ended before it asked"


@pytest.fixture
def dateline(
    home: dict[str, str], service: QueryService, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Dateline:
    for name in [name for name in home if name.startswith("XDG_")]:
        monkeypatch.setenv(name, home[name])
    return Dateline(home, service, capsys)


def leaders(taken: Path) -> dict[str, dict[str, Any]]:
    """The entries of an update by id."""
    return {entry["id"]: entry for entry in tomllib.loads(taken.read_text("utf-8"))["leader"]}


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """Where the update is put."""
    return tmp_path / "data" / "dateline" / "gazetteer" / "wikidata.toml"
