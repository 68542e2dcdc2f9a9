from __future__ import annotations

from reader.entities.gazetteer.matcher import Hit, Matcher, longest

PHRASES = ["Guinea", "Papua New Guinea", "New", "U.S.", "Mali", "Mali Federation"]


def _found(text: str) -> list[str]:
    matcher = Matcher({phrase: number for number, phrase in enumerate(PHRASES)})
    return [PHRASES[hit.pattern] for hit in longest(matcher.hits(text))]


def test_the_longest_phrase_wins() -> None:
    assert _found("in Papua New Guinea today") == ["Papua New Guinea"]


def test_a_phrase_inside_a_word_is_none() -> None:
    assert _found("Malian Guineans Renew") == []


def test_a_longer_phrase_that_fails_at_its_end_leaves_the_shorter_one() -> None:
    assert _found("the Mali Federations") == ["Mali"]


def test_hyphens_and_possessives_are_boundaries() -> None:
    assert _found("Guinea-born, Mali's, U.S.-led") == ["Guinea", "Mali", "U.S."]


def test_a_phrase_that_the_text_breaks_off_is_none() -> None:
    assert _found("Papua New Guine") == ["New"]


def test_matching_minds_capitals() -> None:
    assert _found("guinea MALI") == []


def test_offsets_are_code_points() -> None:
    assert Matcher({"Mali": 0}).hits("\U0001f30d Mali") == [Hit(2, 6, 0)]
