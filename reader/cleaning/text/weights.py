"""The table that tells an article's lines from the page's: boosted trees, from weights.toml beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from reader.cleaning.text.trees import Node, parsed


class Table(msgspec.Struct, frozen=True):
    """Trees, and the names of the columns that they ask for, in the order in which a row has to give them."""

    names: tuple[str, ...]
    trees: tuple[Node, ...]


@cache
def trees_table() -> Table:
    """The table of the package."""
    return table_of(tomllib.loads((files("reader.cleaning.text") / "weights.toml").read_text("utf-8"))["trees"])


def table_of(lines: str) -> Table:
    """The table of some trees, one a line. Raises ValueError where one is none."""
    columns: dict[str, int] = {}
    trees = tuple(parsed(line, columns) for line in lines.split("\n") if line)
    return Table(tuple(columns), trees)
