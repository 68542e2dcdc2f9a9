"""feeds.toml: what is written by hand is read with every fault named, and a change touches one entry alone."""

from __future__ import annotations

import os
import stat
import tomllib
from datetime import date
from pathlib import Path

import pytest

from reader.errors import DatelineError
from reader.subscriptions.file import (
    begin,
    change,
    find,
    read_subscriptions,
    readdress,
    rename,
    subscribe,
    subscribe_all,
    unsubscribe,
    with_tags,
    without_tags,
)
from reader.subscriptions.subscription import SavedQuery, Subscription
from reader.subscriptions.wording import BEGINNING

BY_HAND = """# mine
title-of-this = "x"

# the morning
[[feed]]
address = "https://harbourpost.example/feed"   # the whole paper
title='Harbour'
tags = [
    "world",  # all of it
    "asia",
]
interval = "90m"
[feed.headers]
X-Key = "abc"

# questions
[[query]]
name = "Japan"
query = "country:JP"

[[feed]]
address = "feed://inland.example/rss"
full_text = "always"
hidden = true
proxy = "socks5h://127.0.0.1:9050"
allow_private = true
filter = "tidy -q"
interval = 600
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "feeds.toml"


def written(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return text


def test_no_file_is_no_feeds(path: Path) -> None:
    assert read_subscriptions(path).feeds == ()


def test_everything_that_can_be_said_of_a_feed_is_read(path: Path) -> None:
    written(path, BY_HAND)
    found = read_subscriptions(path)
    assert found.feeds == (
        Subscription("https://harbourpost.example/feed", "Harbour", ("world", "asia"), 5400, headers={"X-Key": "abc"}),
        Subscription(
            "http://inland.example/rss",
            interval=600,
            full_text="always",
            hidden=True,
            proxy="socks5h://127.0.0.1:9050",
            allow_private=True,
            filter="tidy -q",
        ),
    )
    assert found.queries == (SavedQuery("Japan", "country:JP"),)
    assert len(found.problems) == 1
    assert found.problems[0].startswith("line 2: there is no 'title-of-this' here")


def test_a_fault_is_named_with_its_line_and_the_rest_is_read(path: Path) -> None:
    written(
        path,
        """[[feed]]
adress = "https://a.example/"

[[feed]]
address = "https://b.example/"
interval = "soon"
full-text = "always"
tags = 5
hidden = "yes"
title = '''
Several
lines'''

