"""Names that roles introduce. The people of these sentences are invented unless a test is about the gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reader.entities.annotate import TextMention, annotate_text

Look = Callable[..., list[tuple[str, str]]]


def _only(text: str, day: date | None = None) -> TextMention:
    (one,) = [one for one in annotate_text(text, date=day) if one.kind == "leader"]
    return one


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Latvian Foreign Minister Edgars Ozolkrasts left.", "Edgars Ozolkrasts", "Latvian Foreign Minister", "LV"),
        ("Ghana's deputy trade minister Kofi Mensarbo spoke.", "Kofi Mensarbo", "Ghana's deputy trade minister", "GH"),
        ("The Peruvian president, Lucia Quispetorres, resigned.", "Lucia Quispetorres", "Peruvian president", "PE"),
        ("Foreign Ministry spokesman Lars Ekdalsson denied it.", "Lars Ekdalsson", "Foreign Ministry spokesman", None),
        ("Kremlin aide Oleg Varnikov denied it.", "Oleg Varnikov", "Kremlin aide", "RU"),
        ("Prime Minister Tomas Halvorson resigned.", "Tomas Halvorson", "Prime Minister", None),
        ("The speaker of the Finnish Diet, Aino Lehto, left.", "Aino Lehto", "Speaker of the Finnish Diet", "FI"),
        ("The governor of Oyo state, Tunde Adebayowo, left.", "Tunde Adebayowo", "Governor of Oyo state", None),
        ("Ilse Brandtner, leader of the Reform party, left.", "Ilse Brandtner", "Leader of the Reform party", None),
        ("Ilse Brandtner, a member of parliament, left.", "Ilse Brandtner", "Member of parliament", None),
        ("Reform Party ( RP ) leader Ilse Brandtner left.", "Ilse Brandtner", "Reform Party leader", None),
        ("Minister of Oil and Energy Kari Brekkestad left.", "Kari Brekkestad", "Minister", None),
        ("Ambassador to Kenya Kari Brekkestad left.", "Kari Brekkestad", "Ambassador", None),
        ("The country's president, Kari Brekkestad, left.", "Kari Brekkestad", "Country's president", None),
        ("Kari Brekkestad, who is Norway's premier, left.", "Kari Brekkestad", "Norway's premier", "NO"),
        ("Kari Brekkestad, 54, a Norwegian lawmaker, left.", "Kari Brekkestad", "Norwegian lawmaker", "NO"),
        ("A senior Pentagon official, Ann Delacorte, left.", "Ann Delacorte", "Senior Pentagon official", "US"),
        ("Rebel chief-of-staff Idris Oumarou spoke.", "Idris Oumarou", "Rebel chief-of-staff", None),
        ("Moscow-backed leader Doku Arsangov spoke.", "Doku Arsangov", "Moscow-backed leader", None),
        ("Sen. Wilma Harkness (R-Iowa) voted no.", "Wilma Harkness", "Senator", "US"),
        ("President Juan Carrasquilla of Colombia voted no.", "Juan Carrasquilla", "President", "CO"),
        ("the military regime of Desmond Okwarra fell", "Desmond Okwarra", "Leader", None),
    ],
)  # fmt: skip
def test_a_role_introduces_a_leader(text: str, name: str, role: str, country: str | None) -> None:
    one = _only(text)
    assert (one.surface, one.name, one.role, one.country, one.discovered) == (name, name, role, country, True)


def test_a_discovered_leader_has_a_plain_slug() -> None:
    one = _only("Danish Defence Minister S\u00f8ren M\u00f8ller-Bj\u00f6rn spoke.")
    assert (one.entity, one.name) == ("soren-moller-bjorn", "S\u00f8ren M\u00f8ller-Bj\u00f6rn")


def test_a_counterpart_is_a_leader_of_the_other_country(leaders: Look) -> None:
    text = "Latvian Foreign Minister Edgars Ozolkrasts met his Maltese counterpart, Carm Vellascu, in Riga."
    assert leaders(text) == [("Edgars Ozolkrasts", "edgars-ozolkrasts"), ("Carm Vellascu", "carm-vellascu")]


def test_a_plural_role_reaches_every_name_of_its_list(leaders: Look) -> None:
    text = "Senators Wilma Harkness, Otto Brindle and Ray Casterly voted no."
    text += " Asylum went to two opposition leaders, Ana Ruizo and Pio Sant."
    assert [surface for surface, _ in leaders(text)] == [
        "Wilma Harkness", "Otto Brindle", "Ray Casterly", "Ana Ruizo", "Pio Sant",
    ]  # fmt: skip


def test_a_courtesy_title_is_no_part_of_the_name(leaders: Look) -> None:
    assert leaders("Army chief General Idris Oumarou and Justice Minister Dr. Ada Obiwu met.")[-1][0] == "Ada Obiwu"


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell Foods President Tim Harrowgate resigned. Harrowgate said he was tired.",
        "Tim Harrowgate, president of Brightwell Foods, resigned.",
        "Tim Harrowgate, executive director of the Norwegian Fund for Birds, resigned.",
        "Company spokeswoman Ann Delacorte said sales fell.",
        "Police chief Ann Delacorte said two people were hurt.",
        "The concert was by Queen Marvella and King Velvet.",
        "Senior Vice President Ann Delacorte said sales fell.",
        "The meeting starts at 9:00 PM EDT on Sunday.",
        "Columbus Police Department spokesman Ann Delacorte said so.",
        "Brightwell Chairman Xi Marlow said so. Brightwell Chairman Son said so.",
        "Baptist minister Ann Delacorte and goodwill ambassador Kari Brekkestad met.",
        "Ann Delacorte, vice president of Public Policy at Brightwell Foods, resigned.",
        "The lawmakers, and the Rifle Owners Alliance, disagreed.",
    ],
)
def test_a_company_a_club_or_a_band_has_no_leader(leaders: Look, text: str) -> None:
    assert leaders(text) == []


def test_a_leader_of_the_gazetteer_is_known_by_alias_and_without_accents(leaders: Look) -> None:
    assert leaders("Nicolas Maduro and Nicol\u00e1s Maduro are one.") == [
        ("Nicolas Maduro", "nicolas-maduro"),
        ("Nicol\u00e1s Maduro", "nicolas-maduro"),
    ]


def test_the_date_chooses_among_namesakes(leaders: Look) -> None:
    text = "President Bush ordered the attack on Iraq."
    assert leaders(text, "1991-01-17")[0][1] != leaders(text, "2003-03-20")[0][1]


def test_a_date_never_deletes_a_person(leaders: Look) -> None:
    assert leaders("Emmanuel Macron was a banker then.", "2009-01-01") == [("Emmanuel Macron", "emmanuel-macron")]


def test_the_role_is_the_office_of_the_day() -> None:
    now = _only("Joe Biden spoke.", date(2022, 5, 1))
    later = _only("Joe Biden spoke.", date(2025, 5, 1))
    assert (now.role, later.role) == ("President of the United States", "former President of the United States")


@pytest.mark.parametrize(
    "text",
    [
        "The Ronald Reagan Building is closed.",
        "The carrier USS Ronald Reagan sailed.",
        "Donald Trump Jr. wrote a book.",
    ],
)
def test_a_thing_or_a_son_named_after_a_leader_is_not_the_leader(leaders: Look, text: str) -> None:
    assert leaders(text) == []


def test_in_a_headline_a_name_ends_where_the_leader_is_known(leaders: Look) -> None:
    text = "President Macron Meets Striking Railway Workers Today\n\nEmmanuel Macron met workers in Paris."
    assert leaders(text) == [("Macron", "emmanuel-macron"), ("Emmanuel Macron", "emmanuel-macron")]


def test_a_party_and_a_state_mark_a_lawmaker(leaders: Look) -> None:
    text = "Rob Portwell (R-Ohio) and Ann Gilder, D-Vt., objected. Portwell left."
    assert [surface for surface, _ in leaders(text)] == ["Rob Portwell", "Ann Gilder", "Portwell"]


def test_a_prefix_of_a_role_is_read_over(leaders: Look) -> None:
    one = _only("Peru's ex-president Lucia Quispetorres and the crowd left.")
    assert (one.role, one.country) == ("Peru's ex-president", "PE")


def test_the_role_beside_a_surname_chooses_among_namesakes(leaders: Look) -> None:
    assert leaders("Secretary of State Clinton flew to Peru.", "2011-05-01") == [("Clinton", "hillary-clinton")]
    assert leaders("President Clinton flew to Peru.", "1996-05-01") == [("Clinton", "bill-clinton")]


def test_the_words_of_a_name_keep_their_order(leaders: Look) -> None:
    assert leaders("French President Macron Emmanuel left.")[0][1] != "emmanuel-macron"


def test_a_pope_of_another_number_is_another_pope(leaders: Look) -> None:
    assert leaders("The medal of Pope Francis was older than that of Pope Francis IV.", "2020-01-01")[0] == (
        "Francis",
        "pope-francis",
    )
    assert "pope-francis" not in [entity for _, entity in leaders("A medal of Pope Francis IV was sold.", "2020-01-01")]


@pytest.mark.parametrize(
    "text",
    [
        "In Peru, Boeing's president Ward Linnet spoke.", "In Peru, students' union president Maya Linnet spoke.",
        "In Peru, Olympic Committee president Ward Linnet spoke.", "The college rose. President Pam Linnet was glad.",
        "In Peru, the club's president Ward Linnet spoke.", "In Peru, Meta chief Ward Linnet spoke.",
        "Susan Rice-Linnet of the US baked.", "Constable Angela Merkel of Perth in Germany rested.",
        "Angela Merkel, 44, a roofer from Bonn in Germany, won.",
    ],
)  # fmt: skip
def test_somebody_of_a_firm_a_club_or_a_trade_is_no_leader(leaders: Look, text: str) -> None:
    assert leaders(text) == []


def test_rarer_titles_introduce_leaders(leaders: Look) -> None:
    assert leaders("Chief arms inspector Ward Linnet left.") == [("Ward Linnet", "ward-linnet")]
    assert leaders("Agriculture Commissioner Ward Linnet left.") == [("Ward Linnet", "ward-linnet")]
    assert leaders("Bolivia voted. Army chief Ward Linnet quit.") == [("Ward Linnet", "ward-linnet")]
    assert leaders("Chechnya's president Ward Linnet met Russia's envoys.") == [("Ward Linnet", "ward-linnet")]
    assert leaders("Former Ohio Gov .\nWard Linnet spoke .") == [("Ward Linnet", "ward-linnet")]


def test_who_leads_a_great_power_is_known_by_the_surname_everywhere(leaders: Look) -> None:
    assert leaders("Japan and Fiji wait. Obama was tired.", "2012-05-01") == [("Obama", "barack-obama")]


def test_a_time_before_a_leader_is_no_mention_of_them(leaders: Look) -> None:
    assert leaders("Cuba had a pre-Castro constitution. Fidel Castro tore it up.", "1996-05-01") == [
        ("Fidel Castro", "fidel-castro")
    ]


def test_a_king_is_named_without_title_and_country(leaders: Look, countries: Look) -> None:
    text = "King Hussein of Jordan spoke."
    assert leaders(text, "1996-05-01") == [("Hussein", "king-hussein")]
    assert countries(text, "1996-05-01") == [("Jordan", "JO")]
