"""`dateline feed`, `export --opml` and lists of feeds to `import`, against a real server on loopback."""

from __future__ import annotations

import json
import os
import shlex
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal
from reader.ingest.fetching.feed_state import FeedState
from reader.subscriptions.file import read_subscriptions
from reader.subscriptions.subscription import SavedQuery, Subscription
from tests.cli.conftest import Dateline, one_line

ITEM = """<item><title>Ferry line returns</title><link>http://harbourpost.example/ferry</link><guid>1</guid>
<pubDate>Fri, 17 May 2024 09:30:00 GMT</pubDate><description>The ferry sails again.</description></item>"""
RSS = f'<rss version="2.0"><channel><title>Harbour Post</title><ttl>60</ttl>{ITEM}</channel></rss>'
LINK = '<link rel="alternate" type="application/rss+xml" title="{0}" href="/{0}.xml">'
PAGE = "<!DOCTYPE html><html><head><title>Site</title>{}</head><body><p>Hello</p></body></html>"
ANSWERS: dict[str, tuple[int, str, str]] = {
    "/post.xml": (200, "application/rss+xml", RSS),
    "/sport.xml": (200, "application/rss+xml", RSS.replace("Harbour Post", "Sport\x1b[31m of the Post")),
    "/evil.xml": (200, "application/rss+xml", RSS.replace("Harbour Post", "A&#27;[2J\u202eB")),
    "/one": (200, "text/html", PAGE.format(LINK.format("post"))),
    "/two": (200, "text/html", PAGE.format(LINK.format("post") + LINK.format("sport"))),
    "/none": (200, "text/html", PAGE.format("")),
    "/trap": (
        200,
        "text/html",
        PAGE.format('<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">'),
    ),
    "/gone": (410, "text/plain", "gone"),
}
MOVED = {"/old.xml": (301, "/post.xml"), "/for-now.xml": (302, "/post.xml")}


class _Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        if self.path in MOVED:
            status, place = MOVED[self.path]
            self.send_response(status)
            self.send_header("Location", place)
            content = b""
        else:
            status, kind, text = ANSWERS.get(self.path.partition("?")[0], (404, "text/plain", "no"))
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Silence: the test's output is the command's."""


class Site:
    """Where the server is, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.asked: list[tuple[str, dict[str, str]]] = server.asked  # type: ignore[attr-defined]


@pytest.fixture
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Site(server)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the user's feeds.toml is."""
    return tmp_path / "config" / "dateline" / "feeds.toml"


def feeds(own: Path) -> list[tuple[str, str]]:
    return [(feed.address, feed.title) for feed in read_subscriptions(own).feeds]


def document(done: Any) -> Any:
    assert done.stderr == b"", done.stderr
    return json.loads(done.stdout)


def settings(own: Path, text: str) -> None:
    own.parent.mkdir(parents=True, exist_ok=True)
    own.with_name("config.toml").write_text(text)


def test_a_feed_is_subscribed_to_with_its_title_and_what_was_asked_for(
    dateline: Dateline, own: Path, site: Site
) -> None:
    done = dateline(
        "feed", "add", f"{site.url}/post.xml", "--allow-private", "--tag", "world", "--tag", "asia", "--interval", "2h",
        "--full-text", "always", "--header", "X-Key: abc", "--hidden",
    )  # fmt: skip
    assert done.stdout.decode() == f"subscribed to {site.url}/post.xml (Harbour Post)\n"
    assert (done.returncode, done.stderr) == (0, b"")
    assert read_subscriptions(own).feeds == (
        Subscription(
            f"{site.url}/post.xml", "Harbour Post", ("world", "asia"), 7200, "always", {"X-Key": "abc"}, True,
            allow_private=True,
        ),
    )  # fmt: skip
    assert site.asked[0][1]["X-Key"] == "abc"
    again = dateline("feed", "add", f"{site.url}/post.xml#top", "--allow-private")
    assert again.returncode == 0
    assert b"is subscribed to already; nothing was changed" in again.stderr
    assert len(feeds(own)) == 1


def test_a_private_address_has_to_be_allowed(dateline: Dateline, own: Path, site: Site) -> None:
    told = one_line(dateline("feed", "add", f"{site.url}/post.xml"), 1)
    assert "loopback address" in told
    assert "--allow-private" in told
    assert site.asked == []
    assert feeds(own) == []


