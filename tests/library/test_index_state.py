"""Whatever comes in whatever order, the index's kept figures are those one would count."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.article import Article, Block, Mention
from reader.library.index import Index
from reader.library.query import parse_query
from reader.library.rows import Change, Counters, MarkField
from reader.library.vocabulary import rarity

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
NUMBERS = st.integers(0, 5)


class Histories(RuleBasedStateMachine):
    """Articles that come, come again and are marked, beside a plain account of the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.index = Index.open(Path(self.folder.name) / "index.sqlite")
        self.stored = self.written = 0
        self.articles: dict[str, Article] = {}
        self.marks: dict[tuple[str, str], bool] = {}

    @rule(number=NUMBERS, hour=st.integers(0, 2), word=st.sampled_from(["fog", "storm"]), named=st.sets(NUMBERS))
    def come(self, number: int, hour: int, word: str, named: set[int]) -> None:
        known = self.articles.get(f"id-{number}")
        article = Article(
            id=f"id-{number}",
            fetched=NOON + timedelta(hours=hour),
            blocks=(Block("paragraph", f"{word} {number}"),),
            mentions=tuple(
                Mention(0, 0, 3, f"e{entity}", "leader" if entity % 2 else "country", "name", f"Name {entity}")
                for entity in sorted(named)
            ),
            revision=known.revision + 1 if known else 1,
        )
        self.stored += 1
        self.index.apply([(self.stored, article)])
        self.articles[article.id] = article

    @rule(number=NUMBERS, field=st.sampled_from(["read", "starred", "deleted"]), value=st.booleans())
    def mark(self, number: int, field: MarkField, value: bool) -> None:
        self.written += 1
        self.index.apply_changes([Change(f"id-{number}", field, value)], {"desk": self.written})
        self.marks[f"id-{number}", field] = value

    def marked(self, article: str, field: str) -> bool:
        return self.marks.get((article, field), False)

    @invariant()
    def figures_agree(self) -> None:
        shown = [article for article in self.articles.values() if not self.marked(article.id, "deleted")]
        named = {(mention.entity, mention.kind) for article in shown for mention in article.mentions}
        assert self.index.counters() == Counters(
            articles=len(shown),
            unread=sum(not self.marked(article.id, "read") for article in shown),
            starred=sum(self.marked(article.id, "starred") for article in shown),
            leaders=sum(kind == "leader" for _, kind in named),
            countries=sum(kind == "country" for _, kind in named),
            organisations=0,
        )
        assert {entity.id: entity.articles for entity in self.index.entities()} == {
            entity: sum(entity in {m.entity for m in article.mentions} for article in shown) for entity, _ in named
        }

    @invariant()
    def lists_agree(self) -> None:
        shown = {article.id: article for article in self.articles.values() if not self.marked(article.id, "deleted")}
        assert {row.id for row in self.index.rows()} == set(shown)
        for word in ("fog", "storm"):
            holding = {name for name, article in shown.items() if article.blocks[0].text.startswith(word)}
            assert {row.id for row in self.index.rows(parse_query(word))} == holding
            assert self.index.count(parse_query(word)) == len(holding)
        assert self.index.count(parse_query("is:unread")) == self.index.counters().unread

    @invariant()
    def frequencies_agree(self) -> None:
        rarities = self.index.evidence.rarities()
        texts = [article.blocks[0].text.split() for article in self.articles.values()]
        for term, word in self.index.evidence.words(range(20)).items():
            assert rarities[term] == rarity(sum(word in text for text in texts), len(texts))

    def teardown(self) -> None:
        self.index.close()
        self.folder.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
