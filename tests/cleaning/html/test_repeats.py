"""What a page says twice: copies, pulled quotations, captions poured into the text; and what it repeats by right."""

from __future__ import annotations

from lxml.html import document_fromstring

from reader.article import Block
from reader.cleaning.html.repeats import without_pulled, without_repeats, without_told

TEXT = "The mayor told the meeting that the town had waited long enough and would wait no longer for its northern pier."
OTHER = "Opponents argued that the seabed is firmer to the east and that the old mole should be left to the gulls."


def test_a_text_comes_as_often_as_in_the_page() -> None:
    blocks = [Block("paragraph", TEXT), Block("paragraph", TEXT), Block("paragraph", OTHER)]
    assert without_repeats(blocks, lambda: f"{TEXT} {OTHER}") == [blocks[0], blocks[2]]
    assert without_repeats(blocks, lambda: f"{TEXT} {TEXT} {OTHER}") == blocks


def test_a_quotation_pulled_out_of_a_paragraph_goes() -> None:
    pulled = Block("quote", "The town had waited long enough and would wait no longer")
    blocks = [Block("paragraph", TEXT), pulled, Block("paragraph", OTHER)]
    assert without_pulled(blocks) == [blocks[0], blocks[2]]


def test_a_quotation_that_names_its_speaker_stays() -> None:
    quotation = (
        Block("quote", "The town had waited long enough and would wait no longer"),
        Block("quote", "— Ines Okafor"),
    )
    blocks = [Block("paragraph", TEXT), *quotation, Block("paragraph", OTHER)]
    assert without_pulled(blocks) == blocks


def test_a_quotation_that_no_paragraph_holds_stays() -> None:
    blocks = [Block("paragraph", TEXT), Block("quote", "We shall row if the ferry does not sail, as our mothers did.")]
    assert without_pulled(blocks) == blocks


def test_a_caption_and_an_alternative_text_are_no_paragraphs() -> None:
    page = document_fromstring(
        "<body><img alt='Waves break over the old mole in January'><figcaption>The pier before the storm of January"
        "</figcaption></body>"
    )
    blocks = [
        Block("paragraph", TEXT),
        Block("paragraph", "Waves break over the old mole in January"),
        Block("paragraph", "The pier before the storm of January"),
    ]
    assert without_told(blocks, page, page.iter("figcaption")) == blocks[:1]