def test_a_page_leads_to_the_one_feed_it_names(dateline: Dateline, own: Path, site: Site) -> None:
    assert dateline("feed", "add", "--allow-private", f"{site.url}/one").returncode == 0
    assert feeds(own) == [(f"{site.url}/post.xml", "Harbour Post")]


def test_of_several_feeds_a_pipe_is_told_and_nothing_is_chosen(dateline: Dateline, own: Path, site: Site) -> None:
    done = dateline("feed", "add", "--allow-private", f"{site.url}/two")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        f"dateline: {site.url}/two: the page names 2 feeds (give one of them, --first or --all)",
        f"dateline: {site.url}/post.xml post",
        f"dateline: {site.url}/sport.xml sport",
    ]
    assert feeds(own) == []
    done = dateline("feed", "add", "--allow-private", "--json", f"{site.url}/two")
    assert done.returncode == 2
    assert document(done) == {
        "added": [],
        "known": [],
        "failed": [
            {
                "address": f"{site.url}/two",
                "reason": "the page names 2 feeds (give one of them, --first or --all)",
                "feeds": [
                    {"address": f"{site.url}/post.xml", "title": "post"},
                    {"address": f"{site.url}/sport.xml", "title": "sport"},
                ],
            }
        ],
    }


@pytest.mark.parametrize(("choice", "count"), [("--first", 1), ("--all", 2)])
def test_the_first_or_all_can_be_taken(dateline: Dateline, own: Path, site: Site, choice: str, count: int) -> None:
    assert dateline("feed", "add", "--allow-private", choice, f"{site.url}/two").returncode == 0
    assert (
        feeds(own)
        == [
            (f"{site.url}/post.xml", "Harbour Post"),
            (f"{site.url}/sport.xml", "Sport[31m of the Post"),
        ][:count]
    )


@pytest.mark.parametrize(
    ("keys", "names"), [("2\r", ["sport.xml"]), ("9\rall\r", ["post.xml", "sport.xml"]), ("\r", [])]
)
def test_a_person_is_asked_which(home: dict[str, str], own: Path, site: Site, keys: str, names: list[str]) -> None:
    command = [sys.executable, "-P", "-m", "reader.cli", "feed", "add", "--allow-private", f"{site.url}/two"]
    with Terminal(command, columns=100, rows=30, env=home) as terminal:
        terminal.wait("Which")
        for answer in keys.split("\r")[:-1]:
            terminal.wait("Which")
            terminal.send(*answer, "\r")
        terminal.finish(30)
    assert [Path(address).name for address, _ in feeds(own)] == names


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/none", "is a web page that names no feed"),
        ("/trap", "is a web page that names no feed"),
        ("/missing", "404"),
        ("/gone", "410"),
    ],
)
def test_where_there_is_no_feed_nothing_is_subscribed_to(
    dateline: Dateline, own: Path, site: Site, place: str, words: str
) -> None:
    assert words in one_line(dateline("feed", "add", "--allow-private", f"{site.url}{place}"), 1)
    assert feeds(own) == []


def test_some_may_fail_and_the_others_are_added(dateline: Dateline, own: Path, site: Site) -> None:
    done = dateline(
        "feed", "add", "--allow-private", "--json", f"{site.url}/post.xml", f"{site.url}/missing", "gopher://x"
    )
    assert done.returncode == 3
    told = document(done)
    assert [one["address"] for one in told["added"]] == [f"{site.url}/post.xml"]
    assert [one["address"] for one in told["failed"]] == [f"{site.url}/missing", "gopher://x"]
    assert all(one["reason"] for one in told["failed"])


def test_a_feed_that_moved_for_good_is_subscribed_to_where_it_is(dateline: Dateline, own: Path, site: Site) -> None:
    dateline("feed", "add", "--allow-private", f"{site.url}/old.xml", f"{site.url}/for-now.xml")
    assert [address for address, _ in feeds(own)] == [f"{site.url}/post.xml", f"{site.url}/for-now.xml"]


def test_a_title_from_outside_cannot_move_the_terminal(dateline: Dateline, own: Path, site: Site) -> None:
    done = dateline("feed", "add", "--allow-private", f"{site.url}/evil.xml")
    assert b"\x1b" not in done.stdout
    assert feeds(own) == [(f"{site.url}/evil.xml", "A[2JB")]


