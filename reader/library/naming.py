"""The index's own table of entities: their keys, their names, and the words by which a query finds them."""

from __future__ import annotations

from typing import Final

from reader.article import Article, EntityKind, Mention
from reader.library.counting import change_kind
from reader.library.database import Database
from reader.library.folding import folded

NAMING_FORMS: Final = frozenset({"name", "alias", "surname", "demonym", "metonym", "capital"})
"""Forms whose surface says who is meant. A role ("the president") says it only inside its article."""


class EntityKeys:
    """Keys of entities for one transaction, made as new ones come; remembers what it has looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[str, int] = {}
        self._surfaces: set[tuple[str, int]] = set()

    def learn(self, article: Article) -> dict[str, int]:
        """The key of each entity the article names, by id; names and surfaces not seen before are kept."""
        keys: dict[str, int] = {}
        for mention in article.mentions:
            key = keys.get(mention.entity)
            if key is None:
                key = keys[mention.entity] = self._keys.get(mention.entity) or self._key(mention)
            if mention.form in NAMING_FORMS:
                self._surfaces.add((article.text(mention.block)[mention.start : mention.end], key))
        return keys

    def flush(self) -> None:
        """Write the surfaces collected."""
        self._database.many(
            "INSERT OR IGNORE INTO surface(surface, entity) VALUES(?, ?)",
            sorted({(surface, key) for text, key in self._surfaces if (surface := folded(text))}),
        )
        self._surfaces.clear()

    def _key(self, mention: Mention) -> int:
        found = self._database.row("SELECT key, kind, name, country FROM entity WHERE id = ?", (mention.entity,))
        named: tuple[EntityKind, str, str | None] = (mention.kind, mention.name, mention.country)
        if found is None:
            self._database.run(
                "INSERT INTO entity(id, kind, name, country) VALUES(?, ?, ?, ?)", (mention.entity, *named)
            )
            key: int = self._database.value("SELECT key FROM entity WHERE id = ?", (mention.entity,))
        else:
            key = found[0]
        if found is None or (tuple(found[1:]) != named and mention.corrected is None):
            self._rename(key, named, found[1] if found else mention.kind)
        self._keys[mention.entity] = key
        return key

    def _rename(self, key: int, named: tuple[EntityKind, str, str | None], before: EntityKind) -> None:
        kind, name, country = named
        if kind != before:
            change_kind(self._database, key, before, kind)
        self._database.run(
            "UPDATE entity SET kind = ?, name = ?, country = ? WHERE key = ?", (kind, name, country, key)
        )
        self._database.run("DELETE FROM name_word WHERE entity = ?", (key,))
        self._database.many(
            "INSERT INTO name_word(word, entity) VALUES(?, ?)", [(word, key) for word in set(folded(name).split())]
        )
