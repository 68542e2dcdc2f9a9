"""The doctor: what it finds, and that a healthy library has nothing to find."""

from __future__ import annotations

from collections.abc import Callable

from reader.article import Article
from reader.library.library import Library
from reader.library.places import Places

MakeArticle = Callable[..., Article]


def test_a_healthy_library_gets_a_clean_bill(filled: Library) -> None:
    filled.mark(["article-00001"], "read", True)
    assert {finding.level for finding in filled.doctor()} == {"good"}


def test_the_doctor_names_what_is_wrong_and_what_to_do(filled: Library, make_article: MakeArticle) -> None:
    from diskcache import Cache

    filled.mark(["article-00001"], "read", True)
    places = Places(filled.path)
    (file,) = places.journal.iterdir()
    far = file.read_bytes().replace(b'{"at":[', b'{"at":[9')
    (places.journal / "beef.jsonl").write_bytes(b"no line\n" + far + b"torn")
    places.folder.chmod(0o755)
    with Cache(str(places.articles), eviction_policy="least-recently-stored") as cache:
        assert cache.eviction_policy == "least-recently-stored"
    findings = [finding for finding in filled.doctor() if finding.level != "good"]
    told = " | ".join(finding.what for finding in findings)
    for part in ("others can look", "passed over: 1", "last line is torn", "clock was ahead", "delete old articles"):
        assert part in told
    assert all(finding.remedy for finding in findings)