def test_without_the_network_a_feed_is_subscribed_to_unseen(dateline: Dateline, own: Path, site: Site) -> None:
    done = dateline("feed", "add", "--no-check", f"{site.url}/post.xml", "example.org/feed.xml")
    assert done.returncode == 0
    assert b"without a look at it" in done.stderr
    done = dateline("--offline", "feed", "add", f"{site.url}/other.xml")
    assert done.returncode == 0
    assert b"without asking the network, which is forbidden" in done.stderr
    settings(own, "offline = true\n")
    assert dateline("feed", "add", f"{site.url}/third.xml").returncode == 0
    assert [address for address, _ in feeds(own)] == [
        f"{site.url}/post.xml",
        "https://example.org/feed.xml",
        f"{site.url}/other.xml",
        f"{site.url}/third.xml",
    ]
    assert site.asked == []


def test_files_and_folders_are_feeds_and_are_looked_at(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    (tmp_path / "post.xml").write_text(RSS)
    (tmp_path / "saved").mkdir()
    done = dateline("feed", "add", "post.xml", "saved", f"file://{tmp_path}/post.xml", "missing.xml")
    assert done.returncode == 3
    assert feeds(own) == [
        (str(tmp_path / "post.xml"), "Harbour Post"),
        (str(tmp_path / "saved"), "saved"),
        (f"file://{tmp_path}/post.xml", "Harbour Post"),
    ]
    assert "missing.xml: " in done.stderr.decode()


def test_programs_run_only_when_they_are_allowed(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    script = tmp_path / "make"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat <<'E'\n{RSS}\nE\n")
    script.chmod(0o755)
    done = dateline("feed", "add", f"exec:{script}")
    assert done.returncode == 0
    assert b"only runs with allow_commands = true" in done.stderr
    assert not (tmp_path / "ran").exists()
    settings(own, "allow_commands = true\n")
    assert dateline("feed", "add", f"exec:{script} again").returncode == 0
    assert (tmp_path / "ran").exists()
    assert feeds(own)[1] == (f"exec:{script} again", "Harbour Post")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--title", "x", "http://a.example", "http://b.example"), "one title can't be that of several feeds"),
        (("--interval", "soon", "http://a.example"), "--interval: write it as"),
        (("--header", "novalue", "http://a.example"), "--header lacks a colon"),
        (("--header", "X Y: secret", "http://a.example"), "'X Y' is no name of a header"),
        (("--proxy", "nonsense", "http://a.example"), "--proxy: write"),
        (("--first", "--all", "http://a.example"), "not allowed with"),
        ((), "required: ADDRESS"),
    ],
)
def test_wrong_usage(dateline: Dateline, words: tuple[str, ...], told: str) -> None:
    line = one_line(dateline("feed", "add", "--no-check", *words), 2)
    assert told in line
    assert "secret" not in line


def test_credentials_are_kept_and_never_told(dateline: Dateline, own: Path) -> None:
    added = dateline("feed", "add", "--no-check", "https://name:pass@a.example/feed?token=hunter2")
    assert b"better kept with --header" in added.stderr
    runs = [
        added,
        dateline("feed", "list"),
        dateline("feed", "list", "--json"),
        dateline("export", "--opml"),
        dateline("--offline", "feed", "test", "a.example/feed"),
        dateline("feed", "remove", "a.exam"),
    ]
    for done in runs:
        assert b"hunter2" not in done.stdout + done.stderr
        assert b"pass@" not in done.stdout + done.stderr
    assert runs[-1].returncode == 0
    assert feeds(own) == []
    assert own.stat().st_mode & 0o777 == 0o600


def test_removing_tells_the_line_that_brings_it_back(dateline: Dateline, own: Path) -> None:
    words = ["feed", "add", "--no-check", "--title", "It's mine", "--tag", "a b", "--interval", "2h", "--hidden"]
    dateline(*words, "--full-text", "never", "--proxy", "direct", "https://a.example/feed?x=1&y=2")
    before = own.read_text()
    done = dateline("feed", "remove", "It's mine")
    assert done.returncode == 0
    assert feeds(own) == []
    line = done.stdout.decode().partition("to subscribe again: ")[2]
    undo = shlex.split(line)
    assert undo[0] == "dateline"
    assert dateline(*undo[1:]).returncode == 0
    assert own.read_text().rstrip() == before.rstrip()


