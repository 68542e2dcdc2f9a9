"""Every rule tells why: one sentence of ours a rule, and what an explanation says of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Block
from reader.entities.annotate import annotate_article, annotate_text
from reader.entities.explain import RULES, Reason, explain_article, explain_text
from reader.entities.found import Rule
from reader.entities.gazetteer.gazetteer import load_gazetteer

DAY = date(2015, 6, 1)
TEXTS: dict[Rule, str] = {
    "full-name": "Angela Merkel spoke.",
    "alias": "King Sihanouk spoke.",
    "name-in-capitals": "ANGELA MERKEL FLIES HOME",
    "common-name": "Congressman Jim Jordan spoke.",
    "title-before-name": "Latvian Foreign Minister Edgars Ozolkrasts left.",
    "counterpart": "He met his Latvian counterpart, Edgars Ozolkrasts, on Friday.",
    "title-then-comma": "The Peruvian president, Lucia Quispetorres, resigned.",
    "name-then-title": "Ilse Brandtner, leader of the Reform party, left.",
    "title-for-several": "Senators Wilma Harkness, Otto Brindle and Ray Casterly voted no.",
    "party-and-state": "Wilma Harkness (R-Ohio) objected.",
    "second-mention": "Angela Merkel spoke. Merkel left.",
    "second-mention-in-part": "Latvian Foreign Minister Edgars A. Ozolkrasts left. Edgars Ozolkrasts was tired.",
    "second-mention-in-capitals": "MERKEL FLIES HOME TO BERLIN\n\nAngela Merkel flew home.",
    "administration": "The Obama administration paid for it.",
    "surname-after-honorific": "Mr Lukashenko paid for it.",
    "surname-heralded-elsewhere": "Mr Lukashenko paid for it. Lukashenko was tired.",
    "surname-in-the-news": "In Belarus, Lukashenko was tired.",
    "surname-of-a-power": "In Japan and Fiji, Obama was tired.",
    "country-name": "Rain in Japan.",
    "country-alias": "Rain in Burma.",
    "demonym": "The Japanese rain fell.",
    "prefix": "Sino-Russian trade grew.",
    "hashtag": "Rain in #Japan today.",
    "shared-name": "The Koreans left.",
    "homograph": "Rain fell in Georgia, and most of all in Tbilisi.",
    "one-sense": "Michael Jordan flew to Amman. Jordan was warm.",
    "half-of-a-country": "North Korea answered. Troops of the North marched.",
    "seat-of-power": "The Kremlin denied it.",
    "seat-as-place": "They met in the Kremlin.",
    "capital-as-actor": "Beijing warned of rain.",
    "capital-in-a-pair": "Moscow and Beijing warned of rain.",
    "capital-of-the-union": "Brussels warned of rain.",
    "capital-as-place": "Rain fell in Beijing.",
    "dateline": "BEIJING (Harbour Post) - The rain fell for a whole day, the office said.",
    "organisation-name": "NATO met.",
}
UNKNOWN = "a leader whom the gazetteer does not have"
IN_OFFICE = "in high office on 2015-06-01 and of a country in the text"
SENTENCE = re.compile(r'(?:[A-Z]|"[^"]+")[^\n]* [^\n]*\.')


def _reason(text: str, rule: Rule, day: date | None = DAY) -> Reason:
    return next(reason for _, reason in explain_text(text, date=day) if reason.rule == rule)


def test_every_slug_is_told_of_in_a_sentence() -> None:
    assert list(RULES) == list(get_args(Rule))
    for slug, told in RULES.items():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", slug)
        assert SENTENCE.fullmatch(told)
    assert len(set(RULES.values())) == len(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_makes_a_mention_and_says_why(rule: Rule) -> None:
    for mention, reason in explain_text(TEXTS[rule], date=DAY):
        assert SENTENCE.fullmatch(reason.why)
        assert f'"{mention.surface}"' in reason.why
        assert "{" not in reason.why
        assert "  " not in reason.why
        assert '""' not in reason.why
        assert reason.data.startswith("the words ") == mention.discovered
        assert reason.data
    assert _reason(TEXTS[rule], rule)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_explained_is_what_is_annotated(text: str) -> None:
    for title in (None, "Merkel meets Xi Jinping in Georgia"):
        explained = [mention for mention, _ in explain_text(text, date=DAY, title=title)]
        assert explained == annotate_text(text, date=DAY, title=title)


@given(st.lists(st.sampled_from([*" ".join(TEXTS.values()).split(), "\n\n", "\u202e", "\u2019s"]), max_size=40))
@settings(max_examples=150, deadline=None)
def test_words_in_any_order_are_explained_as_they_are_annotated(words: list[str]) -> None:
    text = " ".join(words)
    explained = explain_text(text, date=DAY)
    assert [mention for mention, _ in explained] == annotate_text(text, date=DAY)
    assert all("\n" not in reason.why and reason.why.endswith(".") for _, reason in explained)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("title-before-name", f'The words "Latvian Foreign Minister" before "Edgars Ozolkrasts" introduce {UNKNOWN}.'),
        (
            "title-for-several",
            f'The word "Senators" introduces every name of a list; "Otto Brindle" in it is {UNKNOWN}.',
        ),
        ("party-and-state", f'The party and state "R-Ohio" after "Wilma Harkness" introduce {UNKNOWN}.'),
        ("second-mention", '"Merkel" is short for Angela Merkel, named as "Angela Merkel" at code point 0.'),
        (
            "second-mention-in-capitals",
            '"MERKEL" is short for Angela Merkel in capitals, named as "Angela Merkel" at code point 29.',
        ),
        ("surname-in-the-news", f'"Lukashenko" is the surname of Alexander Lukashenko, {IN_OFFICE}.'),
        ("country-alias", '"Burma" is a former name of Myanmar.'),
        ("prefix", '"Sino" joined to "Russian" by a hyphen stands for China.'),
        ("homograph", '"Georgia" is not always Georgia, but other words of the text settle it: "Tbilisi".'),
        ("one-sense", '"Jordan" is part of a name here too, and "Amman" settles it for Jordan.'),
        ("seat-as-place", 'The word "in" before "Kremlin", a seat of power of Russia, makes it a place.'),
        ("capital-as-actor", 'The word "warned" beside "Beijing" makes it stand for the government of China.'),
        ("capital-in-a-pair", '"Moscow" stands for the government of Russia, as the capital beside it acts: "warned".'),
    ],
)
def test_a_sentence_names_the_words_that_decided(rule: Rule, why: str) -> None:
    assert _reason(TEXTS[rule], rule).why == why


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The envoy put pressure on Tehran again.", '"pressure on"'),
        ("Tehran's envoy left.", '"envoy"'),
        ("A Tehran-backed force left.", '"backed"'),
        ("Tehran was ready to talk.", '"was ready"'),
        ("Talks with Tehran failed.", '"with"'),
        ("An anti-Tehran league met.", '"anti"'),
    ],
)
def test_the_words_that_make_a_capital_an_actor_are_quoted(text: str, evidence: str) -> None:
    assert f" {evidence} beside " in _reason(text, "capital-as-actor").why


def test_the_data_of_a_known_entity_is_the_line_of_its_entry() -> None:
    gazetteer = load_gazetteer()
    for text, entity in (("Angela Merkel spoke.", "angela-merkel"), ("Rain in Japan.", "JP"), ("NATO met.", "nato")):
        ((_, reason),) = explain_text(text, date=DAY)
        assert reason.data == gazetteer.origin(entity)
        assert re.fullmatch(r"[a-z_/]+\.toml:\d+", reason.data)


def test_the_data_of_a_discovered_leader_are_the_words_that_gave_the_role_also_later() -> None:
    text = "Latvian Foreign Minister Edgars Ozolkrasts left. Ozolkrasts was tired."
    reasons = [reason for mention, reason in explain_text(text, date=DAY) if mention.kind == "leader"]
    assert [reason.rule for reason in reasons] == ["title-before-name", "second-mention"]
    assert {reason.data for reason in reasons} == {'the words "Latvian Foreign Minister"'}


def test_a_name_in_another_spelling_is_told_to_be_one() -> None:
    ((_, reason),) = explain_text("Slobodan Milosevic spoke.", date=date(1999, 1, 1))
    assert (reason.rule, reason.why) == (
        "full-name",
        '"Slobodan Milosevic" is the name of Slobodan Milo\u0161evi\u0107 in another spelling.',
    )


def test_namesakes_are_told_of() -> None:
    text = "President George Bush spoke to Congress about the United States."
    why = next(reason.why for mention, reason in explain_text(text, date=date(1991, 1, 17)) if mention.kind == "leader")
    assert "chosen among" in why


def test_a_person_named_in_the_title_is_told_to_be_there() -> None:
    ((_, reason),) = explain_text("Merkel left.", date=DAY, title="Angela Merkel speaks")
    assert reason.why == '"Merkel" is short for Angela Merkel, named as "Angela Merkel" in the title.'


def test_an_article_is_explained_by_its_blocks() -> None:
    article = Article(
        id="a",
        fetched=datetime(2015, 6, 2, tzinfo=UTC),
        published=datetime(2015, 6, 1, tzinfo=UTC),
        title="Merkel flies home",
        blocks=(Block("paragraph", "Rain fell."), Block("paragraph", "Angela Merkel flew to Berlin.")),
    )
    explained = explain_article(article)
    assert tuple(mention for mention, _ in explained) == annotate_article(article).mentions
    assert explained[0][1].why == '"Merkel" is short for Angela Merkel, named as "Angela Merkel" in paragraph 2.'


def test_nothing_is_explained_where_nothing_is_named() -> None:
    assert explain_text("") == []
    assert explain_article(Article(id="a", fetched=datetime(2015, 6, 2, tzinfo=UTC))) == []


def test_hostile_words_are_filtered_and_cut_in_sentences() -> None:
    text = "Latvian Foreign Minister \u202eEdgars Ozol\x1b[31mkrasts left. "
    text += f"The {'royal ' * 40}Latvian king, Juris Ozolkrasts, left."
    for _, reason in explain_text(text, date=DAY):
        assert not re.search("[\x1b\u202e\n]", reason.why + reason.data)
        assert len(reason.why) < 400
