"""Which blocks of an extracted page are the article's: pointers, pleas, credits and headlines of others are not."""

from __future__ import annotations

import pytest

from reader.article import Block, Link
from reader.cleaning.html.sift import sifted

BEFORE = Block("paragraph", "The council voted on Monday to rebuild the northern pier after a debate of six hours.")
AFTER = Block(
    "paragraph", "Engineers expect the first piles to be driven before the end of September, if it stays calm."
)


def linked(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, text, (Link(0, len(text), "https://courier.example/other"),))  # type: ignore[arg-type]


def kept(*between: Block, title: str | None = None, byline: tuple[str, ...] = ()) -> list[str]:
    found = sifted([BEFORE, *between, AFTER], title=title, standfirst=None, byline=byline)
    assert [found[0], found[-1]] == [BEFORE, AFTER]
    return [block.text for block in found[1:-1]]


@pytest.mark.parametrize(
    "text",
    [
        "READ MORE: Ferry line to Marrow Bay closes after a century",
        "WATCH | Waves break over the old mole",
        "Related: the storm in pictures",
        "Also read | Mayor promises calm",
        "Story continues below advertisement",
        "Sign up to our evening newsletter for all the news from the harbour.",
        "Get the day's top stories delivered to your inbox every morning.",
        "Subscribe to the Courier for unlimited reading.",
        "Follow the Courier on Facebook, Instagram and X.",
        "Download the Courier app for tide tables and news.",
        "Do you have a story from the quay? Email newsroom@courier.example.",
        "Join our WhatsApp channel for harbour news.",
        "Support independent journalism on the coast with a donation.",
        "Your browser does not support the audio element.",
        "Listen to this article",
        "ADVERTISEMENT",
        "___",
        "5 min read",
        "Updated 3 May 2023 at 9.15pm",
        "The Associated Press contributed to this report.",
        "This article was first published in the Marrow Gazette.",
        "Reporting by Tove Lind; editing by Sam Abara",
        "Lesen Sie auch: Die Fähre fährt nicht mehr",
        "Abonnieren Sie unseren Newsletter und verpassen Sie nichts.",
        "À lire aussi : le port en images",
        "Inscrivez-vous à notre newsletter du matin.",
        "Lea también: El puerto en imágenes",
        "Síguenos en Facebook y en Twitter",
        "Leggi anche: Il porto in immagini",
        "Iscriviti alla nostra newsletter",
        "Leia também: O porto em imagens",
        "Lees ook: De veerboot vaart niet meer",
        "Läs också: Färjan är inställd",
        "Czytaj też: Prom już nie kursuje",
        "Подписывайтесь на наш канал в Телеграме",
        "Читайте также: порт в фотографиях",
        "Baca juga: Pelabuhan dalam gambar",
        "Xem thêm: Bến cảng qua ảnh",
        "İlgili haber: Liman yeniden açıldı",
        "اقرأ أيضا: الميناء في صور",
        "यह भी पढ़ें: बंदरगाह की तस्वीरें",
        "相关阅读：港口图集",
        "関連記事：港の写真",
        "[관련기사] 항구의 사진",
    ],
)
def test_a_line_of_the_page_is_no_block(text: str) -> None:
    assert kept(Block("paragraph", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "More than forty boats had to be moved, and three of them were lost.",
        "Read the minutes of 1931 and you find the same names and the same quarrel.",
        "He signed up for the navy at seventeen and never came back to the island.",
        "The newsletter of the rowing club had warned of the current a year before.",
        "Follow the coast to the north and the old lighthouse comes into view.",
        "Support for the plan has grown since the storm, two polls suggest.",
        "Get a good pair of boots, the guide says, and start before the tide turns.",
        "Subscription concerts will be held in the church instead.",
        "Do you have a boat? The question decides who is asked to dinner here.",
        "Related species live further south, where the water is warmer.",
        "Sources: three people who sat in the room told the Courier what was said there.",
        "Watch the gulls and you know where the herring is.",
        "Analysis: the vote changes little.",
    ],
)
def test_prose_that_begins_like_a_line_of_the_page_is_kept(text: str) -> None:
    assert kept(Block("paragraph", text)) == [text]


