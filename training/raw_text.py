"""Fits the table by which raw page text is read, and says how good it is on pages that it was not fitted to.

    python -m training.raw_text [--data FOLDER] [--by-set] [--write]

The data: raw texts that come with labels, and HTML pages with the paragraphs of their articles, turned into text in
several ways and labelled by the shingles they share with those paragraphs. Articles are put amid the menus and footers
of other pages, or alone with a few leads of other stories, so that nothing is learned of single sites. Boosted trees
(`boosting`) are fitted to the lines, each text weighing the same and each line by the square root of its words.

What is printed is for pages left out: five folds by page, all texts of one page in the same. With --by-set, also for
each set by a table fitted to the other sets only. A figure of the fit on its own pages is never taken.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reader.cleaning.text.body import KEEP
from reader.cleaning.text.spans import moved_to_span
from reader.cleaning.text.trees import written
from training.fitting import Fitted, chances_by, fitted
from training.mixtures import mixtures, pasted
from training.pages import Text, page_texts, raw_texts
from training.renderings import RENDERINGS
from training.scores import scores_by_set

TABLE: Final = Path(__file__).parents[1] / "reader" / "cleaning" / "text" / "weights.toml"
DATA: Final = Path(__file__).parents[2] / "shared" / "eval"
HEAD: Final = """\
# The boosted trees that tell an article's lines from the page's in raw text, made by training/raw_text.py.
# One tree a line: "name <= number ? if so : if not". The names are those of the columns in features.py. A line's values
# are added up over the trees; the sum is the logarithm of the odds that the line is the article's.
"""


def main() -> int:
    """Fit, print what the tables do on pages left out, write the table when asked to."""
    parser = argparse.ArgumentParser(prog="training.raw_text", description="Fit the table for raw page text.")
    parser.add_argument("--data", type=Path, default=DATA, help="the evaluation folder")
    parser.add_argument("--by-set", action="store_true", help="also leave out one set at a time")
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args()
    began = time.monotonic()
    texts = texts_of(options.data)
    print(f"{len(texts)} texts of {len({text.page for text in texts})} pages, {sum(len(t.lines) for t in texts)} lines")
    found = fitted(texts)
    print("pages left out by fold:")
    show(texts, found.left_out)
    if options.by_set:
        for names in (("readability", "newspaper4k"), ("zyte", "zyte_insc_dev", "zyte_flat_dev")):
            learned = [text for text in texts if text.origin in names]
            others = [text for text in texts if text.origin not in names]
            print(f"fitted to {', '.join(names)} only:")
            show(others, chances_by(fitted(learned, folds=0), others))
    if options.write:
        TABLE.write_text(table_of(found), "utf-8")
        print(f"wrote {TABLE.name}")
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def texts_of(folder: Path) -> list[Text]:
    """All texts to learn from. Of a page that comes as labelled raw text, one rendering of the HTML is enough."""
    given = raw_texts(folder)
    known = {text.page for text in given}
    pages = [
        text
        for text in page_texts(folder)
        if text.page not in known or text.rendering == RENDERINGS[text.fold % len(RENDERINGS)].name
    ]
    plain = given + pages
    return plain + mixtures(plain) + pasted([text for text in plain if text.rendering != "layout"])


def show(texts: Sequence[Text], chances: Sequence[list[float]]) -> None:
    """Print the scores of each set."""
    moved = [moved_to_span(text.lines, of_text) for text, of_text in zip(texts, chances, strict=True)]
    for name, score in scores_by_set(texts, moved, KEEP).items():
        print(
            f"  {name:24} pages {score.pages:3}  P {score.precision:.3f}  R {score.recall:.3f}"
            f"  F1 {score.f1:.3f}  lost {score.lost}"
        )


def table_of(found: Fitted) -> str:
    """The table's file."""
    lines = "\n".join(written(tree, found.names) for tree in found.trees)
    return f"{HEAD}\ntrees = '''\n{lines}\n'''\n"


if __name__ == "__main__":
    raise SystemExit(main())
