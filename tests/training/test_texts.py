"""From a page of HTML and its paragraphs to labelled texts, mixtures of them, and a score."""

from __future__ import annotations

import pytest

from training.boosting import Recipe
from training.fitting import chances_by, fitted
from training.labels import labels
from training.mixtures import mixtures, pasted
from training.pages import Text, rendered
from training.renderings import RENDERINGS, text_of
from training.scores import precision_and_recall, scores_by_set

PAGE = """<html><head><title>Courier</title><style>p {}</style></head><body>
<ul><li>Home</li><li>Town<ul><li>Harbour</li></ul></li></ul>
<h1>Pier number %s</h1><p>The council of the town has decided
to rebuild the <b>pier number %s</b> in spring.</p><script>var x</script>
<h2>Costs</h2><p>The mayor said that the work would cost nine million crowns and last for two years.</p>
<p>Fishermen of the old harbour wait for it since the storm of the past winter broke their boats.</p>
<p>Builders from three counties have written to the council with their offers for the pier number %s.</p>
<table><tr><td>one</td><td>two</td></tr></table><div>All rights reserved</div></body></html>"""
LAYOUT, COPIED, PLAIN = RENDERINGS


def page(number: int) -> tuple[dict[str, object], str]:
    html = PAGE % (number, number, number)
    paragraphs = [line for line in text_of(html, PLAIN) if line.endswith(".")] + ["Costs"]
    return {"id": f"p{number}", "title": f"Pier number {number}", "paragraphs": paragraphs}, html


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return [rendered(*_swapped(page(number)), rendering) for number in range(12) for rendering in RENDERINGS]


def _swapped(found: tuple[dict[str, object], str]) -> tuple[dict[str, object], str, str]:
    return found[0], "courier", found[1]


def test_layout_text_has_bullets_indents_and_blank_lines() -> None:
    lines = text_of(PAGE, LAYOUT)
    assert lines[:4] == ["    * Home", "    * Town", "", "        + Harbour"]
    assert "one two" in lines


def test_plain_text_has_neither() -> None:
    lines = text_of(PAGE, PLAIN)
    assert lines[:3] == ["Home", "Town", "Harbour"]
    assert "" not in lines


def test_inline_markup_and_breaks_in_the_source_do_not_end_a_line() -> None:
    assert "The council of the town has decided to rebuild the pier number %s in spring." in text_of(PAGE, PLAIN)


def test_what_no_reader_sees_is_left_out() -> None:
    assert not any("var x" in line or "p {}" in line for line in text_of(PAGE, COPIED))


def test_nothing_at_all_has_no_lines() -> None:
    assert text_of("", PLAIN) == []


def test_lines_of_the_paragraphs_are_labelled_and_a_short_one_only_beside_them() -> None:
    long = "The council of the town has decided to rebuild the old pier in spring."
    assert labels(["Costs", *["menu entry"] * 9, long, "Costs"], [long, "Costs"]) == [False] * 10 + [True, True]


def test_a_title_is_free(texts: list[Text]) -> None:
    text = texts[0]
    assert [label for line, label in zip(text.lines, text.labels, strict=True) if line.text == "Pier number 0"] == [
        "free"
    ]
    assert text.labels.count("body") == 5


def test_a_mixture_has_the_article_of_its_page_and_is_left_out_with_it(texts: list[Text]) -> None:
    made = mixtures(texts)
    assert made
    for text in made:
        body = [line.text for line, label in zip(text.lines, text.labels, strict=True) if label == "body"]
        assert precision_and_recall(text.gold, [line for line in text.lines if line.text in body])[0] > 0.8
        assert len(body) >= 3
        assert text.fold == next(other.fold for other in texts if other.page == text.page)


def test_a_pasted_article_is_whole_or_its_first_lines(texts: list[Text]) -> None:
    counts = {text.labels.count("body") for text in pasted(texts)}
    assert max(counts) == 5
    assert 3 <= min(counts) < 5


def test_trees_fitted_to_a_few_pages_find_the_article_on_others(texts: list[Text]) -> None:
    recipe = Recipe(trees=15, depth=2, rate=0.3, leaf=0.1, penalty=0.1)
    found = fitted(texts[:24], recipe, folds=2, workers=2)
    scores = scores_by_set(texts[24:], chances_by(found, texts[24:], workers=2), keep=0.5)
    assert set(scores) == {"courier layout", "courier copied", "courier plain"}
    assert all(score.f1 > 0.8 and score.lost == 0 for score in scores.values())
    left_out = scores_by_set(texts[:24], found.left_out, keep=0.5)
    assert all(score.f1 > 0.8 for score in left_out.values())


def test_a_long_line_kept_twice_counts_once(texts: list[Text]) -> None:
    text = texts[2]
    body = [line for line, label in zip(text.lines, text.labels, strict=True) if label == "body"]
    assert precision_and_recall(text.gold, [*body, *(line for line in body if line.words >= 10)])[0] > 0.9
