"""The scanner tells the line of everything in a TOML file, whatever a person writes around it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reader.entities.gazetteer.compiled import DATA
from reader.entities.gazetteer.layers_lines import KeyPath, entry_lines, lines_of

HARD = '''# [[leader]] in a comment, and an unclosed """
title.text = 1979-05-27 07:32:00   # a date with a space
numbers = [ 1.5, -2, # ]
  "x]", \'\'\'
[[leader]]
\'\'\', {deep = {dotted.key = []}, "quoted = [" = 1}, [[], [1]]]

[[leader]] # the first
name = """
[[leader]]
\\""" ""\\" """
[[leader.offices]]
title = "President"
  [[ leader . offices ]]
title = \'it \\\'
[leader.notes.'a.b']
z = "\\u00e9 # [["

[[leader]]
since = 12:00:00.5
"q.r".s = 1
"caf\\u00e9" = {a = 1, b = [2,
3]}
'''


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Where everything lies in parsed TOML."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def test_every_part_of_a_hard_file_has_its_line() -> None:
    lines = lines_of(HARD)
    assert set(lines) == set(paths(tomllib.loads(HARD)))
    told = HARD.split("\n")
    assert {number: told[lines["leader", number] - 1] for number in (0, 1)} == {
        0: "[[leader]] # the first",
        1: "[[leader]]",
    }
    assert lines["leader", 1] == told.index("since = 12:00:00.5")
    assert [lines["leader", 0, "offices", number] for number in (0, 1)] == [12, 14]
    assert lines["leader", 1, "café", "b", 1] == lines["leader", 1, "café", "b", 0] + 1


def test_carriage_returns_change_no_line() -> None:
    assert lines_of(HARD.replace("\n", "\r\n")) == lines_of(HARD)


def test_every_part_of_the_package_s_own_files_has_a_line() -> None:
    for path in sorted(DATA.rglob("*.toml")):
        text = path.read_text("utf-8")
        assert set(lines_of(text)) == set(paths(tomllib.loads(text))), path.name


def test_headers_in_strings_of_several_lines_are_no_entries() -> None:
    text = '[[leader]] # one\nname = """\n[[leader]]\n"""\n'
    assert entry_lines(text, "leader", 1) == [1]


words = st.lists(
    st.sampled_from(["a", "é", "#", "[[leader]]", '"', "'", "\\", "=", "]", "}", ",", " "]), max_size=6
).map("".join)


@st.composite
def strings(draw: st.DrawFn) -> str:
    """A string in one of the four ways of TOML."""
    word = draw(words)
    shape = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    word = word.replace("'", "") if "'" in shape else word.replace("\\", "\\\\").replace('"', '\\"')
    if len(shape) == 3:
        word = f"{draw(st.sampled_from(['', chr(10), chr(10) + '[[leader]]' + chr(10)]))}{word}"
    return f"{shape}{word}{shape}"


@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> str:
    """A value, perhaps an array over several lines with comments, or an inline table."""
    shape = draw(st.sampled_from(["string", "plain", "array", "table"] if depth else ["string", "plain"]))
    if shape == "string":
        return draw(strings())
    if shape == "plain":
        return draw(st.sampled_from(["1", "-2.5e3", "true", "2020-01-02", "1979-05-27 07:32:00", "[]", "{}"]))
    inner = draw(st.lists(values(depth=depth - 1), max_size=3))
    if shape == "array":
        gap = draw(st.sampled_from([" ", "\n", " # ]\n\t"]))
        return f"[{gap}{f',{gap}'.join(inner)}{gap}]"
    return "{" + ", ".join(f"k{number} = {value}" for number, value in enumerate(inner)) + "}"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of entries, with comments, blank lines, dotted keys and tables inside entries."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        parts.append(draw(st.sampled_from(["[[leader]]", "  [[ leader ]]  # [[leader]]", '[["leader"]]'])))
        for number, value in enumerate(draw(st.lists(values(), max_size=3))):
            parts.append(f"{draw(st.sampled_from(['', 'x.']))}key{number} = {value}")
        if draw(st.booleans()):
            parts.append("\n[[leader.offices]]\ntitle = 'x'")
    return draw(st.sampled_from(["\n", "\r\n"])).join([*parts, ""])


@given(files())
def test_the_scanner_and_the_parser_see_the_same(text: str) -> None:
    parsed = tomllib.loads(text)
    lines = lines_of(text)
    assert set(lines) == set(paths(parsed))
    count = len(parsed.get("leader", []))
    rows = text.replace("\r\n", "\n").split("\n")
    begins = entry_lines(text.replace("\r\n", "\n"), "leader", count)
    assert begins == [lines["leader", number] for number in range(count)]
    assert all(rows[line - 1].lstrip().startswith("[[") for line in begins)
