"""Related coverage: what belongs together comes first, with true reasons, and no text twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.article import Article, Block, EntityKind, Mention
from reader.errors import DatelineError
from reader.library.errors import UnknownArticleError
from reader.library.index import Index
from reader.library.rows import Change
from reader.related.related import WORTH_SHOWING, Related, related

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
STORIES = {
    "strike": "dock workers strike harbour wages union picket crane terminal container talks arbitration walkout",
    "eclipse": "eclipse astronomers moon shadow telescope totality corona observers sky darkness path spectators",
    "budget": "budget deficit finance minister taxes spending parliament vote pensions coalition amendment treasury",
}
FILLER = (
    "people said yesterday that many things happened while others waited near the city and looked on calmly".split()
)


@dataclass(frozen=True)
class Holder:
    index: Index


def text(story: str, seed: int, words: int = 60) -> str:
    chance = random.Random(f"{story}{seed}")
    topic = STORIES[story].split()
    return " ".join(chance.choice(topic) if chance.random() < 0.4 else chance.choice(FILLER) for _ in range(words))


def article(name: str, body: str, *entities: tuple[str, EntityKind], day: int = 0, title: str = "") -> Article:
    mentions = tuple(
        Mention(0, place, place + 1, entity, kind, "name", f"Name of {entity}")
        for place, (entity, kind) in enumerate(entities)
    )
    return Article(
        id=name,
        fetched=NOON,
        published=NOON + timedelta(days=day),
        title=title or f"About {name}",
        source="The Gazette",
        blocks=(Block("paragraph", body),),
        mentions=mentions,
    )


LUND: tuple[str, EntityKind] = ("lund", "leader")
ZQ: tuple[str, EntityKind] = ("ZQ", "country")
XL: tuple[str, EntityKind] = ("XL", "country")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Holder]:
    index = Index.open(tmp_path / "index.sqlite")
    made = [article(f"{story}-{n}", text(story, n), ZQ, day=n) for story in STORIES for n in range(6)]
    made.append(article("lund-1", text("strike", 90), LUND, ZQ, LUND))
    made.append(article("lund-2", text("strike", 91), ZQ, LUND, XL))
    index.apply(list(enumerate(made, 1)))
    yield Holder(index)
    index.close()


def ids(found: list[Related]) -> list[str]:
    return [entry.id for entry in found]


@pytest.mark.parametrize("story", STORIES)
def test_articles_of_the_same_story_come_first(library: Holder, story: str) -> None:
    first = ids(related(library, f"{story}-0", limit=5))
    assert {name.split("-")[0] for name in first} <= {story, "lund" if story == "strike" else story}
    assert len(first) == 5


def test_the_list_is_ranked_and_cut_and_never_holds_the_article_itself(library: Holder) -> None:
    whole = related(library, "strike-0", limit=100)
    assert [entry.score for entry in whole] == sorted((entry.score for entry in whole), reverse=True)
    assert all(0 < entry.score <= 1 for entry in whole)
    assert "strike-0" not in ids(whole)
    assert len(set(ids(whole))) == len(whole) == 19
    assert related(library, "strike-0", limit=3) == whole[:3]
    shown = related(library, "strike-0", limit=100, at_least=WORTH_SHOWING)
    assert 0 < len(shown) < len(whole)
    assert shown == whole[: len(shown)]


def test_shared_entities_are_true_and_strongest_first(library: Holder) -> None:
    [entry] = [entry for entry in related(library, "lund-1") if entry.id == "lund-2"]
    assert [(shared.id, shared.kind, shared.name) for shared in entry.shared] == [
        ("lund", "leader", "Name of lund"),
        ("ZQ", "country", "Name of ZQ"),
    ]
    assert entry.why == "Both name Name of lund and Name of ZQ."
    [other] = [entry for entry in related(library, "lund-2") if entry.id == "strike-0"]
    assert [shared.id for shared in other.shared] == ["ZQ"]


def test_without_a_shared_entity_the_shared_words_are_the_reason(library: Holder) -> None:
    library.index.apply([(100, article("nameless", text("eclipse", 40)))])
    first = related(library, "nameless")[0]
    assert first.id.startswith("eclipse")
    assert first.shared == ()
    said = first.why.removeprefix("Both use the words ").removesuffix(".").replace(" and ", ", ").split(", ")
    assert len(said) == 3
    assert {word.strip("“”") for word in said} <= set(STORIES["eclipse"].split() + FILLER + ["about"])


def test_near_copies_are_folded_into_one_and_counted(library: Holder) -> None:
    wire = text("budget", 77, 200)
    library.index.apply(
        [
            (101, article("wire-1", wire, ZQ, title="Budget passes")),
            (102, article("wire-2", wire + " more to follow", ZQ, title="Budget passes")),
            (103, article("wire-3", wire.removesuffix(wire[-40:]), ZQ, title="Vote on the budget")),
        ]
    )
    found = related(library, "budget-0", limit=50)
    wires = [entry for entry in found if entry.id.startswith("wire")]
    assert [entry.copies for entry in wires] == [2]
    assert sum(entry.copies for entry in found) == 2


def test_a_near_copy_of_the_article_itself_is_said_to_be_one(library: Holder) -> None:
    wire = text("budget", 78, 200)
    library.index.apply([(101, article("wire-1", wire, ZQ)), (102, article("wire-2", wire, ZQ))])
    first = related(library, "wire-1")[0]
    assert (first.id, first.copies) == ("wire-2", 0)
    assert first.why == "Nearly the same text. Both name Name of ZQ."
    assert first.score > 0.9


def test_time_decides_between_equals(library: Holder) -> None:
    body = "Rare quokkas photographed on the island reserve at dawn."
    library.index.apply(
        [
            (101, article("quokka", body, day=0)),
            (102, article("quokka-late", "Quokkas delight tourists; island ferry sells out.", day=80, title="Ferry")),
            (103, article("quokka-soon", "Island ferry sells out; quokkas delight tourists.", day=2, title="Ferry")),
        ]
    )
    assert ids(related(library, "quokka", limit=2)) == ["quokka-soon", "quokka-late"]


def test_deleted_articles_are_not_related_to_anything(library: Holder) -> None:
    assert "strike-1" in ids(related(library, "strike-0", limit=50))
    library.index.apply_changes([Change("strike-1", "deleted", True)], {"desk": 1})
    assert "strike-1" not in ids(related(library, "strike-0", limit=50))
    with pytest.raises(UnknownArticleError):
        related(library, "strike-1")
    library.index.apply_changes([Change("strike-1", "deleted", False)], {"desk": 2})
    assert "strike-1" in ids(related(library, "strike-0", limit=50))


def test_a_revised_article_is_found_by_its_new_words_only(library: Holder) -> None:
    revised = article("strike-1", text("eclipse", 60), ZQ, day=1)
    library.index.apply(
        [(100, Article(**{**{f: getattr(revised, f) for f in revised.__struct_fields__}, "revision": 2}))]
    )
    assert "strike-1" in ids(related(library, "eclipse-0", limit=6))
    assert "strike-1" not in ids(related(library, "strike-0", limit=6))


def test_an_unknown_article_is_refused_in_words(library: Holder) -> None:
    with pytest.raises(DatelineError, match="nobody: no article has this id"):
        related(library, "nobody")


def test_articles_without_words_or_neighbours_have_nothing_related(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index.sqlite")
    empty = Article(id="empty", fetched=NOON)
    index.apply([(1, empty), (2, Article(id="alone", fetched=NOON, title="Quokkas"))])
    assert related(Holder(index), "empty") == related(Holder(index), "alone") == []
    index.close()
