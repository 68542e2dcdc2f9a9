"""Somebody known is found again and extended, never doubled and never changed; the rest are new."""

from __future__ import annotations

import pytest

from reader.entities.gazetteer.schema import CountryEntry, LeaderEntry, OfficeEntry, OrganisationEntry
from reader.wikidata.acquaintance import Acquaintance
from reader.wikidata.merge import Merged, merged
from reader.wikidata.people import Person, people
from reader.wikidata.queries import Category
from reader.wikidata.titles import Held

KNOWN = (
    LeaderEntry("orla-vestergren", "Orla Vestergren", "XA", ("Orla M. Vestergren",), offices=(
        OfficeEntry("President", None, "2019-01-20"), OfficeEntry("Foreign Minister", None, "2011", "2015"))),
    LeaderEntry("kim-song-min", "Kim Song-min", "XA", ("Kim Seong-min",), offices=(
        OfficeEntry("Defence Minister", None, "2005-04-01", "2009-02-01"),)),
    LeaderEntry("teodor-balasz", "Teodor Balasz", "XB", offices=(OfficeEntry("Prime Minister", None, "1995", "1999"),)),
    LeaderEntry("teodor-balasz-jr", "Teodor Balasz Jr", "XB", ("Theodore Balasz",), offices=(
        OfficeEntry("Prime Minister", None, "2015", "2019"),)),
    LeaderEntry("lise-harbough", "Lise Harbough", "XA", wikidata="Q77"),
)  # fmt: skip
HOMES = (CountryEntry("XA", "Norlandia", capitals=("Lydia Bay",)), CountryEntry("XB", "Tervania"))


def held(
    category: Category, since: str, until: str | None = None, country: str = "XA", title: str = "President"
) -> Held:
    return Held(category, title, country, since, until, until is not None)


def merge(*everybody: Person) -> Merged:
    known = {leader.id: leader for leader in KNOWN}
    bodies = (OrganisationEntry("northern-league", "Northern League"),)
    return merged(everybody, Acquaintance(known, HOMES, bodies, ("Marshal",)), known)


def test_a_wikidata_id_is_enough_whatever_the_name() -> None:
    found = merge(Person("Q77", "Elisabeth Marchetti", "XB", (held("head_of_state", "2001", "2002", "XB"),)))
    assert list(found.entries) == ["lise-harbough"]
    assert found.entries["lise-harbough"].offices == (OfficeEntry("President", "XB", "2001", "2002"),)


def test_somebody_of_the_same_name_and_country_is_the_same() -> None:
    found = merge(Person("Q1", "Orla Vestergrén", "XA", (held("head_of_government", "2001", "2003", title="Premier"),)))
    assert found.entries["orla-vestergren"].offices == (OfficeEntry("Premier", None, "2001", "2003"),)


def test_another_spelling_is_the_same_where_they_were_in_office_at_one_time() -> None:
    found = merge(Person("Q2", "Kim Seong-min", "XA", (held("defence_minister", "2006", "2008"),)))
    assert found == Merged({}, [])


def test_the_same_office_from_the_same_day_and_a_word_in_common_are_enough() -> None:
    found = merge(Person("Q3", "Kim Sungmin", "XA", (held("defence_minister", "2005-04-01", "2009-02-01"),)))
    assert list(found.entries) == ["kim-song-min"]
    assert found.entries["kim-song-min"].aliases == ("Kim Sungmin",)
    assert found.entries["kim-song-min"].offices == ()


def test_an_alias_alone_without_a_time_in_common_is_a_doubt() -> None:
    found = merge(Person("Q4", "Theodore Balasz", "XB", (held("head_of_government", "1980", "1982", "XB"),)))
    assert found == Merged({}, ["Theodore Balasz (XB): may be Teodor Balasz Jr"])


def test_a_namesake_of_another_country_is_a_doubt() -> None:
    found = merge(Person("Q5", "Orla Vestergren", "XB", (held("head_of_state", "2020", None, "XB"),)))
    assert found == Merged({}, ["Orla Vestergren (XB): may be Orla Vestergren"])


def test_what_is_known_already_is_not_repeated() -> None:
    known = (
        held("foreign_minister", "2011-05-01", "2015-06-01", title="Foreign Minister"),
        held("head_of_state", "2019"),
    )
    assert merge(Person("Q6", "Orla Vestergren", "XA", known, ("Orla M. Vestergren", "Orla Vestergrén"))) == Merged(
        {}, []
    )


def test_an_office_that_our_data_leaves_open_gets_the_end_that_wikidata_states() -> None:
    found = merge(
        Person("Q7", "Orla Vestergren", "XA", (held("head_of_state", "2019-01-20", "2025-01-20", title="Monarch"),))
    )
    assert found.entries["orla-vestergren"].offices == (OfficeEntry("President", None, "2019-01-20", "2025-01-20"),)


def test_an_office_given_up_ends_none_that_goes_on() -> None:
    crown, cabinet = held("head_of_state", "2019-01-20"), held("head_of_government", "2019-01-20", "2022-09-27")
    assert merge(Person("Q24", "Orla Vestergren", "XA", (crown, cabinet))) == Merged({}, [])


def test_another_office_of_the_same_year_ends_nothing() -> None:
    acting = held("head_of_government", "2019-03-12", "2019-05-26", title="Premier")
    assert merge(Person("Q21", "Orla Vestergren", "XA", (acting,))) == Merged({}, [])


