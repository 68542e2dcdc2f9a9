"""A site's own lines: dropped from a text when other pages have them, never so that its article is lost."""

from __future__ import annotations

from reader.cleaning.clean import clean_text
from reader.cleaning.text.lines import keys_of, lines_of
from reader.cleaning.text.repeated import repeated_keys
from tests.cleaning.courier import PARAGRAPHS

SLOGAN = "The Courier has been printed on the harbour road since 1871 and is owned by its readers alone."
OTHER = [
    "A bakery in the lower town has been selling its last loaves this week, and its customers queue around the corner.",
    "The owner, who is eighty-one, says that his knees have decided for him and that nobody should look for a reason.",
]
THIRD = [
    "The county will paint its buses green again after readers complained for years about the colour of mustard.",
    "A first bus was shown to the public on Sunday, and children were allowed to press every button in it.",
]


def page(*lines: str) -> str:
    return "\n\n".join(("Ellery Courier", "Editors' letters to the town", *lines, SLOGAN, "Printed on recycled paper"))


def body(text: str, others: list[str]) -> list[str]:
    cleaned = clean_text(text, repeated=repeated_keys(text, others))
    return [block.text for block in cleaned.blocks]


def test_a_line_of_two_other_pages_is_the_sites_own() -> None:
    text = page(*PARAGRAPHS)
    keys = repeated_keys(text, [page(*OTHER), page(*THIRD)])
    assert keys == {line.key for line in lines_of(text) if line.text not in PARAGRAPHS}
    assert body(text, [page(*OTHER), page(*THIRD)]) == list(PARAGRAPHS)


def test_one_other_page_proves_nothing() -> None:
    text = page(*PARAGRAPHS)
    assert repeated_keys(text, [page(*OTHER)]) == frozenset()
    assert body(text, [page(*OTHER)]) == body(text, [])


def test_copies_of_the_article_are_no_other_pages() -> None:
    text = page(*PARAGRAPHS)
    revised = page(*PARAGRAPHS, "The council meets again in June.")
    assert repeated_keys(text, [text, revised, page(*OTHER)]) == frozenset()


def test_no_article_is_lost_to_lines_of_other_pages() -> None:
    text = "\n\n".join(PARAGRAPHS)
    repeated = frozenset(key for key, _ in keys_of(text))
    assert [block.text for block in clean_text(text, repeated=repeated).blocks] == list(PARAGRAPHS)


def test_a_headline_that_other_pages_list_stays_the_headline() -> None:
    headline = "Port Ellery votes to rebuild its pier"
    text = page(headline, "By Tove Lind", "6 Mar 2023", *PARAGRAPHS)
    others = [page(headline, *OTHER), page(headline, "By Tove Lind", *THIRD)]
    cleaned = clean_text(text, repeated=repeated_keys(text, others))
    assert (cleaned.title, cleaned.byline) == (headline, ("Tove Lind",))
    assert cleaned.published is not None


def test_keys_are_those_of_the_lines() -> None:
    text = page("# A heading", "  • an item", "[3]a link", *PARAGRAPHS)
    assert keys_of(text) == [(line.key, line.words) for line in lines_of(text)]