def test_removing_several_some_of_which_are_not_there(dateline: Dateline, own: Path) -> None:
    dateline("feed", "add", "--no-check", "https://a.example/feed", "https://b.example/one", "https://b.example/two")
    assert "there is no such feed" in one_line(dateline("feed", "remove", "nobody"), 1)
    assert "2 feeds may be meant" in one_line(dateline("feed", "remove", "b.example"), 2)
    done = dateline("feed", "remove", "--json", "a.example/feed", "nobody", "https://b.example/two")
    assert done.returncode == 3
    told = document(done)
    assert [one["address"] for one in told["removed"]] == ["https://a.example/feed", "https://b.example/two"]
    assert [one["address"] for one in told["failed"]] == ["nobody"]
    assert feeds(own) == [("https://b.example/one", "")]


def test_the_list_says_how_feeds_fared(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    dateline("feed", "add", "--no-check", "--tag", "World", "https://a.example/feed", "https://b.example/feed")
    dateline("feed", "add", "--no-check", "--title", "Third", "https://c.example/feed")
    states = [
        FeedState("https://a.example/feed", "Of its own", checked=1_800_000_000, succeeded=1_800_000_000, articles=12),
        FeedState("https://b.example/feed", checked=1_800_000_000, failures=3, problem="it took too long"),
    ]
    folder = tmp_path / "data" / "dateline" / "library"
    _keep(folder, states)
    told = document(dateline("feed", "list", "--json"))
    assert told[0] == {
        "address": "https://a.example/feed",
        "title": "Of its own",
        "tags": ["World"],
        "interval": 0,
        "full_text": None,
        "hidden": False,
        "checked": "2027-01-15T08:00:00+00:00",
        "succeeded": "2027-01-15T08:00:00+00:00",
        "due": None,
        "failures": 0,
        "problem": "",
        "gone": False,
        "articles": 12,
    }
    assert (told[1]["failures"], told[1]["problem"], told[2]["title"]) == (3, "it took too long", "Third")
    assert [one["address"] for one in document(dateline("feed", "list", "--json", "--tag", "world"))] == [
        "https://a.example/feed",
        "https://b.example/feed",
    ]
    assert dateline("feed", "list").stdout.decode().splitlines() == [
        "https://a.example/feed\tOf its own\tWorld\t12\tfetched 2027-01-15 08:00 UTC",
        "https://b.example/feed\t\tWorld\t0\tfailed 3 times in a row: it took too long",
        "https://c.example/feed\tThird\t\t0\tnever fetched",
    ]


def _keep(library: Path, states: list[FeedState]) -> None:
    from reader.ingest.fetching.state import State

    library.mkdir(parents=True)
    with State(library) as kept:
        for state in states:
            kept.keep(state)


def test_entries_that_cannot_be_understood_are_told_by_line(dateline: Dateline, own: Path) -> None:
    own.parent.mkdir(parents=True)
    own.write_text('[[feed]]\naddress = "https://a.example/"\ntitel = "x"\n')
    done = dateline("feed", "list")
    assert done.returncode == 3
    assert done.stdout == b"https://a.example/\t\t\t0\tnever fetched\n"
    assert done.stderr.decode() == f"dateline: {own}: line 3: a feed has no 'titel' (is 'title' meant?)\n"
    own.write_text('[[feed]]\naddress = "https://a.example/\n')
    for words in (("list",), ("add", "b.example"), ("remove", "a"), ("test", "a.example")):
        assert "is not valid TOML" in one_line(dateline("feed", *words), 1)


def test_no_feeds_yet_says_how_to_begin(dateline: Dateline) -> None:
    assert "feed add ADDRESS" in one_line(dateline("feed", "list"), 0)
    assert dateline("feed", "list", "--json").stdout == b"[]\n"


def test_a_trial_tells_what_is_there_and_keeps_nothing(
    dateline: Dateline, own: Path, site: Site, tmp_path: Path
) -> None:
    done = dateline("feed", "test", "--allow-private", "--json", f"{site.url}/old.xml")
    told = document(done)
    assert {
        name: told[name] for name in ("title", "kind", "items", "newest", "full_text", "pause", "etag", "moved")
    } == {
        "title": "Harbour Post",
        "kind": "RSS",
        "items": 1,
        "newest": "2024-05-17T09:30:00+00:00",
        "full_text": "no: summaries only",
        "pause": 3600,
        "etag": '"1"',
        "moved": f"{site.url}/post.xml",
    }
    shown = dateline("feed", "test", "--allow-private", f"{site.url}/post.xml").stdout.decode()
    assert "title       Harbour Post\n" in shown
    assert not own.exists()
    assert not (tmp_path / "data" / "dateline" / "library").exists()
    done = dateline("feed", "test", "--allow-private", f"{site.url}/two")
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [f"{site.url}/post.xml  post", f"{site.url}/sport.xml  sport"]


def test_a_trial_uses_the_subscription_s_own_settings(dateline: Dateline, site: Site) -> None:
    dateline("feed", "add", "--allow-private", "--header", "X-Key: abc", f"{site.url}/post.xml")
    site.asked.clear()
    assert dateline("feed", "test", "harbour").returncode == 0
    assert site.asked[0][1]["X-Key"] == "abc"


def test_the_editor_gets_the_file_as_an_argument_and_what_it_wrote_is_checked(
    dateline: Dateline, own: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "my editor"
    editor.write_text(
        '#!/bin/sh\nprintf \'[[feed]]\\naddress = "https://a.example/"\\ninterval = "soon"\\n\' >> "$2"\n'
    )
    editor.chmod(0o755)
    done = dateline("feed", "edit", VISUAL=f"'{editor}' --wait")
    assert done.returncode == 3
    assert done.stdout.decode() == f"{own}: 1 feed\n"
    assert b'interval: write it as "30m"' in done.stderr
    assert own.read_text().startswith("# Feeds that Dateline reads.")
    assert "ended with 1" in one_line(dateline("feed", "edit", VISUAL="false"), 1)
    assert "cannot be started" in one_line(dateline("feed", "edit", VISUAL="", EDITOR="/nonesuch/vi"), 1)


OPML = """<opml version="2.0"><body><outline text="World"><outline text="Harbour" xmlUrl="https://a.example/feed"/>
<outline text="Inland" xmlUrl="https://b.example/feed"/></outline><outline type="link" url="https://c.example/l.opml"/>
</body></opml>"""


def test_opml_comes_in_and_goes_out(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    dateline("feed", "add", "--no-check", "https://b.example/feed")
    done = dateline("import", "feeds.opml")
    assert "1 new feed, 1 known already, 1 left out" in done.stdout.decode() + done.stderr.decode()
    assert read_subscriptions(own).feeds[1] == Subscription("https://a.example/feed", "Harbour", ("World",))
    exported = dateline("export", "--opml").stdout
    assert exported.count(b"xmlUrl=") == 2
    assert dateline("export", "--opml", "out.opml").stdout == b""
    assert (tmp_path / "out.opml").read_bytes() == exported
    own.unlink()
    assert dateline("import", "out.opml").returncode == 0
    assert len(feeds(own)) == 2
    assert "--opml" in one_line(dateline("export"), 2)


def test_urls_of_newsboat_come_in(dateline: Dateline, own: Path, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(
        'https://a.example/ x "~Mine"\n"query:New:unread = \\"yes\\""\n"exec:~/make it"\n"query:Old:author = \\"x\\""\n'
    )
    done = dateline("import", "urls")
    told = done.stdout.decode() + done.stderr.decode()
    assert "2 new feeds, 1 new query, 1 left out" in told
    assert "line 4: the query 'Old' can't be translated" in told
    assert "1 feed needs a program to run; write allow_commands = true" in told
    found = read_subscriptions(own)
    assert found.feeds == (Subscription("https://a.example/", "Mine", ("x",)), Subscription("exec:~/make it"))
    assert found.queries == (SavedQuery("New", "is:unread"),)


def test_a_full_disk_is_told_and_the_export_that_was_there_stays(dateline: Dateline, tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("needs /dev/full")
    assert "No space left" in one_line(dateline("export", "--opml", "/dev/full"), 1)
