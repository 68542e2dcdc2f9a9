"""The data from its folder, and the table as it is written."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest

from reader.cleaning.text.trees import Node, Split, value_of
from reader.cleaning.text.weights import table_of as read_table
from training.fitting import Fitted
from training.pages import HTML_SETS, RAW_SETS
from training.raw_text import table_of, texts_of

BODY = [
    "The council of the town has decided to rebuild the old pier in spring.",
    "The mayor said that the work would cost nine million crowns and last for two years.",
    "Fishermen of the harbour wait for it since the storm of the winter broke their boats.",
    "Builders from three counties have written to the council with their offers.",
]
HTML = f"<html><body><ul><li>Home</li></ul><h1>Pier</h1>{''.join(f'<p>{line}</p>' for line in BODY)}</body></html>"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "rawtext").mkdir()
    for name in RAW_SETS:
        lines = ["  * Home", "", "Pier", *BODY]
        record = {"id": "p1", "lines": lines, "labels": ["N", "", "T", *"BBBB"], "gold": {"paragraphs": BODY}}
        (tmp_path / "rawtext" / f"{name}.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    for number, name in enumerate(HTML_SETS):
        folder = tmp_path / "extraction" / name
        (folder / "html").mkdir(parents=True)
        record = {"id": f"p{number + 1}", "title": "Pier", "paragraphs": BODY, "file": "html/p.html.gz"}
        (folder / "manifest.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
        (folder / "html" / "p.html.gz").write_bytes(gzip.compress(HTML.encode()))
    return tmp_path


def test_texts_carry_labels_and_a_page_known_as_raw_text_is_rendered_once(data: Path) -> None:
    texts = [text for text in texts_of(data) if text.rendering not in ("mixture", "pasted")]
    assert all(text.labels == ["other", "free", *["body"] * 4] for text in texts)
    assert [text.rendering for text in texts if text.page == "p1"].count("given") == 2
    assert len([text for text in texts if text.page == "p1"]) == 3
    assert len([text for text in texts if text.page == "p2"]) == 3


def test_all_texts_of_a_page_are_in_one_fold(data: Path) -> None:
    texts = texts_of(data)
    assert all(len({text.fold for text in texts if text.page == page}) == 1 for page in {text.page for text in texts})


def test_a_written_table_judges_like_the_trees_it_is_made_of() -> None:
    trees: list[Node] = [-0.25, Split(1, 2.5, Split(0, 0.0, 1.0, -0.125), 0.5)]
    text = table_of(Fitted(("ends", "words"), trees, []))
    table = read_table(tomllib.loads(text)["trees"])
    for ends, words in ((0.0, 1.0), (1.0, 1.0), (1.0, 9.0)):
        row = [{"ends": ends, "words": words}[name] for name in table.names]
        expected = [value_of(tree, [ends, words]) for tree in trees]
        assert [value_of(tree, row) for tree in table.trees] == expected
