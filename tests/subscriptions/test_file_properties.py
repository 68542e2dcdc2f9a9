"""feeds.toml under any layout: a change keeps every byte outside of its entry, and what is written is read again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import safe_text
from reader.subscriptions.entries import parse_subscriptions
from reader.subscriptions.file import change, read_subscriptions, readdress, subscribe, subscribe_all, unsubscribe
from reader.subscriptions.layout import entries_of
from reader.subscriptions.subscription import SavedQuery, Subscription

LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(safe_text.line)
NUMBERS = st.integers(0, 10**6)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": LINES,
    "tags": st.lists(LINES.filter(bool), max_size=4, unique=True).map(tuple),
    "interval": st.sampled_from((0, 60, 90, 1800, 7200, 86_400, 86_401)),
    "full_text": st.sampled_from((None, "when-short", "always", "never")),
    "headers": st.dictionaries(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}", fullmatch=True), LINES, max_size=3),
    "hidden": st.booleans(),
    "proxy": st.sampled_from(("", "direct", "http://127.0.0.1:3128", "socks5h://name:word@127.0.0.1:9050")),
    "allow_private": st.booleans(),
    "filter": LINES.filter(str.isprintable),
}


def feeds(number: int) -> st.SearchStrategy[Subscription]:
    return st.builds(Subscription, st.just(f"https://outlet{number}.example/feed?a=1&b=2"), **FIELDS)


SUBSCRIPTIONS = st.integers(0, 5).flatmap(lambda count: st.tuples(*(feeds(number) for number in range(count))))
QUERIES = st.lists(
    st.builds(SavedQuery, LINES.filter(bool), LINES.filter(bool)),
    max_size=3,
    unique_by=lambda query: query.name.casefold(),
)
COMMENT = st.one_of(
    st.just(""),
    st.just("\n"),
    st.text("abc[]\"'= #\t", max_size=12).map(lambda text: f"# {text}\n"),
    st.just("# [[feed]]\n# address = 'x'\n"),
)
VALUES = st.sampled_from(
    (
        'title = "one"  # told\n',
        "title = '''\n[[feed]]\naddress = \"https://trap.example\"'''\n",
        'title = """a \\""" [feed] \\\n   b"""\n',
        'tags = [ # why\n  "x", # x\n\n  "y"\n]\n',
        'tags = ["]", "[[feed]]", "#"]\n',
        'headers = { "X-A" = \'b\', Y = "}" }\n',
        '[feed.headers]\n"X-A" = "b"  # told\n\n# nobody\'s\n',
        '"interval" = "2h"\n',
        "interval=600\n",
        "hidden = true",
        "",
    )
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int]:
    """The text of a file as a person may lay it out, and how many feeds are in it."""
    text = draw(COMMENT)
    count = draw(st.integers(1, 4))
    for number in range(count):
        if draw(st.booleans()):
            text += f'[[query]]\nname = "q{number}"\n{draw(COMMENT)}query = "x"\n'
        value = draw(VALUES)
        text += draw(COMMENT) + f'[[feed]]\n{draw(COMMENT)}address = "https://outlet{number}.example/"'
        text += draw(st.sampled_from(("\n", "   # [here]\n"))) + value
        text += "\n" * (not text.endswith("\n")) + draw(COMMENT)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text, count


def written(folder: str, text: str) -> Path:
    path = Path(folder) / "feeds.toml"
    path.write_bytes(text.encode())
    return path


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(files(), st.data())
def test_a_change_keeps_every_byte_outside_of_its_entry(layout: tuple[str, int], data: st.DataObject) -> None:
    text, count = layout
    number = data.draw(st.integers(0, count - 1))
    names = data.draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4, unique=True))
    fields = {name: data.draw(FIELDS[name]) for name in names}
    before = parse_subscriptions(text)
    table = entries_of(text, "feed")[number]
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, text)
        assert change(path, f"https://outlet{number}.example/", **fields)
        after = path.read_bytes().decode()
        found = read_subscriptions(path)
    assert after.startswith(text[: table.start])
    assert after.endswith(text[table.end :])
    assert found.queries == before.queries
    assert found.problems == ()
    for index, (one, other) in enumerate(zip(before.feeds, found.feeds, strict=True)):
        told = {name: getattr(other, name) for name in other.__struct_fields__}
        wanted = {name: getattr(one, name) for name in one.__struct_fields__}
        assert told == (wanted | fields if index == number else wanted)


@settings(max_examples=30, deadline=None)
@given(files(), st.data())
def test_removing_and_moving_keep_every_byte_outside_of_the_entry(layout: tuple[str, int], data: st.DataObject) -> None:
    text, count = layout
    number = data.draw(st.integers(0, count - 1))
    table = entries_of(text, "feed")[number]
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, text)
        new = f"https://outlet{number}.example/new.xml"  # on the same host, where headers may follow
        assert readdress(path, f"https://outlet{number}.example/", new)
        moved = path.read_bytes().decode()
        assert moved.startswith(text[: table.start])
        assert moved.endswith(text[table.end :])
        assert f"it was https://outlet{number}.example/" in moved
        assert unsubscribe(path, new)
        assert path.read_bytes().decode() == text[: table.start] + text[table.end :]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SUBSCRIPTIONS, QUERIES, files())
def test_what_is_added_is_read_again_and_nothing_before_it_changes(
    new: tuple[Subscription, ...], queries: list[SavedQuery], layout: tuple[str, int]
) -> None:
    text, count = layout
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, text)
        before = read_subscriptions(path)
        subscribe_all(path, new, queries)
        found = read_subscriptions(path)
        assert path.read_bytes().decode().startswith(text)
    assert found.problems == ()
    assert found.feeds == (*before.feeds, *new)
    known = {query.name.casefold() for query in before.queries}
    assert found.queries == (*before.queries, *(query for query in queries if query.name.casefold() not in known))
    assert count == len(before.feeds)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 3)), max_size=8))
def test_the_file_holds_what_was_added_and_not_removed(steps: list[tuple[str, int]]) -> None:
    expected: dict[str, None] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        for step, number in steps:
            address = f"https://outlet{number}.example/"
            if step == "+":
                assert subscribe(path, Subscription(address)) == (address not in expected)
                expected[address] = None
            else:
                assert unsubscribe(path, address) == (address in expected)
                expected.pop(address, None)
        assert [feed.address for feed in read_subscriptions(path).feeds] == list(expected)
