"""OPML of other readers, whole and broken, becomes feeds with tags; ours is read by them, and holds no secrets."""

from __future__ import annotations

import codecs
import string
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import safe_text
from reader.errors import DatelineError
from reader.subscriptions import opml
from reader.subscriptions.addresses import without_userinfo
from reader.subscriptions.opml import read_opml, write_opml
from reader.subscriptions.subscription import Subscription

A = Subscription("http://a.example/feed", "A")
FEED = '<outline type="rss" text="A" xmlUrl="http://a.example/feed"/>'


def whole(body: str, head: str = "<head><title>mine</title></head>") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">{head}<body>{body}</body></opml>'


BROKEN: list[tuple[str, bytes, tuple[Subscription, ...]]] = [
    ("no closing tags", b'<opml version="1.0"><body>' + FEED.encode(), (A,)),
    ("cut inside a tag", whole(FEED).removesuffix("</body></opml>").encode() + b'<outline text="B" xmlUrl="http', (A,)),
    ("no body", f"<opml>{FEED}</opml>".encode(), (A,)),
    ("outlines alone", FEED.encode(), (A,)),
    ("too many closing tags", whole("</outline></outline>" + FEED + "</outline>").encode(), (A,)),
    (
        "raw ampersands",
        whole('<outline text="A & B" xmlUrl="http://a.example/?x=1&copy=2&section=3&lt=4"/>').encode(),
        (Subscription("http://a.example/?x=1&copy=2&section=3&lt=4", "A & B"),),
    ),
    (
        "entities of HTML",
        whole('<outline text="Caf&eacute; &amp; Bar" xmlUrl="http://a.example/feed"/>').encode(),
        (Subscription("http://a.example/feed", "Caf&eacute; & Bar"),),
    ),
    ("odd case", whole('<OUTLINE TEXT="A" XMLURL="http://a.example/feed"/>').encode(), (A,)),
    ("xmlurl", whole('<outline text="A" xmlurl="http://a.example/feed"/>').encode(), (A,)),
    ("single quotes and spaces", whole("<outline text = 'A'\n xmlUrl = ' http://a.example/feed ' />").encode(), (A,)),
    ("title in place of text", whole('<outline title="A" xmlUrl="http://a.example/feed"/>').encode(), (A,)),
    (
        "empty text",
        whole('<outline text="" title="A" xmlUrl="http://a.example/feed"/>').encode(),
        (A,),
    ),
    ("a byte order mark", codecs.BOM_UTF8 + whole(FEED).encode(), (A,)),
    ("white space before the declaration", b"\n\n " + whole(FEED).encode(), (A,)),
    ("UTF-16", whole(FEED).replace("UTF-8", "UTF-16").encode("utf-16"), (A,)),
    ("UTF-16 declared and not meant", whole(FEED).replace("UTF-8", "UTF-16").encode(), (A,)),
    (
        "Latin-1 declared",
        whole(FEED.replace('"A"', '"É"')).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        (Subscription("http://a.example/feed", "É"),),
    ),
    (
        "Windows-1252 that says it is UTF-8",
        whole(FEED.replace('"A"', '"It’s"')).encode("cp1252"),
        (Subscription("http://a.example/feed", "It’s"),),
    ),
    (
        "UTF-8 that says it is ASCII",
        whole(FEED.replace('"A"', '"日本"')).replace("UTF-8", "us-ascii").encode(),
        (Subscription("http://a.example/feed", "日本"),),
    ),
    ("an unknown encoding", whole(FEED).replace("UTF-8", "klingon-8").encode(), (A,)),
    ("control characters", whole(FEED.replace('"A"', '"A\x00\x1b\x07&#27;"')).encode(), (A,)),
    (
        "markup in a title",
        whole('<outline text="A &lt;b&gt; > C" xmlUrl="http://a.example/feed"/>').encode(),
        (Subscription("http://a.example/feed", "A <b> > C"),),
    ),
    ("feed: addresses", whole(FEED.replace("http://", "feed://")).encode(), (A,)),
    ("feeds inside feeds", whole(FEED.replace("/>", ">") + "<outline/></outline>").encode(), (A,)),
    (
        "the same feed in two folders",
        whole(f'<outline text="X">{FEED}</outline><outline text="Y">{FEED}</outline>').encode(),
        (Subscription("http://a.example/feed", "A", ("Y", "X")),),
    ),
    ("comments", whole(f'<!-- <outline xmlUrl="http://no.example/"/> -->{FEED}').encode(), (A,)),
    ("a harmless DOCTYPE", b'<!DOCTYPE opml SYSTEM "http://x.example/opml.dtd">' + whole(FEED).encode(), (A,)),
    (
        "the address as its title",
        whole('<outline text="http://a.example/feed" xmlUrl="http://a.example/feed"/>').encode(),
        (Subscription("http://a.example/feed"),),
    ),
    (
        "elements of other kinds",
        whole(f'<x:more xmlns:x="urn:x"><p>{FEED}</p></x:more>').encode(),
        (A,),
    ),
]


