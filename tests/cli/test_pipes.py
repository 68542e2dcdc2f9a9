"""clean and annotate answer line by line, in order, and store nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import PAGE, Dateline

FIELDS = [
    "id", "url", "title", "standfirst", "byline", "source", "published", "dateline", "language", "blocks", "tags",
]  # fmt: skip


def test_clean_speaks_the_contract(dateline: Dateline, tmp_path: Path) -> None:
    row = json.dumps({"id": "p", "html": PAGE, "url": "https://harbourpost.example/ferry"})
    done = dateline("clean", "--jsonl", stdin=row.encode())
    (line,) = done.stdout.splitlines()
    article = json.loads(line)
    assert list(article) == FIELDS
    assert article["id"] == "p"
    assert article["title"] == "Ferry line returns after four years"
    assert [block["kind"] for block in article["blocks"]] == ["paragraph"] * 3
    assert not (tmp_path / "data").exists()


def test_a_bad_line_gets_its_error_and_the_rest_goes_on_in_order(dateline: Dateline) -> None:
    rows = [
        json.dumps({"id": 1, "html": PAGE}).encode(),
        b"rubbish",
        b'{"id": "cut short", "html": "',
        json.dumps({"id": "neither"}).encode(),
        json.dumps({"id": "empty", "html": ""}).encode(),
        json.dumps({"id": {"odd": True}, "html": PAGE}).encode(),
    ]
    done = dateline("clean", "--jsonl", "--jobs", "2", stdin=b"\n".join(rows))
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, "cut short", "neither", "empty", {"odd": True}]
    assert [answer.get("error", "").partition(":")[0] for answer in answers] == [
        "", "line 2", "line 3", "line 4", "line 5", "",
    ]  # fmt: skip


def test_annotate_speaks_the_contract(dateline: Dateline) -> None:
    text = "President Emmanuel Macron left Ankara. 😀 The Turkish minister stayed."
    rows = [{"id": "a", "text": text, "date": "2024-05-17", "title": "Macron in Turkey"}, {"id": "b", "text": ""}]
    done = dateline("annotate", "--jsonl", stdin="\n".join(map(json.dumps, rows)).encode())
    first, second = map(json.loads, done.stdout.splitlines())
    assert second == {"id": "b", "mentions": []}
    assert first["id"] == "a"
    for mention in first["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"]
    macron, *others = first["mentions"]
    assert macron == {
        "start": 10,
        "end": 25,
        "surface": "Emmanuel Macron",
        "kind": "leader",
        "id": macron["id"],
        "name": "Emmanuel Macron",
        "form": "name",
        "country": "FR",
        "role": macron["role"],
        "discovered": False,
    }
    assert {(mention["surface"], mention["id"], mention["kind"]) for mention in others} >= {
        ("Turkish", "TR", "country")
    }


def test_a_date_that_is_none_is_told_and_costs_no_mention(dateline: Dateline) -> None:
    done = dateline("annotate", "--jsonl", stdin=b'{"id": 1, "text": "Peru", "date": "soon"}\n')
    answer = json.loads(done.stdout)
    assert answer["warning"].startswith("its date is none: 'soon'")
    assert [mention["id"] for mention in answer["mentions"]] == ["PE"]


def test_a_date_in_words_chooses_the_office(dateline: Dateline) -> None:
    line = b'{"id": 1, "text": "Angela Merkel spoke.", "date": "Mon January 5, 2015, 9:27 AM ET"}\n'
    (mention,) = json.loads(dateline("annotate", "--jsonl", stdin=line).stdout)["mentions"]
    assert mention["role"] == "Chancellor of Germany"


def test_each_answer_comes_before_the_next_question(home: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "reader.cli", "annotate", "--jsonl", "--jobs", "2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=home, cwd=tmp_path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "Rain in Japan."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(60) == 0


def test_one_page_comes_out_as_readable_text_or_as_one_document(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    text = dateline("clean", "page.html").stdout.decode()
    assert text.startswith("Ferry line returns after four years\n")
    assert "\n\nCrews have been trained since March" in text
    assert "Copyright" not in text
    article = json.loads(dateline("clean", "--json", stdin=PAGE.encode()).stdout)
    assert list(article) == FIELDS


def test_the_mentions_of_a_text_file_come_out_as_a_table(dateline: Dateline) -> None:
    done = dateline("annotate", stdin="Rain in Japan.".encode("utf-16"))
    assert done.stdout == b"8-13\tcountry\tJP\tname\tJapan\tJapan\n"
    page = dateline("annotate", stdin=PAGE.encode())
    assert page.returncode == 2
    assert "`dateline clean`" in page.stderr.decode()


def test_several_pages_in_one_file_need_the_stream(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "two").write_bytes(b'{"id": 1, "text": "one"}\n{"id": 2, "text": "two"}\n')
    done = dateline("clean", "two")
    assert done.returncode == 2
    assert b"--jsonl" in done.stderr


def test_a_locale_without_utf_8_gets_utf_8_in_json(dateline: Dateline) -> None:
    row = json.dumps({"id": "ü", "text": "Rain in Japan."}, ensure_ascii=False).encode()
    done = dateline("annotate", "--jsonl", stdin=row, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    assert json.loads(done.stdout.decode("utf-8"))["id"] == "ü"


EXPLAINED = """<html lang="en"><head><title>Ferry line returns - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry line returns after four years",
"datePublished": "2024-05-17T09:30:00+02:00", "articleSection": "Sea", "dateModified": "2024-05-18T09:30:00+02:00"}
</script></head>""" + PAGE[PAGE.index("<body") :]


def test_explain_adds_what_was_found_and_where(dateline: Dateline) -> None:
    row = json.dumps({"id": "p", "html": EXPLAINED, "url": "https://harbourpost.example/ferry"})
    plain = json.loads(dateline("clean", "--jsonl", stdin=row.encode()).stdout)
    told = json.loads(dateline("clean", "--jsonl", "--explain", stdin=row.encode()).stdout)
    assert list(plain) == FIELDS
    assert list(told) == [*FIELDS, "agencies", "updated", "section", "origins"]
    assert {name: told[name] for name in FIELDS if name != "blocks"} == {
        name: plain[name] for name in FIELDS if name != "blocks"
    }
    assert (told["published"], told["updated"]) == ("2024-05-17T09:30:00+02:00", "2024-05-18T09:30:00+02:00")
    assert {
        "field": "published",
        "place": "json-ld",
        "words": 'the page\'s JSON-LD, "datePublished": 2024-05-17T09:30:00+02:00',
    } in told["origins"]


def test_explained_blocks_have_level_ordinal_and_links_where_they_have_any(dateline: Dateline) -> None:
    extra = (
        '<h2>How it began</h2><ol><li>First the <a href="https://sea.example/a">pier was closed</a> to all.</li></ol>'
    )
    page = EXPLAINED.replace("</p>", f"</p>{extra}", 1)
    blocks = json.loads(dateline("clean", "--json", "--explain", stdin=page.encode()).stdout)["blocks"]
    heading = next(block for block in blocks if block["kind"] == "heading")
    item = next(block for block in blocks if block["kind"] == "list_item")
    assert heading == {"kind": "heading", "text": "How it began", "level": 2}
    (link,) = item["links"]
    assert item["text"][link["start"] : link["end"]] == "pier was closed"
    assert (item["level"], item["ordinal"], link["url"]) == (1, 1, "https://sea.example/a")


def test_explain_tells_people_each_field_its_value_and_its_place(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(EXPLAINED)
    lines = dateline("clean", "--explain", "page.html").stdout.decode().splitlines()
    cells = [line.split("\t") for line in lines]
    assert ["source", "Harbour Post", "meta", 'the meta element "og:site_name"'] in cells
    assert ["title", "Ferry line returns after four years", "headline", "the visible headline"] in cells
    assert cells[-1] == ["byline", "", "refused", '"Harbour Post" (the meta element "author") is the outlet\'s name']