def test_a_paragraph_that_is_a_link_names_another_story() -> None:
    assert kept(linked("Ferry line to Marrow Bay closes after a century of service")) == []
    assert kept(linked("Will the ferry to Marrow Bay ever come back?")) == []


def test_a_paragraph_that_is_a_link_and_a_sentence_is_kept() -> None:
    assert kept(linked("The harbour board says so in its report of last May.")) != []
    assert kept(linked("The board gave three reasons for that, including:")) != []


def test_a_list_of_headlines_of_other_stories_goes() -> None:
    assert (
        kept(
            linked("Ferry line to Marrow Bay closes", "list_item"),
            linked("Gulls return to the quay at last", "list_item"),
        )
        == []
    )


def test_a_list_of_links_that_a_line_announces_is_kept() -> None:
    announced = Block("paragraph", "Three reports are worth a reader's evening:")
    items = linked("Pilot's survey of the seabed", "list_item"), linked("What the storm has cost us", "list_item")
    assert kept(announced, *items) == [announced.text, *[item.text for item in items]]


def test_a_list_of_linked_terms_is_kept() -> None:
    items = linked("Pier", "list_item"), linked("Mole", "list_item"), linked("Breakwater", "list_item")
    assert kept(Block("heading", "See also", level=2), *items) == ["See also", "Pier", "Mole", "Breakwater"]


def test_a_heading_over_stories_goes_with_them_and_not_with_what_follows() -> None:
    box = Block("heading", "Related stories", level=3), linked("Ferry line to Marrow Bay closes", "list_item")
    assert kept(*box, Block("heading", "What it costs", level=2), AFTER) == ["What it costs", AFTER.text]


def test_a_lone_heading_that_is_a_link_names_another_story() -> None:
    assert kept(linked("Lighthouse keeper retires after forty years", "heading")) == []


def test_headings_that_are_links_beside_others_head_the_text() -> None:
    headings = linked("The pilot boats of the northern skerry", "heading"), Block("heading", "The tugs", level=2)
    assert len(kept(headings[0], AFTER, headings[1])) == 3


def test_what_stands_above_the_first_sentence_goes() -> None:
    above = [Block("paragraph", text) for text in ("Harbour", "By Jo Lind, staff writer", "March 4, 2023 09:15")]
    assert sifted([*above, BEFORE, AFTER], title=None, standfirst=None, byline=("Jo Lind",)) == [BEFORE, AFTER]


def test_what_stands_below_the_last_sentence_goes() -> None:
    below = [
        Block("paragraph", "Jo Lind is the harbour correspondent of the Courier. Follow her on Twitter @jolind."),
        Block("paragraph", "jo.lind@courier.example"),
        Block("paragraph", "Tags: pier, storm, council"),
        Block("heading", "Comments", level=3),
        Block("paragraph", "Well done, council!"),
    ]
    whole = [BEFORE, AFTER] * 6
    assert sifted([*whole, *below], title=None, standfirst=None, byline=()) == whole


def test_a_list_of_subjects_below_the_text_goes() -> None:
    chips = linked("Pier", "list_item"), linked("Storms", "list_item"), linked("Port Ellery", "list_item")
    assert sifted([BEFORE, AFTER, *chips], title=None, standfirst=None, byline=()) == [BEFORE, AFTER]


def test_a_last_sentence_about_a_person_is_kept() -> None:
    last = Block("paragraph", "Okafor is expected to sign the contract in the old customs house next Tuesday.")
    assert sifted([BEFORE, AFTER, last], title=None, standfirst=None, byline=()) == [BEFORE, AFTER, last]


def test_a_text_of_headings_alone_keeps_them() -> None:
    headings = [Block("heading", "First case", level=2), Block("heading", "Second case", level=2)]
    assert sifted(headings, title=None, standfirst=None, byline=()) == headings


def test_the_title_in_nearly_the_same_words_is_not_repeated() -> None:
    first = Block("heading", "Port Ellery votes to rebuild its northern pier", level=1)
    title = "Port Ellery votes to rebuild northern pier"
    assert sifted([first, BEFORE], title=title, standfirst=None, byline=()) == [BEFORE]