[[feed]]
address = "https://c.example/"
proxy = "nonsense"
[[feed]]
address = "https://d.example/"
headers = { "X Y" = "v" }
[[feed]]
address = "gopher://e.example/"
[[feed]]
address = "HTTPS://B.example:443/#top"
[[query]]
name = "no question"
[[feed]]
address = "https://f.example/"
full_text = "sometimes"
""",
    )
    found = read_subscriptions(path)
    assert [feed.address for feed in found.feeds] == ["https://b.example/", "https://f.example/"]
    assert found.feeds[0].title == "Several lines"
    assert found.problems == (
        'line 1: a feed lacks its address (write address = "https://…"); it is left out',
        "line 2: a feed has no 'adress' (is 'address' meant?)",
        'line 6: interval: write it as "30m", "2h", "1d" or in seconds',
        "line 7: a feed has no 'full-text' (is 'full_text' meant?)",
        'line 8: tags: write them as ["one", "another"]',
        "line 9: hidden: write true or false",
        (
            'line 16: proxy: write "direct", or an address with http, https, socks4, socks4a, socks5, socks5h and ://; '
            "the feed is left out"
        ),
        "line 19: headers: 'X Y' is no name of a header; the feed is left out",
        (
            "line 21: address: gopher://e.example/: gopher: addresses can't be read (give a web address, a path, or "
            "exec: and a command); the feed is left out"
        ),
        "line 22: HTTPS://B.example:443/#top stands here again; what line 4 says of it counts",
        "line 24: the query 'no question' lacks what to look for (write query = \"…\")",
        "line 28: full_text: choose when-short, always, never",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'[[feed]]\naddress = "a\n', "line 2"),
        (b'[[feed]]\naddress = "caf\xe9"\n', "line 2 is not in UTF-8"),
        (b"x = " + b"[" * 5000, "brackets"),
    ],
)
def test_what_is_no_toml_is_an_error_with_its_line_and_is_never_changed(path: Path, content: bytes, words: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DatelineError, match=words) as caught:
        read_subscriptions(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    with pytest.raises(DatelineError, match=words):
        subscribe(path, Subscription("https://new.example/"))
    assert path.read_bytes() == content


def test_a_file_that_is_too_large_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(17 * 2**20)
    with pytest.raises(DatelineError, match="larger than 16 MiB"):
        read_subscriptions(path)


def test_the_first_feed_begins_a_file_that_explains_itself(path: Path) -> None:
    assert subscribe(path, Subscription("https://a.example/feed", tags=("x",), interval=1800))
    text = path.read_text()
    assert text == BEGINNING + '\n[[feed]]\naddress = "https://a.example/feed"\ntags = ["x"]\ninterval = "30m"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not subscribe(path, Subscription("https://A.example:443/feed#x"))
    assert path.read_text() == text
    explained = "\n".join(line.removeprefix("# ") for line in BEGINNING.splitlines()[3:] if line != "#")
    assert set(tomllib.loads(explained)["feed"][0]) == set(Subscription.__struct_fields__)


def test_beginning_a_file_leaves_one_that_is_there(path: Path) -> None:
    begin(path)
    assert path.read_text() == BEGINNING
    written(path, "# mine\n")
    begin(path)
    assert path.read_text() == "# mine\n"


def test_many_are_added_in_one_go_each_once(path: Path) -> None:
    written(path, BY_HAND.rstrip("\n"))
    feeds = [Subscription(f"https://{name}.example/") for name in ("a", "b", "A", "c")]
    added = subscribe_all(
        path,
        [*feeds, Subscription("https://harbourpost.example/feed")],
        [SavedQuery("JAPAN", "x"), SavedQuery("New", "is:unread"), SavedQuery("new", "y")],
    )
    assert [feed.address for feed in added.feeds] == ["https://a.example/", "https://b.example/", "https://c.example/"]
    assert added.queries == (SavedQuery("New", "is:unread"),)
    assert path.read_text().startswith(BY_HAND)
    assert len(read_subscriptions(path).feeds) == 5
    assert subscribe_all(path, feeds).feeds == ()


def test_a_change_touches_its_own_lines_alone(path: Path) -> None:
    before = written(path, BY_HAND)
    assert change(path, "https://harbourpost.example/feed", title="Post", interval=0)
    assert path.read_text() == before.replace("title='Harbour'", 'title="Post"').replace('interval = "90m"\n', "")
    assert not change(path, "https://nobody.example/", title="x")
    assert rename(path, "https://inland.example/rss", "x") is False  # http is not https
    assert rename(path, "http://inland.example/rss", "Inland")
    assert path.read_text().endswith('interval = 600\ntitle = "Inland"\n')


def test_tags_come_and_go_and_the_comments_beside_the_others_stay(path: Path) -> None:
    written(path, BY_HAND)
    address = "https://harbourpost.example/feed"
    assert with_tags(path, address, "japan", "world")
    text = path.read_text()
    assert '    "world",  # all of it\n    "asia",\n    "japan",\n' in text
    assert without_tags(path, address, "asia")
    assert '    "world",  # all of it\n    "japan",\n' in path.read_text()
    assert without_tags(path, address, "world", "japan")
    assert "tags" not in path.read_text()
    assert with_tags(path, address, "new")
    assert find(read_subscriptions(path), address) == Subscription(
        address, "Harbour", ("new",), 5400, headers={"X-Key": "abc"}
    )


def test_a_feed_that_moved_for_good_keeps_its_settings_and_a_note_of_the_day(path: Path) -> None:
    before = written(path, BY_HAND)
    old = "https://name:word@harbourpost.example/feed"
    written(path, before.replace("https://harbourpost", "https://name:word@harbourpost"))
    assert readdress(path, old, "https://harbourpost.example/new", day=date(2026, 11, 22))
    assert path.read_text() == before.replace(
        'address = "https://harbourpost.example/feed"',
        '# until 2026-11-22 it was https://harbourpost.example/feed\naddress = "https://harbourpost.example/new"',
    )


def test_a_feed_does_not_move_onto_another(path: Path) -> None:
    before = written(path, BY_HAND)
    assert not readdress(path, "https://harbourpost.example/feed", "http://inland.example/rss")
    assert not readdress(path, "https://unknown.example/", "https://new.example/")
    assert path.read_text() == before
    assert readdress(path, "http://inland.example/rss", "http://inland.example/rss?", day=date(2026, 1, 1))


def test_unsubscribing_takes_the_entry_with_its_tables_and_nothing_else(path: Path) -> None:
    before = written(path, BY_HAND)
    assert unsubscribe(path, "https://harbourpost.example/feed")
    start, end = before.index("[[feed]]"), before.index("\n# questions")
    assert path.read_text() == before[:start] + before[end:]
    assert not unsubscribe(path, "https://harbourpost.example/feed")
    assert unsubscribe(path, "http://inland.example/rss")
    assert read_subscriptions(path).feeds == ()
    assert subscribe(path, Subscription("https://harbourpost.example/feed"))


def test_every_spelling_of_an_address_that_stands_twice_goes(path: Path) -> None:
    written(path, '[[feed]]\naddress = "https://a.example"\n# between\n[[feed]]\naddress = "https://A.example/"\n')
    assert unsubscribe(path, "https://a.example/")
    assert path.read_text() == "# between\n"


def test_windows_line_ends_and_a_byte_order_mark_stay(path: Path) -> None:
    text = "\ufeff" + BY_HAND.replace("\n", "\r\n")
    written(path, text)
    assert rename(path, "https://harbourpost.example/feed", "Post")
    assert path.read_bytes().decode() == text.replace("title='Harbour'", 'title="Post"')


def test_an_entry_that_is_no_table_of_its_own_is_read_and_left_to_its_writer(path: Path) -> None:
    text = written(path, 'feed = [{ address = "https://a.example/" }, { address = "https://b.example/" }]\n')
    assert [feed.address for feed in read_subscriptions(path).feeds] == ["https://a.example/", "https://b.example/"]
    with pytest.raises(DatelineError, match="only its writer can change") as caught:
        rename(path, "https://a.example/", "x")
    assert caught.value.where == str(path)
    with pytest.raises(DatelineError):
        subscribe(path, Subscription("https://c.example/"))
    assert path.read_text() == text


def test_what_looks_like_an_entry_inside_a_string_is_none(path: Path) -> None:
    text = written(
        path,
        "[[feed]]\naddress = \"https://a.example/\"\ntitle = '''x\n[[feed]]\naddress = \"https://no.example/\"'''\n"
        '[[feed]]\naddress = "https://b.example/"\n',
    )
    assert unsubscribe(path, "https://b.example/")
    assert path.read_text() == text[: text.rindex("[[feed]]")]


def test_a_change_is_checked_like_what_is_written_by_hand(path: Path) -> None:
    before = written(path, BY_HAND)
    with pytest.raises(DatelineError, match="choose a time"):
        change(path, "https://harbourpost.example/feed", interval=5)
    with pytest.raises(TypeError, match="no colour"):
        change(path, "https://harbourpost.example/feed", colour="red")
    assert path.read_text() == before


def test_a_linked_file_stays_a_link_and_rights_are_never_widened(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "feeds.toml"
    written(kept, "# mine\n")
    kept.chmod(0o640)
    path.parent.mkdir()
    path.symlink_to(kept)
    assert subscribe(path, Subscription("https://a.example/"))
    assert path.is_symlink()
    assert [name.name for name in path.parent.iterdir()] == ["feeds.toml"]
    assert [name.name for name in kept.parent.iterdir()] == ["feeds.toml"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert subscribe(path, Subscription("https://b.example/", headers={"X": "y"}))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o400)
    assert rename(path, "https://a.example/", "x")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o400


@pytest.mark.parametrize("address", ["https://name:word@a.example/", "https://name@a.example/"])
def test_a_file_with_a_name_in_an_address_is_for_its_owner_alone(path: Path, address: str) -> None:
    written(path, "")
    path.chmod(0o644)
    assert subscribe(path, Subscription(address))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told_in_words(path: Path) -> None:
    before = written(path, BY_HAND)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(DatelineError, match="cannot be written"):
            subscribe(path, Subscription("https://a.example/"))
    finally:
        path.parent.chmod(0o700)
    assert path.read_text() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(path, BY_HAND)
    real_open = os.open

    def full(name: os.PathLike[str] | str, flags: int, mode: int = 0o777) -> int:
        return real_open("/dev/full", os.O_WRONLY) if str(name).endswith(".new") else real_open(name, flags, mode)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(DatelineError, match="No space left"):
        subscribe(path, Subscription("https://a.example/"))
    assert path.read_text() == before
    assert [name.name for name in path.parent.iterdir()] == ["feeds.toml"]


@pytest.mark.parametrize(
    ("new", "moves"),
    [
        ("https://harbourpost.example/other", True),
        ("https://elsewhere.example/feed", False),
        ("http://harbourpost.example/feed2", False),
        ("https://harbourpost.example:8443/feed", False),
        ("exec:rm -rf x", False),
        ("/etc/passwd", False),
    ],
)
def test_a_server_cannot_send_secret_headers_elsewhere_nor_a_feed_off_the_web(
    path: Path, new: str, moves: bool
) -> None:
    written(path, BY_HAND)
    assert readdress(path, "https://harbourpost.example/feed", new) is moves
    assert (path.read_text() == BY_HAND) is not moves
    assert readdress(path, "http://inland.example/rss", "https://elsewhere.example/rss")
    assert not readdress(path, "https://elsewhere.example/rss", "exec:rm -rf x")
