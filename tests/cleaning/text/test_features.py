"""The numbers by which a line is judged, and the table that judges."""

from __future__ import annotations

import pytest

from reader.cleaning.text.features import columns_of, line_chances
from reader.cleaning.text.lines import lines_of
from reader.cleaning.text.weights import table_of, trees_table
from tests.cleaning.courier import PARAGRAPHS

MENU = ["Home", "Town", "Harbour", "Schools", "Sport", "Weather", "Contact", "Archive"]
FOOTER = ["Most read", "Ferry line closes", "Gulls return", "Privacy policy", "All rights reserved"]
PAGE = "\n\n".join([*MENU, "Port Ellery votes to rebuild its pier", "By Tove Lind", *PARAGRAPHS, *FOOTER])


def test_the_table_asks_for_no_number_that_does_not_exist() -> None:
    assert set(trees_table().names) <= set(columns_of(lines_of(PAGE), "en"))


def test_every_line_has_one_of_each_number() -> None:
    lines = lines_of(PAGE)
    assert {len(values) for values in columns_of(lines, "en").values()} == {len(lines)}


def test_paragraphs_are_likelier_than_menus_and_footers() -> None:
    lines = lines_of(PAGE)
    chances = dict(zip((line.text for line in lines), line_chances(lines, "en"), strict=True))
    assert min(chances[text] for text in PARAGRAPHS) > max(chances[text] for text in (*MENU, *FOOTER))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ja", "港の町の議会は嵐で壊れた桟橋を建て直すことを長い話し合いの末に決めたと町長が述べた。"),
        ("ar", "قرر مجلس المدينة بعد نقاش طويل إعادة بناء الرصيف الذي دمرته العاصفة في الشتاء الماضي."),
        ("ru", "Городской совет после долгого спора решил заново построить причал, разрушенный зимней бурей."),
    ],
)
def test_prose_of_other_scripts_is_likelier_than_the_menu_above_it(language: str, sentence: str) -> None:
    lines = lines_of("\n\n".join([*MENU, *[sentence + sentence] * 2, *[sentence] * 3]))
    chances = line_chances(lines, language)
    assert min(chances[len(MENU) :]) > max(chances[: len(MENU)])


def test_chances_are_chances_whatever_the_text() -> None:
    for text in ("a", "x\n" * 500, "." * 9000 + "a", "1 2 3\n\n\n• •\n©"):
        assert all(0 < chance < 1 for chance in line_chances(lines_of(text), None))


def test_no_lines_have_no_chances() -> None:
    assert line_chances([], None) == []


def test_columns_of_a_table_are_numbered_as_they_are_met() -> None:
    assert table_of("0.5\nwords <= 3 ? ends <= 0 ? 1 : 2 : 3\nends <= 0 ? 1 : 2\n").names == ("words", "ends")
