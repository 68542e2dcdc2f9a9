"""The keys of the article store: `article/ID/REVISION` for every version, `page/NAME` for every kept original."""

from __future__ import annotations

from typing import Final, NamedTuple

from reader.errors import DatelineError
from reader.safe_text import NAME, line

ID_LIMIT: Final = NAME
"""Code points of the longest id; ids that an import brings are kept as they are."""

# "0" follows "/", so that every key of a kind lies between the two.
ARTICLES: Final = ("article/", "article0")
_DIGITS: Final = 8


class ArticleKey(NamedTuple):
    """A version of an article."""

    id: str
    revision: int


def article_key(article_id: str, revision: int) -> str:
    """The key of a version; versions of one article sort by number."""
    return f"article/{_escaped(article_id)}/{revision:0{_DIGITS}d}"


def all_revisions(article_id: str) -> tuple[str, str]:
    """The two keys between which every version of the article lies."""
    escaped = _escaped(article_id)
    return f"article/{escaped}/", f"article/{escaped}0"


def read_article_key(key: str) -> ArticleKey | None:
    """Whose version a key names; None for a key that Dateline doesn't write."""
    kind, _, rest = key.partition("/")
    escaped, _, digits = rest.partition("/")
    if kind != "article" or not escaped or not (digits.isascii() and digits.isdigit()):
        return None
    return ArticleKey(escaped.replace("%2F", "/").replace("%25", "%"), int(digits))


def page_key(name: str) -> str:
    """The key of a kept original."""
    return f"page/{name}"


def check_id(article_id: str) -> None:
    """Raises DatelineError for an id that is empty, too long or holds what no line of text does."""
    if not article_id or line(article_id, ID_LIMIT) != article_id:
        raise DatelineError(
            "this article id can't be used",
            line(article_id, ID_LIMIT),
            f"an id is one line of 1 to {ID_LIMIT} characters",
        )


def _escaped(article_id: str) -> str:
    return article_id.replace("%", "%25").replace("/", "%2F")
