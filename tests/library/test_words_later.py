"""Articles that are listed at once and whose words come later: what finds them meanwhile, and that nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from reader.article import Article, Mention, Outlet
from reader.corrections import Correction
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.library.places import Places
from reader.library.query import parse_query
from reader.library.terms import term_counts
from reader.related.related import related

MakeArticle = Callable[..., Article]
Check = Callable[[Library], None]


def bare(make_article: MakeArticle, number: int, **fields: object) -> Article:
    """An article as a feed gives it: nobody has annotated it."""
    return make_article(number, **{"mentions": (), "annotator": "", **fields})


def annotated(article: Article, annotator: str = "1+1") -> Article:
    """The article with Ruritania found in its title."""
    start = (article.title or "").index("Ruritania")
    mention = Mention(-2, start, start + len("Ruritania"), "RU", "country", "name", "Ruritania")
    return msgspec.structs.replace(article, mentions=(mention,), annotator=annotator)


def found(library: Library, query: str) -> list[str]:
    return [row.id for row in library.rows(parse_query(query))]


def names(*numbers: int) -> list[str]:
    return [f"article-{number:05d}" for number in numbers]


@pytest.fixture
def waiting(library: Library, make_article: MakeArticle) -> Library:
    """Three articles that are found by their words, and then three that wait."""
    library.add([Incoming(make_article(number)) for number in range(3)])
    library.add([Incoming(bare(make_article, number)) for number in range(3, 6)], words_later=True)
    return library


def finish(library: Library) -> int:
    return library.annotations.keep([annotated(library.uncorrected(name)) for name in library.annotations.awaiting(99)])


def test_they_are_listed_at_once_and_found_by_all_but_their_words(waiting: Library, check_sound: Check) -> None:
    assert found(waiting, "") == names(5, 4, 3, 2, 1, 0)
    assert found(waiting, "source:harbour is:unread after:2024-02-01") == names(5, 4, 3, 2, 1, 0)
    assert found(waiting, "harbour") == found(waiting, "country:RU") == names(2, 1, 0)
    assert waiting.annotations.waiting == 3
    assert waiting.counters().articles == 6
    check_sound(waiting)


def test_what_they_say_is_not_ruled_out_before_it_is_known(waiting: Library, make_article: MakeArticle) -> None:
    assert found(waiting, "-ferry") == found(waiting, "source:harbour -country:GK") == names(2, 1, 0)
    assert found(waiting, "-source:gazette") == names(5, 4, 3, 2, 1, 0)
    assert waiting.count(parse_query("-ferry")) == 3
    finish(waiting)
    assert found(waiting, "-ferry") == names(5, 4, 3, 2, 1, 0)


def test_they_are_handed_out_newest_first_and_count_as_outdated(waiting: Library) -> None:
    assert waiting.annotations.awaiting(2) == names(5, 4)
    assert waiting.annotations.outdated("1+1") == 3
    assert waiting.annotations.outdated_ids("1+1", 9) == names(5, 4, 3)
    assert waiting.annotations.waits("article-00005")
    assert not waiting.annotations.waits("article-00002")


def test_when_they_are_annotated_words_and_names_find_them(waiting: Library, check_sound: Check) -> None:
    assert finish(waiting) == 3
    assert found(waiting, "harbour") == found(waiting, "country:RU") == names(5, 4, 3, 2, 1, 0)
    assert (waiting.annotations.waiting, waiting.annotations.awaiting(9)) == (0, [])
    assert waiting.annotations.outdated("1+1") == 0
    check_sound(waiting)


def contents(library: Library) -> list[object]:
    """Everything the index says that depends on words."""
    hits = [found(library, word) for word in ("harbour", "ruritania", "day", "title:number", '"after the storm"')]
    with closing(sqlite3.connect(Places(library.path).index_file)) as index:
        tables = ("vector", "postings", "doc_entity", "article", "term", "term_articles")
        return [hits, *(index.execute(f"SELECT * FROM {table}").fetchall() for table in tables)]


def test_the_index_is_then_the_one_that_words_at_once_would_have_made(
    waiting: Library, make_article: MakeArticle, tmp_path: Path
) -> None:
    at_once = [make_article(number) for number in range(6)]
    with Library.open(tmp_path / "other", create=True) as other:
        other.add([Incoming(article) for article in at_once[:3]])
        other.add([Incoming(article) for article in at_once[3:]])
        finish(waiting)
        assert contents(waiting) == contents(other)


def test_terms_that_a_worker_counted_make_the_same_index(
    waiting: Library, make_article: MakeArticle, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "other", create=True) as other:
        other.add([Incoming(make_article(number)) for number in range(3)])
        other.add([Incoming(bare(make_article, number)) for number in range(3, 6)], words_later=True)
        finish(other)
        ready = [annotated(waiting.uncorrected(name)) for name in waiting.annotations.awaiting(9)]
        waiting.annotations.keep(ready, {article.id: term_counts(article) for article in ready})
        assert contents(waiting) == contents(other)


def test_an_article_without_words_yet_has_no_related_coverage_and_is_none(waiting: Library) -> None:
    assert related(waiting, "article-00005") == []
    assert {hit.id for hit in related(waiting, "article-00002")} <= set(names(0, 1))
    finish(waiting)
    assert related(waiting, "article-00005")
    assert {hit.id for hit in related(waiting, "article-00002")} & set(names(3, 4, 5))


def test_related_coverage_asked_before_new_words_came_is_right_afterwards(
    waiting: Library, make_article: MakeArticle
) -> None:
    assert related(waiting, "article-00002")
    words = " ".join(f"word{number}" for number in range(3000))
    waiting.add([Incoming(bare(make_article, 7, words=words))], words_later=True)
    finish(waiting)
    assert related(waiting, "article-00007") is not None


def test_the_same_article_again_is_unchanged_and_waits_on(waiting: Library, make_article: MakeArticle) -> None:
    again = [Incoming(bare(make_article, 4)), Incoming(make_article(1))]
    assert waiting.add(again, words_later=True) == ["unchanged", "unchanged"]
    assert waiting.annotations.awaiting(9) == names(5, 4, 3)
    assert found(waiting, "harbour") == names(2, 1, 0)


def test_another_version_of_one_that_waits_is_a_revision_and_waits(waiting: Library, make_article: MakeArticle) -> None:
    revised = bare(make_article, 4, words="The ferry sank")
    assert waiting.add([Incoming(revised)], words_later=True) == ["revised"]
    assert waiting.annotations.awaiting(9) == names(5, 4, 3)
    assert finish(waiting) == 3
    assert found(waiting, "ferry") == names(4)
    assert found(waiting, "harbour") == names(5, 3, 2, 1, 0)


def test_another_version_of_one_that_is_found_waits_with_its_new_words(
    waiting: Library, make_article: MakeArticle, check_sound: Check
) -> None:
    waiting.add([Incoming(bare(make_article, 1, words="The ferry sank"))], words_later=True)
    assert found(waiting, "harbour") == names(2, 0)
    assert found(waiting, "ferry") == []
    assert finish(waiting) == 4
    assert found(waiting, "ferry") == names(1)
    assert found(waiting, "harbour") == names(5, 4, 3, 2, 0)


def test_a_version_whose_words_come_at_once_ends_the_waiting(waiting: Library, make_article: MakeArticle) -> None:
    waiting.add([Incoming(make_article(4, words="The ferry sank"))])
    assert found(waiting, "ferry") == names(4)
    assert waiting.annotations.awaiting(9) == names(5, 3)


def test_another_date_moves_one_that_waits(waiting: Library, make_article: MakeArticle, check_sound: Check) -> None:
    other_day = make_article(50).published
    waiting.add([Incoming(bare(make_article, 3, published=other_day))], words_later=True)
    assert found(waiting, "") == names(3, 5, 4, 2, 1, 0)
    finish(waiting)
    assert found(waiting, "harbour") == names(3, 5, 4, 2, 1, 0)


def test_articles_of_the_same_second_keep_rows_of_their_own(library: Library, make_article: MakeArticle) -> None:
    day = make_article(0).published
    library.add([Incoming(make_article(number, published=day)) for number in range(3)])
    library.add([Incoming(make_article(2, published=day, tags=("sea",))), Incoming(make_article(3, published=day))])
    assert sorted(found(library, "")) == names(0, 1, 2, 3)
    assert library.counters().articles == 4


def test_a_deleted_one_stays_deleted_and_comes_back_with_its_words(waiting: Library) -> None:
    waiting.mark(["article-00004"], "deleted", True)
    assert waiting.annotations.awaiting(9) == names(5, 3)
    assert (waiting.annotations.waiting, waiting.counters().articles) == (2, 5)
    waiting.annotations.keep([annotated(waiting.uncorrected("article-00004"))])
    assert found(waiting, "harbour") == names(2, 1, 0)
    waiting.undo()
    assert found(waiting, "harbour country:RU") == names(4, 2, 1, 0)


def test_one_that_comes_back_before_it_was_annotated_is_not_lost(waiting: Library) -> None:
    waiting.mark(["article-00004"], "deleted", True)
    waiting.undo()
    waiting.refresh()
    assert "article-00004" in waiting.annotations.awaiting(9)
    finish(waiting)
    assert found(waiting, "harbour") == names(5, 4, 3, 2, 1, 0)


def test_marks_made_meanwhile_stay(waiting: Library) -> None:
    waiting.mark(["article-00004"], "starred", True)
    waiting.mark(["article-00004"], "tags", ["sea"])
    finish(waiting)
    assert found(waiting, "is:starred tag:sea harbour") == names(4)
    assert waiting.counters().starred == 1


def test_corrections_made_meanwhile_hold_in_them(waiting: Library) -> None:
    waiting.correct(Correction(verdict="not", was="RU", scope="everywhere"))
    while waiting.settle():
        pass
    finish(waiting)
    assert found(waiting, "country:RU") == []
    waiting.undo()
    while waiting.settle():
        pass
    assert found(waiting, "country:RU") == names(5, 4, 3, 2, 1, 0)


def test_one_that_cannot_be_annotated_is_found_by_its_words_all_the_same(waiting: Library) -> None:
    waiting.annotations.pass_over(["article-00005"], "1+1")
    assert found(waiting, "harbour") == names(5, 2, 1, 0)
    assert waiting.annotations.awaiting(9) == names(4, 3)
    assert waiting.annotations.outdated("1+1") == 2


def test_an_index_made_anew_has_all_words_and_knows_who_is_to_be_annotated(waiting: Library) -> None:
    waiting.reindex()
    assert found(waiting, "harbour") == names(5, 4, 3, 2, 1, 0)
    assert waiting.annotations.waiting == 0
    assert waiting.annotations.awaiting(9) == names(5, 4, 3)
    finish(waiting)
    assert found(waiting, "country:RU") == names(5, 4, 3, 2, 1, 0)


def test_the_doctor_says_how_many_wait_and_what_to_do(waiting: Library) -> None:
    told = [finding for finding in waiting.doctor() if "by their words" in finding.what]
    assert [(finding.level, finding.remedy) for finding in told] == [("warning", "run `dateline reannotate`")]
    finish(waiting)
    assert not [finding for finding in waiting.doctor() if finding.level != "good"]


def test_one_annotated_already_waits_for_its_words_only(library: Library, make_article: MakeArticle) -> None:
    library.add([Incoming(make_article(1))], words_later=True)
    assert found(library, "country:RU") == names(1)
    assert found(library, "harbour") == []
    assert library.annotations.outdated("1+1") == 1
    assert library.annotations.outdated_ids("1+1", 9) == library.annotations.awaiting(9) == names(1)
    library.annotations.keep([library.uncorrected("article-00001")])
    assert found(library, "harbour") == names(1)
    assert library.annotations.outdated("1+1") == 0


def test_another_window_sees_them_come_and_then_their_words(waiting: Library, make_article: MakeArticle) -> None:
    with Library.open(waiting.path) as other:
        waiting.add([Incoming(bare(make_article, 9))], words_later=True)
        assert other.refresh()
        assert found(other, "")[0] == "article-00009"
        assert other.annotations.waiting == 4
        finish(waiting)
        assert other.refresh()
        assert found(other, "harbour")[0] == "article-00009"


def test_the_original_is_kept_with_them(library: Library, make_article: MakeArticle) -> None:
    page = Original("html", b"<p>page")
    library.add([Incoming(bare(make_article, 1), page)], words_later=True)
    assert library.original("article-00001") == page
    assert finish(library) == 1
    assert library.original("article-00001") == page


def test_an_outlet_of_one_that_waits_finds_it(waiting: Library) -> None:
    waiting.add_outlet("article-00005", Outlet("Inland Courier", "https://courier.example/5"))
    assert found(waiting, "source:courier") == names(5)
    finish(waiting)
    assert found(waiting, "source:courier harbour") == names(5)


def test_a_damaged_one_is_not_counted_for_ever(waiting: Library) -> None:
    with closing(sqlite3.connect(Places(waiting.path).articles / "cache.db")) as store, store:
        store.execute("UPDATE Cache SET value = x'0102' WHERE key = 'article/article-00005/00000001'")
    waiting.annotations.pass_over(["article-00005"], "1+1")
    assert waiting.annotations.awaiting(9) == names(4, 3)