def test_father_and_son_may_differ_in_an_initial() -> None:
    known = {"a": LeaderEntry("a", "Orrin H. Tusker", "XA", offices=(OfficeEntry("President", None, "1989", "1993"),))}
    son = Person("Q23", "Orrin W. Tusker", "XA", (held("head_of_state", "2001", "2009"),))
    found = merged([son], Acquaintance(known, HOMES, (), ()), known)
    assert found == Merged({}, ["Orrin W. Tusker (XA): may be Orrin H. Tusker"])


def test_names_that_differ_in_their_order_alone_are_two_people() -> None:
    known = {
        id_: LeaderEntry(id_, name, "XA", offices=(OfficeEntry("Prime Minister", None, since),))
        for id_, name, since in (("a", "Tarek Navid Osmar", "2001"), ("b", "Navid Tarek Osmar", "2021"))
    }
    office = held("head_of_state", "2006", "2008")
    found = merged([Person("Q22", "Navid Tarek Osmar", "XA", (office,))], Acquaintance(known, HOMES, (), ()), known)
    assert list(found.entries) == ["b"]
    assert found.left_out == []


def test_a_guessed_end_closes_nothing() -> None:
    guess = Held("head_of_state", "President", "XA", "2019-01-20", "2025", False)
    assert merge(Person("Q8", "Orla Vestergren", "XA", (guess,))) == Merged({}, [])


def test_an_end_that_is_known_is_not_changed() -> None:
    later = held("defence_minister", "2005-04-01", "2010-10-10", title="Defence Minister")
    assert merge(Person("Q9", "Kim Song-min", "XA", (later,))) == Merged({}, [])


def test_somebody_new_has_the_id_that_an_article_would_have_given() -> None:
    found = merge(Person("Q10", "Sergey V. Ostrander", "XA", (held("head_of_state", "2020"),), ("Sergey Ostrander",)))
    (entry,) = found.entries.values()
    assert entry.id == "sergei-ostrander"
    assert (entry.name, entry.country, entry.wikidata, entry.common) == ("Sergey V. Ostrander", "XA", "Q10", False)


def test_an_id_that_is_taken_is_made_unlike() -> None:
    known = {"ada-quill": LeaderEntry("ada-quill", "Somebody Else", "XB")}
    new = Person("Q11", "Ada Quill", "XA", (held("head_of_state", "2020"),))
    assert list(merged([new], Acquaintance(known, HOMES, (), ()), known).entries) == ["ada-quill-xa"]


def test_a_name_of_one_word_needs_more_evidence() -> None:
    (entry,) = merge(Person("Q12", "Kumarasena", "XA", (held("head_of_state", "2020"),))).entries.values()
    assert entry.common


def test_two_new_people_of_one_name_are_one_and_a_doubt() -> None:
    found = merge(
        Person("Q13", "Ines Corvane", "XA", (held("head_of_state", "2020"),)),
        Person("Q14", "Ines Corvane", "XB", (held("head_of_state", "2020", None, "XB"),)),
    )
    assert [entry.wikidata for entry in found.entries.values()] == ["Q13"]
    assert found.left_out == ["Ines Corvane (XB): somebody else of this name is new too"]


@pytest.mark.parametrize("name", ["Ada <b>Quill</b>", "Prime Minister", "Ада Квилл", "AQ"])
def test_what_is_no_name_is_left_out(name: str) -> None:
    found = merge(Person("Q15", name, "XA", (held("head_of_state", "2020"),)))
    assert found == Merged({}, [f"{name} (XA): is no name that can be searched for"])


def test_an_alias_that_means_somebody_or_something_else_is_left_out() -> None:
    aliases = ("Teodor Balasz", "Lydia Bay", "Northern League", "Lydia B. Quill")
    found = merge(Person("Q16", "Lydia Quill", "XA", (held("head_of_government", "1999", "2000"),), aliases))
    (entry,) = found.entries.values()
    assert entry.aliases == ("Lydia B. Quill",)


def test_an_alias_that_is_the_name_of_somebody_new_is_theirs() -> None:
    found = merge(
        Person("Q17", "Ada Quill", "XA", (held("head_of_state", "2020"),), ("Ada B. Quill",)),
        Person("Q18", "Ada B. Quillan", "XA", (held("head_of_government", "1999", "2001"),), ("Ada Quill",)),
    )
    assert found.entries["ada-quillan"].aliases == ()


def test_somebody_whom_only_the_user_knows_has_an_entry_that_stands_alone() -> None:
    known = {leader.id: leader for leader in KNOWN}
    new = Person("Q19", "Orla Vestergren", "XA", (held("head_of_government", "2001", "2003", title="Premier"),))
    (entry,) = merged([new], Acquaintance(known, HOMES, (), ()), {}).entries.values()
    assert (entry.id, entry.name, entry.country) == ("orla-vestergren", "Orla Vestergren", "XA")


def test_people_of_several_countries_are_one_whose_home_has_most_of_their_offices() -> None:
    offices: dict[str, dict[str, tuple[Held, ...]]] = {
        "XB": {"Q20": (held("head_of_state", "2001", "2003", "XB"),)},
        "XA": {"Q20": (held("head_of_state", "2010", "2012"), held("foreign_minister", "2005", "2007"))},
    }
    (person,) = people(offices, {"Q20": "Ada Quill"}, {})
    assert person.home == "XA"
    (entry,) = merge(person).entries.values()
    assert [office.country for office in entry.offices] == [None, None, "XB"]