@pytest.mark.parametrize(("content", "feeds"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_give_their_feeds(content: bytes, feeds: tuple[Subscription, ...]) -> None:
    listed = read_opml(content)
    assert listed.feeds == feeds
    assert listed.left_out == ()


def test_folders_and_categories_are_tags() -> None:
    inside = '<outline text="A" xmlUrl="http://a.example/feed" category="/Press/Daily,free"/>'
    listed = read_opml(whole(f'<outline text="World"><outline title="Asia">{inside}</outline></outline>').encode())
    assert listed.feeds == (Subscription("http://a.example/feed", "A", ("World", "Asia", "Press", "Daily", "free")),)


def test_what_is_no_feed_is_named() -> None:
    listed = read_opml(
        whole(
            '<outline type="link" text="Another" url="http://b.example/list.opml"/>'
            '<outline type="include" url="http://c.example/list.opml"/>'
            '<outline type="rss" text="Site" htmlUrl="http://d.example/?a=1&amp;b=2"/>'
            '<outline text="Mine" xmlUrl="file:///etc/passwd"/>'
            '<outline text="Run" xmlUrl="exec:rm -rf /"/>'
            '<outline text="Odd" xmlUrl="gopher://e.example/"/>'
            '<outline text="No host" xmlUrl="http:///x"/>'
        ).encode()
    )
    assert listed.feeds == ()
    assert [line.split(" (`")[0].split(" (check")[0] for line in listed.left_out] == [
        "file:///etc/passwd: only web addresses are taken from OPML (add it with `dateline feed add`)",
        "exec:rm …: only web addresses are taken from OPML (add it with `dateline feed add`)",
        "gopher://e.example/: gopher: addresses can't be read (give a web address, a path, or exec: and a command)",
        "http:///x: the address lacks a host (write it as https://example.org/feed)",
        "http://b.example/list.opml (Another): is another list, which is not followed",
        "http://c.example/list.opml: is another list, which is not followed",
        "http://d.example/?… (Site): is a page and no feed; `dateline feed add` may find one there",
    ]


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + whole(FEED.replace('"A"', '"&b;"'))
    with pytest.raises(DatelineError, match="declares entities"):
        read_opml(bomb.encode())


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "OUTLINES", 3)
    listed = read_opml(whole("".join(FEED.replace("a.e", f"{name}.e") for name in "abcde")).encode())
    assert [feed.address[7] for feed in listed.feeds] == ["a", "b", "c"]
    assert listed.notes == ("outlines after the first 3 are left out",)
    with pytest.raises(DatelineError, match="larger than 16 MiB"):
        read_opml(b" " * (opml.FILE_BYTES + 1))
    with pytest.raises(DatelineError, match="no outlines"):
        read_opml(b"<opml><body></body></opml>")


def test_a_file_that_breaks_off_says_so_and_one_that_is_deep_is_read_as_far_as_it_is_sane() -> None:
    assert read_opml(FEED.encode()).notes == ("it ends before its end; what it has till there is read",)
    deep = read_opml(whole('<outline text="f">' * 150 + FEED + "</outline>" * 150).encode())
    assert deep.feeds == (Subscription("http://a.example/feed", "A", ("f",)),)
    deeper = read_opml(whole('<outline text="f">' * 5000 + FEED).encode())
    assert deeper.feeds == ()
    assert any("5,001 outlines" in line or "folders" in line for line in (*deeper.left_out, *deeper.notes))


def test_another_reader_finds_titles_addresses_and_folders_in_ours() -> None:
    content, left_out = write_opml(
        [
            Subscription("https://a.example/?x=1&y=2", 'A "quoted" & <b>', ("World", "Asia", "a/b"), hidden=True),
            Subscription("https://b.example/"),
            Subscription("https://c.example/", tags=("World",), headers={"X": "secret"}, proxy="http://n:p@q.example"),
        ],
        without_userinfo,
    )
    root = ET.fromstring(content)
    world = root.find("body/outline[@text='World']")
    assert world is not None
    first = world.find("outline/outline")
    assert first is not None
    assert dict(first.attrib) == {
        "type": "rss",
        "text": 'A "quoted" & <b>',
        "title": 'A "quoted" & <b>',
        "xmlUrl": "https://a.example/?x=1&y=2",
        "category": "/Asia,/dateline/hidden",
    }
    assert root.findtext("head/title") == "Feeds of Dateline"
    assert [outline.get("xmlUrl") for outline in root.findall("body/outline")] == [None, "https://b.example/"]
    assert b"secret" not in content
    assert b"q.example" not in content
    assert left_out == []


def test_secrets_paths_and_programs_are_not_written_and_that_is_said() -> None:
    content, left_out = write_opml(
        [
            Subscription("https://name:word@a.example/feed"),
            Subscription("exec:make --key hunter2"),
            Subscription("/srv/feeds"),
        ],
        without_userinfo,
    )
    assert b"word" not in content
    assert b"hunter2" not in content
    assert b"/srv" not in content
    assert left_out == [
        "https://a.example/feed: exported without the name, password or key in its address",
        "exec:make …: only web addresses are exported",
        "/srv/feeds: only web addresses are exported",
    ]


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(safe_text.line)
TAGS = st.lists(LINES.filter(bool), max_size=4, unique=True).map(tuple)
QUERY = st.text(string.ascii_letters + string.digits + "&=;%+#?/~.,'", max_size=15)


@st.composite
def feeds(draw: st.DrawFn) -> list[Subscription]:
    return [
        Subscription(
            f"https://outlet{number}.example/{draw(QUERY)}", draw(LINES), draw(TAGS), hidden=draw(st.booleans())
        )
        for number in range(draw(st.integers(1, 5)))
    ]


@settings(max_examples=100, deadline=None)
@given(feeds())
def test_what_is_written_is_read_again(written: list[Subscription]) -> None:
    content, left_out = write_opml(written, without_userinfo)
    assert left_out == []
    listed = read_opml(content)
    assert listed.left_out == listed.notes == ()
    told = {feed.address: (feed.title, frozenset(feed.tags), feed.hidden) for feed in listed.feeds}
    assert told == {
        feed.address: ("" if feed.title == feed.address else feed.title, frozenset(feed.tags), feed.hidden)
        for feed in written
    }


@settings(max_examples=60, deadline=None)
@given(feeds(), st.data())
def test_damage_costs_feeds_and_nothing_else(written: list[Subscription], data: st.DataObject) -> None:
    content = bytearray(write_opml(written, without_userinfo)[0])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4))
    try:
        listed = read_opml(bytes(content))
    except DatelineError:
        return
    for feed in listed.feeds:
        assert safe_text.line(feed.title) == feed.title
        assert feed.address.startswith("http")


def test_reading_takes_time_in_proportion_to_the_file() -> None:
    for piece in (
        "<outline ",
        "<!--",
        "&",
        '<outline htmlUrl="',
        "<opml ",
        "<?xml ",
        "</outline>",
        '"',
        "<outline a='",
    ):
        content = (FEED + piece * 30_000).encode()
        assert read_opml(content).feeds[:1] == (A,)
