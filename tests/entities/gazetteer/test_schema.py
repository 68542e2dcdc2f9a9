from __future__ import annotations

from pathlib import Path

import pytest

from reader.entities.gazetteer.schema import (
    GazetteerError,
    LeaderEntry,
    LeaderFile,
    OfficeEntry,
    OrganisationEntry,
    leader_faults,
    organisation_faults,
    read_toml,
)

HERE = Path("here.toml")


def _leader(**fields: object) -> tuple[Path, LeaderEntry]:
    given: dict[str, object] = {"id": "ada-lind", "name": "Ada Lind", "country": "SE"}
    return HERE, LeaderEntry(**(given | fields))  # type: ignore[arg-type] # fields under test


def test_an_unknown_field_is_refused_with_the_file_and_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "north.toml"
    path.write_text(
        '[[leader]]\nid = "ada-lind"\nname = "Ada Lind"\n\n[[leader]]\nid = "bo-ek"\nname = "Bo Ek"\nparty = "x"\n'
    )
    with pytest.raises(GazetteerError) as caught:
        read_toml(path, LeaderFile)
    assert "party" in caught.value.what
    assert "north.toml: leader 2 (bo-ek)" in caught.value.where


def test_a_missing_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "north.toml"
    path.write_text('[[leader]]\nid = "ada-lind"\n')
    with pytest.raises(GazetteerError, match="ada-lind"):
        read_toml(path, LeaderFile)


def test_bad_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "north.toml"
    path.write_text('[[leader]]\nid = "ada-lind\n')
    with pytest.raises(GazetteerError, match="line 2"):
        read_toml(path, LeaderFile)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "north.toml"
    path.write_bytes(b'[[leader]]\nid = "\xff"\n')
    with pytest.raises(GazetteerError, match="not valid TOML"):
        read_toml(path, LeaderFile)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (_leader(id="Ada Lind"), "an id is lower-case"),
        (_leader(country="SWE"), "not an ISO 3166-1"),
        (_leader(surname="Berg"), "no part of"),
        (_leader(aliases=("Ada L", "Ada L")), "there twice"),
        (_leader(aliases=("Ada  L",)), "idle white space"),
        (_leader(aliases=("x" * 200,)), "too long"),
        (_leader(offices=(OfficeEntry("President", since="13-2020"),)), "write 2013"),
        (_leader(offices=(OfficeEntry("President", since="2020-05", until="2019"),)), "before it begins"),
        (_leader(offices=(OfficeEntry("President", country="Sweden"),)), "write an ISO"),
    ],
)
def test_a_fault_of_an_entry_is_told_with_file_and_id(entry: tuple[Path, LeaderEntry], fault: str) -> None:
    (told,) = leader_faults([entry])
    assert told.startswith("here.toml:")
    assert fault in told


def test_an_id_and_a_name_belong_to_one_leader_alone() -> None:
    faults = leader_faults([_leader(), _leader(), _leader(id="other", aliases=("Ada Lind",), name="A. Lind")])
    assert any("taken already in here.toml" in fault for fault in faults)
    assert any("name 'Ada Lind' is that of ada-lind too" in fault for fault in faults)
    assert any("alias 'Ada Lind' is the name of ada-lind" in fault for fault in faults)


def test_an_office_that_ends_in_the_month_it_began_is_no_fault() -> None:
    assert leader_faults([_leader(offices=(OfficeEntry("President", since="2020-05-03", until="2020-05"),))]) == []


def test_an_organisation_name_claimed_twice_is_a_fault() -> None:
    bodies = (OrganisationEntry("a", "Alpha"), OrganisationEntry("b", "Beta", ("Alpha",)))
    assert organisation_faults(bodies) == ["b: name 'Alpha' is that of a too"]
