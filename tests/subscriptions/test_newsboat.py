"""newsboat's urls file is read as newsboat reads it, and what can't be kept is named with its line."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import DatelineError
from reader.library.query import parse_query
from reader.subscriptions.newsboat import FILE_BYTES, LINES, read_urls, words_of
from reader.subscriptions.newsboat_query import UntranslatableError, translated
from reader.subscriptions.subscription import SavedQuery, Subscription

URLS = rb"""# my feeds
http://a.example/rss one "two words" "~My \"own\" title" "!Hidden" # and a comment
  https://b.example/ "not closed
	# this too is a comment
"exec:~/bin/make words here" tag
filter:~/bin/mend:http://c.example/x?a:b
"filter:~/bin/mend -q:http://c.example/y"
"http://d.example/"glued "tab\tin it" 'single quotes'
http://e.example/a#part tag#one
file:///srv/feeds/local.xml ~Local
"query:Unread of late:unread = \"yes\" and age between 0:10"
"query:By Frank:author =~ \"Frank\""
query:broken
magnet:?xt=urn:x
filter:nothing

http://a.example/rss again
"""


def test_every_kind_of_line_is_read_and_every_other_named() -> None:
    listed = read_urls(URLS)
    assert listed.feeds == (
        Subscription("http://a.example/rss", 'My "own" title', ("one", "two words"), hidden=True),
        Subscription("https://b.example/", tags=("not closed",)),
        Subscription("exec:~/bin/make words here", tags=("tag",)),
        Subscription("http://c.example/x?a:b", filter="~/bin/mend"),
        Subscription("http://c.example/y", filter="~/bin/mend -q"),
        Subscription("http://d.example/", tags=("glued", "tab in it", "'single", "quotes'")),
        Subscription("http://e.example/a#part", tags=("tag#one",)),
        Subscription("file:///srv/feeds/local.xml", "Local"),
        Subscription("http://a.example/rss", tags=("again",)),
    )
    assert listed.queries == (SavedQuery("Unread of late", "is:unread AND after:11d"),)
    assert [line.split(" (")[0] for line in listed.left_out] == [
        "line 12: the query 'By Frank' can't be translated: there is no query for author =~",
        "line 13: the query lacks a name or an expression",
        "line 14: magnet:?…: magnet: addresses can't be read",
        "line 15: filter: lacks a command or an address",
    ]
    assert listed.notes == ()


def test_line_ends_marks_and_encodings_do_not_matter() -> None:
    line = 'http://a.example/ "café"'
    expected = (Subscription("http://a.example/", tags=("café",)),)
    for content in (line.encode(), codecs.BOM_UTF8 + line.encode(), f"\r\n{line}\r\n".encode()):
        assert read_urls(content).feeds == expected
    listed = read_urls(line.encode("latin-1"))
    assert listed.feeds == expected
    assert listed.notes == ("it is not in UTF-8, and was read as Windows-1252",)


def test_what_could_move_a_terminal_is_taken_out_or_named() -> None:
    listed = read_urls(b'http://a.example/ "~T\x1b[31mitle" "ta\x07g"\nhttp://b.example/\x1b[0m\n')
    assert listed.feeds == (Subscription("http://a.example/", "T[31mitle", ("tag",)),)
    assert listed.left_out[0].startswith("line 2:")
    assert "\x1b" not in listed.left_out[0]


def test_limits_are_named() -> None:
    listed = read_urls(b"#\n" * LINES + b"http://a.example/\n")
    assert listed.feeds == ()
    assert listed.notes == (f"lines after the first {LINES:,} are left out",)
    with pytest.raises(DatelineError, match="larger than"):
        read_urls(b"#" * (FILE_BYTES + 1))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1), max_size=6))
def test_quoted_words_come_back_whatever_is_in_them(words: list[str]) -> None:
    line = " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)
    assert words_of(line) == words


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    listed = read_urls(content)
    assert len(listed.feeds) + len(listed.queries) + len(listed.left_out) <= content.count(b"\n") + 1


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread == "no"', "is:read"),
        ('unread != "yes"', "-is:unread"),
        ('title =~ "Linux"', "title:Linux"),
        ('title !~ "North Korea"', '-title:"North Korea"'),
        ('title =~ "(Xi|Maduro Moros)"', 'title:(Xi OR "Maduro Moros")'),
        (r'title =~ "U\.S\."', 'title:"U.S."'),
        ('title = "A headline"', 'title:"A headline"'),
        ('content =~ "steel"', "steel"),
        ('content =~ "AND"', '"AND"'),
        ('feedtitle =~ "Harbour Post"', 'source:"Harbour Post"'),
        ('tags # "world"', "tag:world"),
        ('tags !# "sport news"', '-tag:"sport news"'),
        ("age < 7", "after:7d"),
        ("age <= 7", "after:8d"),
        ("age > 7", "before:8d"),
        ("age >= 7", "before:7d"),
        ("age = 0", "after:1d"),
        ("age between 3:1", "after:4d before:1d"),
        ('unread="yes"and age<3', "is:unread AND after:3d"),
        ('title =~ "a" or title =~ "b" or title =~ "c"', "title:a OR title:b OR title:c"),
        ('title =~ "a" and title =~ "b" or age < 3', "title:a AND (title:b OR after:3d)"),
        ('(title =~ "a" and title =~ "b") or age < 3', "(title:a AND title:b) OR after:3d"),
        ('((unread = "yes"))', "is:unread"),
    ],
)
def test_filters_are_said_in_our_query_language(expression: str, query: str) -> None:
    assert translated(expression) == query
    parse_query(query)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ('author =~ "Frank"', "there is no query for author =~"),
        ('flags =~ "s"', "there is no query for flags =~"),
        ('title =~ "^The"', "more than words"),
        ('title =~ ".*"', "more than words"),
        ('title =~ "-"', "no words"),
        ('colour = "red"', "there is no attribute 'colour'"),
        ("unread", "an operator is missing"),
        ('unread = "yes" and', "a condition is missing"),
        ('(unread = "yes"', "closing bracket is missing"),
        ('unread = "yes")', "not expected"),
        ("unread = 'yes'", "can't be understood"),
        ("age between 7", "number of days|no query"),
        ("age < -3", "younger"),
        ("(" * 500 + 'unread = "yes"' + ")" * 500, "brackets inside each other"),
        ("x" * 3000, "longer than"),
    ],
)
def test_what_cannot_be_said_is_named(expression: str, why: str) -> None:
    with pytest.raises(UntranslatableError, match=why):
        translated(expression)


@given(
    st.recursive(
        st.sampled_from(['unread = "yes"', 'title =~ "x y"', "age between 1:3", 'tags !# "a"']),
        lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        max_leaves=8,
    )
)
def test_every_translation_is_a_query_of_ours(expression: str) -> None:
    parse_query(translated(expression))
