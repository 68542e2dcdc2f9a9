from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.entities.annotate import annotate_text

Look = Callable[..., list[tuple[str, str]]]


INTRODUCED = "Latvian Foreign Minister Edgars Ozolkrasts spoke."


def test_a_surname_means_who_was_named_before_or_after(leaders: Look) -> None:
    text = f"Ozolkrasts in Rome\n\n{INTRODUCED} \u201cNo,\u201d Ozolkrasts\u2019s aide said, and Mr Ozolkrasts nodded."
    assert [entity for _, entity in leaders(text)] == ["edgars-ozolkrasts"] * 4


def test_the_title_lends_context_and_no_mentions(leaders: Look) -> None:
    assert leaders("Ozolkrasts went home.", title=INTRODUCED) == [("Ozolkrasts", "edgars-ozolkrasts")]
    assert leaders("Ozolkrasts went home.") == []


def test_another_given_name_is_another_person(leaders: Look) -> None:
    text = f"{INTRODUCED} His wife Marta Ozolkrasts smiled. Mrs Ozolkrasts left."
    assert leaders(text) == [("Edgars Ozolkrasts", "edgars-ozolkrasts")]


def test_the_full_name_in_another_romanisation_is_the_same_person(leaders: Look) -> None:
    text = "Russian Security Council Secretary Sergei Varnikov spoke. Sergey Varnikov left, and S. Varnikov slept."
    assert [surface for surface, _ in leaders(text)] == ["Sergei Varnikov", "Sergey Varnikov", "S. Varnikov"]


def test_of_two_bearers_the_one_named_last_in_full_is_meant(leaders: Look) -> None:
    text = (
        "Chinese Defence Minister Zhao Dongmin spoke. Zhao smiled. "
        "Chinese Foreign Ministry spokeswoman Zhao Wenxia followed. Zhao read a statement."
    )
    assert [entity for _, entity in leaders(text)] == ["zhao-dongmin", "zhao-dongmin", "zhao-wenxia", "zhao-wenxia"]


def test_the_family_name_stands_first_in_china_and_korea(leaders: Look) -> None:
    assert leaders("South Korean Foreign Minister Bae Joon-ki spoke. Bae left.")[1:] == [("Bae", "bae-joon-ki")]


def test_a_western_given_name_shows_the_other_order(leaders: Look) -> None:
    text = "Hong Kong Financial Secretary Henry Kwanlok spoke. Kwanlok left."
    assert leaders(text)[1:] == [("Kwanlok", "henry-kwanlok")]


def test_thais_and_malays_are_called_by_the_first_name(leaders: Look) -> None:
    text = "Thai Finance Minister Somkidet Wattanakul spoke. Somkidet left."
    assert leaders(text)[1:] == [("Somkidet", "somkidet-wattanakul")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Belgian Prime Minister Jan van der Stokken spoke. He, van der Stokken said, knew.", "van der Stokken"),
        ("Syrian President Bashar al-Assad spoke. A visit by al-Assad followed.", "al-Assad"),
        ("Syrian President Bashar al-Assad spoke. A visit by Assad followed.", "Assad"),
        ("Irish Health Minister Nora O'Hallorin spoke. O'Hallorin left.", "O'Hallorin"),
    ],
)
def test_particles_and_articles_belong_to_the_surname(leaders: Look, text: str, surface: str) -> None:
    assert leaders(text)[1][0] == surface


@pytest.mark.parametrize(
    "text", ["The Ozolkrasts Foundation paid.", "Ozolkrasts Street was closed.", "Kim Ozolkrasts paid."]
)
def test_a_thing_with_the_surname_is_no_mention(leaders: Look, text: str) -> None:
    assert len(leaders(f"{INTRODUCED} {text}")) == 1


def test_a_surname_in_capitals_is_read_in_a_line_of_capitals(leaders: Look) -> None:
    assert leaders(f"OZOLKRASTS FLIES TO ROME\n\n{INTRODUCED}")[0] == ("OZOLKRASTS", "edgars-ozolkrasts")


