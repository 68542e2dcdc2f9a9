"""From a pressed key to the name of an action: defaults, the user's own keys, and sequences of two keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from reader.tui.actions import ACTIONS, NAMES

_SPECIAL = frozenset(
    "enter escape space tab backspace delete insert home end pageup pagedown up down left right".split()
    + [f"f{number}" for number in range(1, 25)]
)
_SHORT_NAMES = {"plus": "+", "minus": "-", "slash": "/", "backslash": "\\", "at": "@", "underscore": "_"}
_MODIFIED = re.compile(r"((?:ctrl|alt|shift|super|meta|hyper)\+)+(.+)", re.DOTALL)
_SYMBOLS: Final = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


class Keymap:
    """Which keys do what. `problem` says in words why the user's keys were refused; empty when they were taken."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        defaults = {action.name: tuple(action.keys.split(" ")) for action in ACTIONS}
        self.problem = ""
        self.keys = defaults
        if chosen:
            try:
                keys = {**defaults, **_parsed(chosen)}
                self._actions = _by_key(keys)
            except ValueError as error:
                self.problem = f"keys: {error}; the default keys are kept"
            else:
                self.keys = keys
        self._actions = _by_key(self.keys)
        self._prefixes = {key.split("-", 1)[0] for key in self._actions if _is_sequence(key)}
        self._pending = ""

    @property
    def pending(self) -> str:
        """The first key of a sequence that waits for its second; empty when none does."""
        return self._pending

    def press(self, key: str, character: str | None) -> str | None:
        """The action of a key as Textual names it (`character` is what it types).

        Empty while a sequence waits for its second key; None where the key does nothing.
        """
        names = [key] if key in _SPECIAL or character is None else [character, key]
        pending, self._pending = self._pending, ""
        if pending:
            names = [*(f"{pending}-{name}" for name in names), *names]
        for name in names:
            if name in self._actions:
                return self._actions[name]
            if name in self._prefixes:
                self._pending = name
                return ""
        return None

    def shown(self, action: str, limit: int = 9) -> str:
        """The keys of an action as a person reads them, the first `limit` of them."""
        return " ".join(_shown(key) for key in self.keys[action][:limit])


def _parsed(chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    unknown = sorted(set(chosen) - NAMES)
    if unknown:
        raise ValueError(f"there is no action {', '.join(unknown)}")
    return {name: tuple(_normal(key, name) for key in _split(keys)) for name, keys in chosen.items()}


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _normal(key: str, action: str) -> str:
    parts = key.split() if " " in key else [key]
    if len(parts) > 2:
        raise ValueError(f"{key!r} for {action} is longer than two keys")
    return "-".join(_normal_key(part, action) for part in parts)


def _normal_key(key: str, action: str) -> str:
    if len(key) == 1 or key in _SPECIAL:
        return key
    if modified := _MODIFIED.fullmatch(key):
        _normal_key(modified[2], action)
        return key
    if key in _SHORT_NAMES:
        return _SHORT_NAMES[key]
    try:
        return unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        raise ValueError(f"{key!r} for {action} is not the name of a key") from None


def _by_key(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    actions: dict[str, str] = {}
    for action, names in keys.items():
        for key in names:
            if key in actions:
                raise ValueError(f"{_shown(key)} is asked for by both {actions[key]} and {action}")
            actions[key] = action
    for key, action in actions.items():
        first = key.split("-", 1)[0]
        if _is_sequence(key) and first in actions:
            raise ValueError(f"{_shown(key)} of {action} begins with the key of {actions[first]}")
    return actions


def _is_sequence(key: str) -> bool:
    return len(key) > 1 and "-" in key[1:]


def _shown(key: str) -> str:
    if _is_sequence(key):
        return "".join(_shown(part) for part in key.split("-", 1))
    return _SYMBOLS.get(key, key)
