"""Which entities a name in a query or on the command line means, as far as the library has met them."""

from __future__ import annotations

from reader.article import EntityKind
from reader.library.database import Database
from reader.library.folding import folded


def keys_of(database: Database, kind: EntityKind | None, name: str) -> list[int]:
    """Keys of the entities of that kind (None: of any) meant by `name`.

    An id ("CN", "xi-jinping") or a surface seen in an article ("Chinese", "Xi") means just those; else the entities
    whose name holds every word of `name`.
    """
    exact = {
        key
        for (key,) in database.rows(
            "SELECT key FROM entity WHERE id IN (?, ?, ?) UNION SELECT entity FROM surface WHERE surface = ?",
            (name, name.upper(), name.lower(), folded(name)),
        )
    }
    return sorted(_of_kind(database, exact, kind) or _of_kind(database, _by_words(database, name), kind))


def _by_words(database: Database, name: str) -> set[int]:
    found: set[int] | None = None
    for word in folded(name).split():
        keys = {key for (key,) in database.rows("SELECT entity FROM name_word WHERE word = ?", (word,))}
        found = keys if found is None else found & keys
    return found or set()


def _of_kind(database: Database, keys: set[int], kind: EntityKind | None) -> set[int]:
    if kind is None:
        return keys
    return {key for key in keys if database.value("SELECT kind FROM entity WHERE key = ?", (key,)) == kind}