def test_a_head_of_government_needs_no_full_name_in_a_text_about_the_country(leaders: Look) -> None:
    assert leaders("XI: CHINA BACKS VENEZUELA") == [("XI", "xi-jinping")]
    assert leaders("Macron promised France lower prices.") == [("Macron", "emmanuel-macron")]
    assert leaders("Macron promised lower prices.") == []


def test_an_administration_names_its_head(leaders: Look) -> None:
    assert leaders("The Obama administration published the rule.", "2020-01-01") == [("Obama", "barack-obama")]


@pytest.mark.parametrize("text", ["Bush fires raged in Australia.", "In May the army of Britain marched."])
def test_a_common_word_is_no_surname(leaders: Look, text: str) -> None:
    assert leaders(text) == []


def test_one_word_after_a_title_joins_the_full_name_elsewhere(leaders: Look) -> None:
    text = "President Carrasquilla left. Colombian President Juan Carrasquilla had come on Monday."
    assert {entity for _, entity in leaders(text)} == {"juan-carrasquilla"}


def test_a_bare_surname_is_no_relative_of_a_leader(leaders: Look) -> None:
    text = "Russian President Vladimir Putin married. Latvian Foreign Minister Edgars Ozolkrasts spoke to Putin."
    assert leaders(text)[-1] == ("Putin", "vladimir-putin")
    text = "North Korean leader Kim Jong Un and his sister, Kim Yo Jong, watched. Kim waved."
    assert leaders(text)[-1] == ("Kim", "kim-jong-un")


def test_a_surname_of_two_words_is_that_of_who_was_met(leaders: Look) -> None:
    text = "Crown Prince Mohammed bin Salman came. The crown prince, bin Salman, left."
    assert leaders(text) == [
        ("Mohammed bin Salman", "mohammed-bin-salman"),
        ("bin Salman", "mohammed-bin-salman"),
    ]


def test_a_monarch_is_not_called_by_the_country(leaders: Look) -> None:
    text = "King Hussein of Jordan spoke. Jordan was calm, and Hussein slept."
    assert [surface for surface, _ in leaders(text, "1996-08-30")][1:] == ["Hussein"]


def test_a_relative_is_told_from_the_leader_and_is_none(leaders: Look) -> None:
    text = "Melania Trump wore white. President Donald Trump did not. Trump left early; Mrs Trump stayed."
    assert leaders(text, "2018-06-01") == [("Donald Trump", "donald-trump"), ("Trump", "donald-trump")]


def test_full_names_are_read_in_a_line_of_capitals(leaders: Look) -> None:
    assert leaders("VLADIMIR PUTIN FLIES TO PYONGYANG") == [("VLADIMIR PUTIN", "vladimir-putin")]


def test_a_title_is_no_part_of_a_name_that_the_gazetteer_gives_with_it(leaders: Look) -> None:
    text = "Crown Prince Mohammed bin Salman of Saudi Arabia spoke. Crown Prince Mohammed then left."
    assert leaders(text) == [("Mohammed bin Salman", "mohammed-bin-salman"), ("Mohammed", "mohammed-bin-salman")]


def test_a_family_name_that_is_a_countrys_is_the_country_where_other_words_name_it(leaders: Look) -> None:
    somebody = "Representative Jim Jordan of Ohio lost a vote in the House. Jordan, an ally of others, shrugged."
    assert leaders(somebody) == [("Jim Jordan", "jim-jordan"), ("Jordan", "jim-jordan")]
    both = "Jordan called off the summit in Amman. Representative Jim Jordan lost a vote. Crowds met across Jordan."
    assert leaders(both) == [("Jim Jordan", "jim-jordan")]


def test_a_longer_place_name_after_a_capitalised_word_lends_its_last_word_to_nobody() -> None:
    text = "The party called Harrow Fell Northern Ireland a test. Ministers in Ireland agreed."
    assert ("Ireland", "IE") in [(mention.surface, mention.entity) for mention in annotate_text(text)]
