"""Raw page text: menus, tickers, teasers and footers go, the article stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.cleaning.clean import clean_text
from reader.cleaning.cleaned import Cleaned, NotAnArticleError
from reader.cleaning.dates import in_words
from tests.cleaning.courier import PARAGRAPHS

MENU = ["Ellery Courier", "", "  • Home", "  • Town", "    • Harbour", "    • Schools", "  • Sport", "  • Weather", ""]
TICKER = [
    "BREAKING",
    "Coast guard: Two sailors rescued off Marrow Point this morning after their engine failed.",
    "Regional assembly adopts the budget for the coming year after a long night of talks.",
    "Weather service: Gale warning for the whole coast until Thursday noon",
    "",
]
HEADER = [
    "Port Ellery votes to rebuild its pier",
    "",
    "  • By Tove Lind",
    "  • Source: Norland Press",
    "  • 6 Mar 2023 21:30",
    "  • 14 Shares",
    "3 Min Read",
    "",
]
FOOTER = [
    "Most Read",
    "",
    "Lighthouse keeper retires after forty years",
    "  • Town",
    "  • 8 Jul 2023",
    "Gulls return to the western mole in great numbers",
    "",
    "Ellery Courier",
    "",
    "All Rights Reserved",
    "",
    "  • Privacy Policy",
    "  • About Us",
    "  • Contact Us",
]


def body(cleaned: Cleaned) -> list[str]:
    return [block.text for block in cleaned.blocks if block.kind != "caption"]


def spaced(lines: tuple[str, ...] | list[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def test_a_whole_copied_page_gives_its_article_and_its_facts() -> None:
    lines = [*MENU, *TICKER, *HEADER, *spaced(PARAGRAPHS), "  • Harbour", "  • Port Ellery", "  • Storms", "", *FOOTER]
    cleaned = clean_text("\n".join(lines))
    assert cleaned.title == "Port Ellery votes to rebuild its pier"
    assert cleaned.byline == ("Tove Lind",)
    assert cleaned.source == "Norland Press"
    assert cleaned.published == datetime(2023, 3, 6, 21, 30, tzinfo=UTC)
    assert cleaned.tags == ("Harbour", "Port Ellery", "Storms")
    assert cleaned.language == "en"
    assert body(cleaned) == list(PARAGRAPHS)


def test_related_headlines_and_pointers_inside_the_body_are_skipped() -> None:
    inside = [
        "Related News",
        "",
        "Ferry line to Marrow Bay closes",
        "",
        "Gulls return to the mole",
        "",
        "Read more: The storm",
        "",
    ]
    lines = [*MENU, *HEADER, *spaced(PARAGRAPHS[:3]), *inside, *spaced(PARAGRAPHS[3:]), *FOOTER]
    assert body(clean_text("\n".join(lines))) == list(PARAGRAPHS)


def test_captions_are_blocks_of_their_own() -> None:
    caption = "Mayor Ines Okafor speaks at the town hall in Port Ellery, March 6, 2023 (AP)"
    lines = [*MENU, *HEADER, PARAGRAPHS[0], "", "  • x", f"  • {caption}", "", *spaced(PARAGRAPHS[1:]), *FOOTER]
    cleaned = clean_text("\n".join(lines))
    assert caption in [block.text for block in cleaned.blocks if block.kind == "caption"]
    assert caption not in body(cleaned)


def test_a_standfirst_is_parted_from_the_body_by_what_stands_between() -> None:
    lead = "Councillors argue for six hours before they agree on where the money comes from and where the pier stands."
    caption = "The broken pier seen from the lighthouse after the storm (Reuters)"
    lines = [*MENU, *HEADER, lead, "", "  • x", caption, "", *spaced(PARAGRAPHS), *FOOTER]
    cleaned = clean_text("\n".join(lines))
    assert cleaned.standfirst == lead
    assert body(cleaned) == list(PARAGRAPHS)


def test_subheadings_between_paragraphs_are_kept_as_headings() -> None:
    lines = [*MENU, *HEADER, *spaced(PARAGRAPHS[:2]), "What it costs", "", *spaced(PARAGRAPHS[2:]), *FOOTER]
    cleaned = clean_text("\n".join(lines))
    assert ("heading", "What it costs") in [(block.kind, block.text) for block in cleaned.blocks]


def test_cut_off_teasers_after_the_body_are_no_article() -> None:
    teasers = [
        "MARROW BAY: The ferry company has announced that the line across the bay will be closed at the end of...",
        "NORWICK: Two schools will share a gymnasium until the new one is ready, the county said in a statement on…",
        "HALE: A lighthouse keeper who has lit the lamp for forty years says that he will miss the gulls and not...",
    ]
    text = "\n".join(["PORT ELLERY, Norland: " + PARAGRAPHS[0], *PARAGRAPHS[1:], *teasers])
    cleaned = clean_text(text)
    assert cleaned.title is None
    assert cleaned.dateline == "PORT ELLERY, Norland"
    assert body(cleaned)[1:] == list(PARAGRAPHS[1:])


def test_a_teaser_of_another_story_before_the_body_gives_no_title() -> None:
    head = [
        "Ferry line to Marrow Bay closes after a century",
        "The company that runs the ferry said on Friday that it would end the ser...",
    ]
    cleaned = clean_text("\n".join([*head, *PARAGRAPHS]))
    assert cleaned.title is None
    assert body(cleaned) == list(PARAGRAPHS)


def test_leads_of_other_stories_that_have_nothing_in_common_are_cut_off() -> None:
    more = (
        "The pier of Port Ellery has been rebuilt twice before, and each time the council argued about the seabed.",
        "Engineers told the mayor that the northern pier would need longer piles than the old one had.",
    )
    leads = (
        "Astronomers in Chile photographed a comet whose tail splits into five branches, a rare sight for anybody.",
        "A bakery in Lyon has broken its own record with a loaf that is forty metres long and needs three ovens.",
        "Tennis champion Maria Dahl withdrew from the tournament in Perth because of a wrist injury.",
        "Coffee prices reached their highest level in a decade after frost destroyed harvests across southern Brazil.",
    )
    assert body(clean_text("\n".join([*PARAGRAPHS, *more, *leads]))) == [*PARAGRAPHS, *more]


def test_an_article_that_changes_its_subject_with_a_connective_is_not_cut() -> None:
    more = (
        "However, the fishing families remember that nothing came of a similar promise eleven years ago.",
        "“My grandfather repaired nets under that lamp,” said Ola Brandt, who sells herring at the corner.",
        "Their children have left for the cities, and few of them intend to come home again.",
        "It is a long way from the capital, where such decisions are paid for.",
    )
    assert body(clean_text("\n".join([*PARAGRAPHS, *more]))) == [*PARAGRAPHS, *more]


def test_a_plain_text_with_a_headline_above_it_has_a_title() -> None:
    cleaned = clean_text("\n\n".join(["Port Ellery council votes to rebuild the northern pier", *PARAGRAPHS]))
    assert cleaned.title == "Port Ellery council votes to rebuild the northern pier"
    assert body(cleaned) == list(PARAGRAPHS)


def test_consent_text_and_pleas_around_the_article_go() -> None:
    before = [
        "We and our partners use cookies to store personal data on your device and to show targeted advertising to you."
    ]
    after = [
        "You can download the Courier app from the App Store and from Google Play.",
        "What do you think about this story?",
    ]
    assert body(clean_text("\n".join([*before, *PARAGRAPHS, *after]))) == list(PARAGRAPHS)


def test_text_in_a_script_without_spaces_is_prose_too() -> None:
    lines = [
        "港务委员会周一投票决定重建北码头，冬季风暴在一月摧毁了该码头，辩论持续了将近六个小时。",
        "市长表示，工程将在秋季大风之前开始，费用低于临时渡轮，因为三分之二的资金来自地区基金。",
        "反对者认为，码头应该向东移动，那里的海底更坚固，港口入口受海浪影响较小。",
    ]
    cleaned = clean_text("\n".join(["首页", "体育", *lines]))
    assert body(cleaned) == lines
    assert cleaned.language == "zh"


@pytest.mark.parametrize("text", ["", " \n \n", "Home\nSport\nWeather", "x", "Loading…"])
def test_text_without_prose_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotAnArticleError) as caught:
        clean_text(text)
    assert caught.value.what


def test_nothing_a_terminal_obeys_survives() -> None:
    cleaned = clean_text("\n".join(f"{line}\x1b[31m\u202e" for line in PARAGRAPHS))
    assert all("\x1b" not in block.text and "\u202e" not in block.text for block in cleaned.blocks)


def test_a_long_text_of_short_lines_is_judged_in_bounded_time() -> None:
    with pytest.raises(NotAnArticleError):
        clean_text("A short line of text\n" * 60_000)


def test_a_date_line_right_above_a_text_without_a_headline_dates_it() -> None:
    prose = "Envoys of both governments met in the harbour town to speak about fishing rights and a new ferry line."
    text = f"Courier\nMonday, 4 March 2024, 18:30 GMT\n{prose}\n{prose.replace('Envoys', 'Ministers')}"
    assert clean_text(text).published == datetime(2024, 3, 4, 18, 30, tzinfo=UTC)
    assert clean_text(f"{prose}\n{prose.replace('Envoys', 'Ministers')}\n4 March 2024").published is None


def test_a_year_may_come_first_in_a_date_in_words() -> None:
    assert in_words("2024 Mar 4") == datetime(2024, 3, 4, tzinfo=UTC)
