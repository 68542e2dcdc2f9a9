"""Which labels and aliases are names that a text can be searched for, and what an office is called."""

from __future__ import annotations

import pytest

from reader.entities.gazetteer.schema import CountryEntry
from reader.wikidata.aliases import MOST_ALIASES, good_aliases
from reader.wikidata.kinds import kind_of
from reader.wikidata.latin import is_name, key
from reader.wikidata.queries import Category
from reader.wikidata.terms import Term
from reader.wikidata.titles import bare_title, offices_held

NORLAND = CountryEntry("XA", "Norlandia", names=("Republic of Norlandia", "Norlandian Republic"))


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lindqvist", "Recep Çelikoğlu", "Abdel Karim el-Masri", "Jean-Paul d'Aubrac", "Maria van der Veldt",
        "Orla J. Vestergren", "Ines II", "Pope Gregor", "Sheikh Maha", "Kumarasena", "Park Ji-won",
        "To Lam", "Ada Lane", "F.W. Quill", "Jim Justice", "Daniel arap Quill",
        "Ines Corvane Jr.", "Albert II of Norlandia", "Lê Văn Đồng",
    ],
)  # fmt: skip
def test_names_of_people_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "Bo", "MBS", "ADA LINDQVIST", "the Hammer", "Prime Minister", "President", "J. B.", "Ada 2", "Ada, Queen",
        "Ада Линдквист", "阿达", "Ada Линдквист", "lindqvist", "Ada <b>Lindqvist</b>",
        "Minister of the Foreign Affairs of Norlandia", "A Very Long Name That Nobody At All Has", "Mr Lindqvist",
    ],
)  # fmt: skip
def test_what_no_person_is_called_in_english_news_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_aliases_that_share_a_word_or_look_alike_are_kept_the_shortest_first() -> None:
    offered = [
        "Moammar Qadhafi",
        "Muammar al-Gaddafi",
        "Mad Dog",
        "Brother Leader",
        "Muammar Gaddafi",
        "President Gaddafi",
    ]
    assert good_aliases("Muammar Gaddafi", offered, lambda _: False) == ("Moammar Qadhafi", "Muammar al-Gaddafi")


def test_one_word_is_an_alias_only_where_it_is_a_middle_name() -> None:
    offered = ["Tavo", "Hammer", "Sorvale", "Ingmund", "Ingmund Tavo Sorvale"]
    assert good_aliases("Ingmund Sorvale", offered, lambda _: False) == ("Ingmund Tavo Sorvale",)
    offered = ["Quillon", "Ingmund Quillon Sorvale"]
    assert good_aliases("Ingmund Sorvale", offered, lambda _: False) == ("Quillon", "Ingmund Quillon Sorvale")


def test_an_alias_that_means_another_or_only_differs_by_accents_is_left_out() -> None:
    offered = ["Íngmund Sorvále", "Ingmund R. Sorvale", "I. Sorvale"]
    assert good_aliases("Ingmund Sorvale", offered, lambda alias: "R." in alias) == ()


def test_initials_and_one_surname_are_a_name_and_no_alias() -> None:
    assert is_name("I.R. Sorvale")
    assert good_aliases("Ingmund Sorvale", ["I.R. Sorvale", "I. Sorvale", "Sheikh Sorvale"], lambda _: False) == (
        "Sheikh Sorvale",
    )


def test_nobody_has_endless_aliases() -> None:
    offered = [f"Ingmund {first}{second}el Sorvale" for first in "BCDFGHKLMNPR" for second in "aeiou"]
    assert len(good_aliases("Ingmund Sorvale", offered, lambda _: False)) == MOST_ALIASES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Song-min", "Kim Song Min"),
        ("Orbán Lajos", "Lajos Orban"),
        ("Sergei Vetrov", "Sergey Vetrov"),
        ("Ahmed al-Masri", "Ahmad Al Masri"),
        ("John F. Kessel", "John Kessel"),
        ("King Albrecht VI", "Albrecht VI of Norlandia"),
        ("Sheikh Nahyan al-Quill", "Nahyan Al Quill"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert key(one) != key("Ada Lindqvist")


@pytest.mark.parametrize(
    ("office", "title"),
    [
        ("president of Norlandia", "President"),
        ("President of the Republic of Norlandia", "President"),
        ("prime minister of the Norlandian Republic", "Prime Minister"),
        ("Chair of the Council of Ministers", "Chair of the Council of Ministers"),
        ("президент", ""),
        ("a b c d e f g h", ""),
        ("", ""),
    ],
)
def test_a_title_is_told_without_its_country(office: str, title: str) -> None:
    assert bare_title(office, NORLAND) == title


def term(person: str, category: Category, since: str, until: str | None = None, office: str = "") -> Term:
    return Term(person, category, (office,) if office else (), since, until, until is not None)


def titles(*terms: Term, country: CountryEntry = NORLAND) -> list[tuple[str, str]]:
    held = offices_held(terms, country)
    return [(person, one.title) for person, offices in held.items() for one in offices]


def test_ministers_are_called_by_their_category_whatever_the_label_says() -> None:
    label = "Federal Minister for Defence and Fisheries"
    assert titles(term("Q1", "defence_minister", "2020", office=label)) == [("Q1", "Defence Minister")]
    assert titles(term("Q1", "foreign_minister", "2020"), country=CountryEntry("US", "United States")) == [
        ("Q1", "Secretary of State")
    ]


def test_a_head_of_state_who_governs_by_that_office_has_it_once() -> None:
    assert titles(
        term("Q1", "head_of_state", "2020", office="president of Norlandia"), term("Q1", "head_of_government", "2020")
    ) == [("Q1", "President")]
    assert titles(
        term("Q1", "head_of_government", "2012", "2016", "prime minister of Norlandia"),
        term("Q1", "head_of_state", "2016", office="president of Norlandia"),
    ) == [("Q1", "President"), ("Q1", "Prime Minister")]


def test_an_office_without_a_label_is_called_like_those_of_the_others_if_they_agree() -> None:
    named = term("Q1", "head_of_government", "2012", "2016", "premier of Norlandia")
    assert titles(named, term("Q2", "head_of_government", "2016"))[1] == ("Q2", "Premier")
    other = term("Q3", "head_of_government", "2008", "2012", "regent of Norlandia")
    assert ("Q2", "Head of Government") in titles(named, other, term("Q2", "head_of_government", "2016"))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("President", "head"), ("Prime Minister", "head"), ("King", "head"), ("Chancellor", "head"),
        ("Foreign Minister", "foreign"), ("Secretary of State", "foreign"), ("Minister of Foreign Affairs", "foreign"),
        ("Defense Secretary", "defence"), ("Defence Minister", "defence"), ("Vice President", "other"),
        ("Deputy Foreign Minister", "other"), ("Finance Minister", "other"), ("Foreign Ministry Spokesman", "other"),
        ("Speaker of Parliament", "other"), ("Crown Prince", "other"),
    ],
)  # fmt: skip
def test_titles_have_a_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind
