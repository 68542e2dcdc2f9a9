from __future__ import annotations

import pytest

from reader.tui.actions import ACTIONS, HINTS, NAMES
from reader.tui.keymap import Keymap


def test_every_default_key_does_one_thing() -> None:
    keymap = Keymap()
    assert keymap.problem == ""
    assert {name for name, keys in keymap.keys.items() if not keys} == set()
    assert keymap.press("j", "j") == "down"
    assert keymap.press("question_mark", "?") == "help"
    assert keymap.press("space", " ") == "page_down"
    assert keymap.press("ctrl+d", None) == "half_down"


def test_action_names_are_unique_and_hints_name_real_actions() -> None:
    assert len(NAMES) == len(ACTIONS)
    assert {action for hints in HINTS.values() for action, _ in hints} <= NAMES


def test_a_sequence_waits_for_its_second_key() -> None:
    keymap = Keymap()
    assert keymap.press("g", "g") == ""
    assert keymap.pending == "g"
    assert keymap.press("g", "g") == "top"
    assert keymap.pending == ""


def test_another_key_after_the_first_of_a_sequence_means_itself() -> None:
    keymap = Keymap()
    keymap.press("g", "g")
    assert keymap.press("j", "j") == "down"


def test_a_key_without_an_action_is_left_to_others() -> None:
    assert Keymap().press("f12", None) is None


def test_the_users_key_takes_the_place_of_the_default_one() -> None:
    keymap = Keymap({"star": "asterisk"})
    assert keymap.problem == ""
    assert keymap.press("asterisk", "*") == "star"
    assert keymap.press("s", "s") is None


def test_two_actions_can_swap_their_keys() -> None:
    keymap = Keymap({"star": "m", "read": "s"})
    assert keymap.problem == ""
    assert keymap.press("m", "m") == "star"


def test_several_keys_and_a_sequence_can_be_given() -> None:
    keymap = Keymap({"undo": "z z, ctrl+z"})
    assert keymap.press("z", "z") == ""
    assert keymap.press("z", "z") == "undo"
    assert keymap.press("ctrl+z", None) == "undo"
    assert keymap.shown("undo") == "zz ctrl+z"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"star": "m"}, "m is asked for by both star and read"),
        ({"stern": "s"}, "there is no action stern"),
        ({"star": "hokus_pokus"}, "'hokus_pokus' for star is not the name of a key"),
        ({"star": "a b c"}, "longer than two keys"),
        ({"star": "j x"}, "begins with the key of down"),
    ],
)
def test_a_bad_keymap_is_refused_in_words_and_the_defaults_are_kept(keys: dict[str, str], told: str) -> None:
    keymap = Keymap(keys)
    assert told in keymap.problem
    assert keymap.press("s", "s") == "star"
