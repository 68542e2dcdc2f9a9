"""What a correction makes of an article's mentions."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import TITLE, Article, Block, EntityKind, Mention
from reader.corrections import WORDS_LIMIT, Correction, Scope, Verdict, corrected

MAY = datetime(2026, 5, 3, 8, tzinfo=UTC)


def mention(
    text: str,
    words: str,
    entity: str,
    *,
    block: int = 0,
    kind: EntityKind = "country",
    nth: int = 0,
    discovered: bool = False,
) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mention(block, start, start + len(words), entity, kind, "name", entity.title(), discovered=discovered)


def article(text: str, *mentions: Mention, title: str = "", source: str = "The Wharf Post") -> Article:
    return Article(
        "a1",
        MAY,
        title=title or None,
        source=source,
        blocks=(Block("paragraph", text),),
        mentions=tuple(sorted(mentions, key=lambda m: (m.block, m.start))),
    )


def is_not(surface: str = "", was: str = "", scope: Scope = "article", when: datetime = MAY) -> Correction:
    return Correction(verdict="not", surface=surface, was=was, scope=scope, subject=_subject(scope), when=when)


def is_ann(surface: str = "", was: str = "", scope: Scope = "article", when: datetime = MAY) -> Correction:
    return is_(surface, "ann-harbour", was, scope, when)


def is_(surface: str, entity: str, was: str = "", scope: Scope = "article", when: datetime = MAY) -> Correction:
    return Correction(
        verdict="is",
        surface=surface,
        was=was,
        entity=entity,
        kind="leader",
        name=entity.replace("-", " ").title(),
        country="NZ",
        scope=scope,
        subject=_subject(scope),
        when=when,
    )


def _subject(scope: Scope) -> str:
    return {"article": "a1", "outlet": "The Wharf Post", "everywhere": ""}[scope]


def found(made: Article) -> list[tuple[str, str]]:
    return [(made.text(m.block)[m.start : m.end], m.entity) for m in made.mentions]


TEXT = "Jordan said that Jordan Harbour met Chad in Chad; Jordanian papers agreed with Jordan."
JORDANS = (mention(TEXT, "Jordan", "JO"), mention(TEXT, "Chad", "TD"), mention(TEXT, "Chad", "TD", nth=1))


def test_an_article_that_no_correction_touches_is_handed_back_itself() -> None:
    page = article(TEXT, *JORDANS)
    elsewhere = Correction(verdict="not", surface="Chad", scope="article", subject="a2")
    assert corrected(page, []) is page
    assert corrected(page, [is_not("Peru"), is_not("", "PE"), elsewhere]) is page


def test_words_that_are_no_entity_lose_their_mention_and_others_keep_theirs() -> None:
    assert found(corrected(article(TEXT, *JORDANS), [is_not("Chad")])) == [("Jordan", "JO")]


def test_words_are_taken_as_they_are_written() -> None:
    assert len(corrected(article(TEXT, *JORDANS), [is_not("chad")]).mentions) == 3


def test_with_an_entity_named_only_its_mentions_are_meant() -> None:
    text = "Georgia beat Georgia."
    page = article(text, mention(text, "Georgia", "GE"), mention(text, "Georgia", "georgia-hill", nth=1))
    assert found(corrected(page, [is_not("Georgia", "GE")])) == [("Georgia", "georgia-hill")]


def test_without_words_every_mention_of_the_entity_is_meant() -> None:
    assert found(corrected(article(TEXT, *JORDANS), [is_not("", "TD")])) == [("Jordan", "JO")]


def test_a_mention_that_is_somebody_else_keeps_its_words_and_its_form_and_says_when_it_was_said() -> None:
    text = "Chad spoke."
    page = article(text, mention(text, "Chad", "TD", discovered=True))
    (only,) = corrected(page, [is_ann("Chad", "TD")]).mentions
    assert only == Mention(0, 0, 4, "ann-harbour", "leader", "name", "Ann Harbour", "NZ", corrected=MAY)


def test_every_mention_of_one_entity_can_be_made_another() -> None:
    made = corrected(article(TEXT, *JORDANS), [is_ann("", "TD")])
    assert found(made) == [("Jordan", "JO"), ("Chad", "ann-harbour"), ("Chad", "ann-harbour")]


def test_words_without_a_mention_get_one_wherever_they_stand_alone() -> None:
    text = "Ann, Anna, Ann's and Joann: ann or Ann_1, Anń; (Ann)"
    made = corrected(article(text, title="Ann-led"), [is_ann("Ann")])
    assert [(m.block, m.start, m.form) for m in made.mentions] == [
        (TITLE, 0, "alias"),
        (0, 0, "alias"),
        (0, text.index("Ann's"), "alias"),
        (0, text.index("(Ann)") + 1, "alias"),
    ]


def test_the_users_words_win_over_machine_mentions_within_and_across_them() -> None:
    text = "The Jordan Harbour Chad deal."
    page = article(text, mention(text, "Jordan", "JO"), mention(text, "Harbour Chad", "TD"))
    assert found(corrected(page, [is_ann("Jordan Harbour")])) == [("Jordan Harbour", "ann-harbour")]


def test_longer_words_that_are_a_mention_are_other_words_and_stay() -> None:
    text = "George Bush and Bush."
    page = article(text, mention(text, "George Bush", "george-bush"))
    assert found(corrected(page, [is_ann("Bush")])) == [("George Bush", "george-bush"), ("Bush", "ann-harbour")]
    assert found(corrected(page, [is_not("Bush")])) == [("George Bush", "george-bush")]


def test_a_name_that_is_nobody_takes_the_mentions_within_it_away() -> None:
    text = "The Jordan Times of Jordan."
    page = article(text, mention(text, "Jordan", "JO"), mention(text, "Jordan", "JO", nth=1))
    (only,) = corrected(page, [is_not("Jordan Times", scope="everywhere")]).mentions
    assert only.start == text.rindex("Jordan")


def test_the_narrowest_scope_wins_whatever_was_said_last() -> None:
    page = article(TEXT, *JORDANS)
    later = MAY + timedelta(days=1)
    said = [is_ann("Chad"), is_not("Chad", scope="outlet", when=later), is_not("Chad", scope="everywhere", when=later)]
    assert found(corrected(page, said)) == [("Jordan", "JO"), ("Chad", "ann-harbour"), ("Chad", "ann-harbour")]
    said = [is_not("Chad", scope="outlet"), is_ann("Chad", scope="everywhere", when=later)]
    assert found(corrected(page, said)) == [("Jordan", "JO")]


def test_the_narrowest_scope_wins_where_both_name_the_machines_entity() -> None:
    page = article(TEXT, *JORDANS)
    said = [is_ann("Chad", "TD"), is_not("", "TD", scope="everywhere")]
    assert found(corrected(page, said)) == [("Jordan", "JO"), ("Chad", "ann-harbour"), ("Chad", "ann-harbour")]


def test_of_equals_the_latest_wins_in_whatever_order_they_come() -> None:
    page = article(TEXT, *JORDANS)
    earlier, later = is_not("Chad"), is_ann("Chad", "TD", when=MAY + timedelta(seconds=1))
    for said in ([earlier, later], [later, earlier]):
        assert found(corrected(page, said))[1:] == [("Chad", "ann-harbour"), ("Chad", "ann-harbour")]


def test_a_correction_that_is_not_kept_yet_counts_as_the_latest() -> None:
    unkept = Correction(verdict="not", surface="Chad", scope="article", subject="a1")
    assert found(corrected(article(TEXT, *JORDANS), [unkept, is_ann("Chad")])) == [("Jordan", "JO")]


def test_a_correction_of_a_correction_names_whom_the_words_mean_now() -> None:
    page = article(TEXT, *JORDANS)
    said = [is_ann("Chad", "TD", scope="everywhere"), is_not("Chad", "ann-harbour")]
    assert found(corrected(page, said)) == [("Jordan", "JO")]


def test_words_that_another_correction_took_are_not_given_back_by_one_of_the_whole_entity() -> None:
    text = "Chad Harbour spoke."
    page = article(text, mention(text, "Chad", "TD"))
    said = [is_ann("Chad Harbour", scope="outlet"), is_("", "bob", "TD")]
    assert found(corrected(page, said)) == [("Chad Harbour", "bob")]
    said = [
        is_ann("Chad Harbour", "TD", scope="everywhere"),
        is_not("Chad Harbour", scope="outlet"),
        is_("", "bob", "TD"),
    ]
    assert len(corrected(page, said).mentions) == 1


def test_a_correction_of_an_outlet_holds_in_that_outlet_only() -> None:
    said = [is_not("Chad", scope="outlet")]
    assert len(corrected(article(TEXT, *JORDANS, source="The Quay"), said).mentions) == 3
    assert len(corrected(article(TEXT, *JORDANS), said).mentions) == 1


def test_a_mention_inside_a_word_can_be_corrected_by_its_letters() -> None:
    text = "Sinophile papers"
    page = article(text, mention(text, "Sino", "CN"))
    assert corrected(page, [is_not("Sino")]).mentions == ()


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "not", "scope": "everywhere"},
        {"verdict": "not", "scope": "everywhere", "surface": "x" * (WORDS_LIMIT + 1)},
        {"verdict": "not", "scope": "everywhere", "surface": " Chad"},
        {"verdict": "not", "scope": "article", "surface": "Chad"},
        {"verdict": "not", "scope": "everywhere", "surface": "Chad", "subject": "a1"},
        {"verdict": "not", "scope": "everywhere", "surface": "Chad", "entity": "TD"},
        {"verdict": "is", "scope": "everywhere", "surface": "Chad", "entity": "TD", "kind": "country"},
        {"verdict": "perhaps", "scope": "everywhere", "surface": "Chad"},
        {"verdict": "not", "surface": "Chad"},
        {"verdict": "not", "scope": "everywhere", "surface": "Chad", "word": "Chad"},
    ],
)
def test_a_correction_that_says_nothing_or_too_much_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(said, Correction)


def test_a_correction_survives_json() -> None:
    said = is_ann("Chad", "TD", scope="outlet")
    assert msgspec.json.decode(msgspec.json.encode(said), type=Correction) == said


_WORDS = ["Chad", "Jordan", "Harbour", "Jordan Harbour", "a", "́", "Chad Chad", "é"]
_texts = st.lists(st.sampled_from([*_WORDS, " ", ",", "'s", "\U0001f600"]), max_size=14).map("".join)
_entities = st.sampled_from(["TD", "JO", "ann-harbour", "x"])


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text, title = draw(_texts), draw(_texts)
    mentions = []
    for block, part in ((TITLE, title), (0, text)):
        cuts = sorted(draw(st.sets(st.integers(0, len(part)), max_size=8)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            entity = draw(_entities)
            mentions.append(Mention(block, start, end, entity, "country", "name", entity))
    return Article(
        "a1", MAY, title=title or None, source="o", blocks=(Block("paragraph", text),), mentions=(*mentions,)
    )


@st.composite
def _corrections(draw: st.DrawFn) -> Correction:
    verdict: Verdict = draw(st.sampled_from(["not", "is"]))
    scope: Scope = draw(st.sampled_from(["article", "outlet", "everywhere"]))
    surface = draw(st.sampled_from(["", *_WORDS]))
    was = draw(_entities) if not surface else draw(st.sampled_from(["", "TD", "JO"]))
    who = {"entity": draw(_entities), "kind": "leader", "name": "N"} if verdict == "is" else {}
    subject = {"article": "a1", "outlet": "o", "everywhere": ""}[scope]
    when = draw(st.none() | st.integers(0, 5).map(lambda day: MAY + timedelta(days=day)))
    return msgspec.convert(
        {"verdict": verdict, "scope": scope, "subject": subject, "surface": surface, "was": was, "when": when, **who},
        Correction,
    )


@settings(max_examples=400)
@given(_articles(), st.lists(_corrections(), max_size=6))
def test_mentions_stay_sorted_valid_and_apart_whatever_is_said(page: Article, said: list[Correction]) -> None:
    made = corrected(page, said)
    assert made.blocks == page.blocks
    for block, text in made.parts():
        spans = [(m.start, m.end) for m in made.mentions if m.block == block]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= next_[0] for one, next_ in itertools.pairwise(spans))
    assert [m.block for m in made.mentions] == sorted(m.block for m in made.mentions)


@given(_articles(), _corrections())
def test_after_a_not_its_words_are_no_mention_of_it(page: Article, said: Correction) -> None:
    if said.verdict == "is":
        return
    left = found(corrected(page, [said]))
    assert not [
        (words, entity) for words, entity in left if words == (said.surface or words) and entity == (said.was or entity)
    ]
