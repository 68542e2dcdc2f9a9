"""Decision trees that are kept as text, one a line: "words <= 11.5 ? -0.21 : ends <= 0.5 ? 0.08 : 0.34"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(r"[a-z_0-9]*[a-z_][a-z_0-9]*|<=|[?:]|-?\d+(?:\.\d+)?(?:e-?\d+)?")


class Split(NamedTuple):
    """A question: is the number in `column` at most `cut`? `low` if so, `high` if not."""

    column: int
    cut: float
    low: Node
    high: Node


Node: TypeAlias = "Split | float"


def value_of(tree: Node, row: Sequence[float]) -> float:
    """What the tree says of a row."""
    while isinstance(tree, Split):
        tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
    return tree


def parsed(line: str, columns: dict[str, int]) -> Node:
    """The tree of a line; `columns` gives the column of each name, and gets the names it lacks.

    Raises ValueError for a line that is no tree.
    """
    tokens = iter(_TOKEN.findall(line))
    tree = _node(tokens, columns)
    if next(tokens, None) is not None:
        raise ValueError(f"more than a tree: {line}")
    return tree


def _node(tokens: Iterator[str], columns: dict[str, int]) -> Node:
    first = next(tokens, "")
    if not first[:1].isalpha():
        return float(first)
    column = columns.setdefault(first, len(columns))
    if next(tokens, "") != "<=":
        raise ValueError(f"no comparison after {first}")
    cut = float(next(tokens, ""))
    if next(tokens, "") != "?":
        raise ValueError(f"no answers after {first}")
    low = _node(tokens, columns)
    if next(tokens, "") != ":":
        raise ValueError(f"no second answer after {first}")
    return Split(column, cut, low, _node(tokens, columns))


def written(tree: Node, names: Sequence[str]) -> str:
    """The tree as a line."""
    if not isinstance(tree, Split):
        return f"{tree:g}"
    return f"{names[tree.column]} <= {tree.cut:g} ? {written(tree.low, names)} : {written(tree.high, names)}"
