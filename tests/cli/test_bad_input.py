"""Whatever is wrong with what somebody gives: one clear line, the right exit code, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLES, PAGE, Dateline, one_line


@pytest.mark.parametrize("command", ["add", "import", "clean", "annotate"])
def test_a_missing_file(dateline: Dateline, tmp_path: Path, command: str) -> None:
    line = one_line(dateline(command, "nothing.html"), 1)
    assert line == "nothing.html: there is no such file or folder (check the path)"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["add", "clean"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "is a PNG image, not a page"),
        (b"<html><body>" + b" " * 20 * 2**20, "has 20.0 MB; a page may have at most 10 MB"),
        (b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>", ""),
    ],
    ids=["empty", "binary", "20 MB", "no article"],
)
def test_a_file_that_is_no_page(dateline: Dateline, tmp_path: Path, command: str, content: bytes, reason: str) -> None:
    (tmp_path / "page.html").write_bytes(content)
    done = dateline(command, "page.html", "--progress", "none") if command == "add" else dateline(command, "page.html")
    assert done.returncode == 1
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert "page.html: " in lines[0]
    assert reason in lines[0]
    assert "Traceback" not in lines[0]


def test_a_folder_without_pages(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = dateline("add", "empty", "--progress", "none")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("empty: there are no pages in this folder")


def test_a_page_in_an_encoding_that_it_denies(dateline: Dateline, tmp_path: Path) -> None:
    page = PAGE.replace("operator said", "opérateur naïf said").replace("<head>", '<head><meta charset="utf-8">')
    (tmp_path / "page.html").write_bytes(page.encode("latin-1"))
    assert "opérateur naïf said" in dateline("clean", "page.html").stdout.decode()


def test_one_bad_page_among_good_ones_is_named_and_the_rest_is_kept(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(PAGE)
    (tmp_path / "bad.html").write_bytes(b"\x00\x01\x02")
    done = dateline("add", "good.html", "bad.html", "gone.html")
    assert done.returncode == 3
    assert done.stdout == b"1 added, 2 failed\n"
    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == ["bad.html", "gone.html"]


def test_a_bad_line_of_json_is_named_and_the_rest_is_kept(dateline: Dateline, tmp_path: Path) -> None:
    lines = [
        json.dumps(ARTICLES[0]),
        '{"id": "x", "text": ',
        json.dumps(ARTICLES[1]),
        '{"id": "y", "published": "soon"}',
    ]
    lines.append(json.dumps({"id": "z", "title": "t", "text": "words of a text", "published": "soon"}))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = dateline("import", "a.jsonl")
    assert done.returncode == 3
    assert done.stdout == b"2 added, 3 failed\n"
    assert [line.split(": ")[0] for line in done.stderr.decode().splitlines()] == [
        "a.jsonl:2",
        "a.jsonl:4",
        "a.jsonl:5",
    ]
    assert '"published" is no date: soon' in done.stderr.decode()


def test_an_unknown_id(dateline: Dateline, library: Path) -> None:
    for command in (["show", "nobody"], ["related", "nobody"]):
        line = one_line(dateline("--library", library, *command), 1)
        assert line.startswith("nobody: no article has this id")


def test_an_id_that_could_be_several(dateline: Dateline, library: Path) -> None:
    line = one_line(dateline("--library", library, "show", "visit"), 2)
    assert "visit-1" in line
    assert "visit-2" in line


@pytest.mark.parametrize("query", ["leader:", '"open', "(steel", "minister:xi", "after:yesteryear"])
def test_a_bad_query(dateline: Dateline, library: Path, query: str) -> None:
    assert one_line(dateline("--library", library, "list", query), 2)


def test_an_unknown_entity(dateline: Dateline, library: Path) -> None:
    assert one_line(dateline("--library", library, "entity", "Zeppelin"), 1).startswith("Zeppelin: ")


def test_a_library_that_is_not_there(dateline: Dateline, tmp_path: Path) -> None:
    line = one_line(dateline("--library", tmp_path / "none", "list"), 1)
    assert "no library here yet (`dateline add` makes one)" in line


def test_a_library_folder_that_is_none(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear all")
    (tmp_path / "page.html").write_text(PAGE)
    for command in (["list"], ["add", "page.html"], ["reindex"]):
        line = one_line(dateline("--library", tmp_path / "papers", *command), 1)
        assert "not a Dateline library" in line
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["letter.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_in_a_folder_that_may_not_be_written(dateline: Dateline, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    (tmp_path / "page.html").write_text(PAGE)
    assert "locked" in one_line(dateline("--library", locked / "library", "add", "page.html"), 1)


def test_a_full_disk_keeps_what_was_there(home: dict[str, str], library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(library, copy)
    (tmp_path / "big.jsonl").write_text(
        "".join(
            json.dumps({"id": f"big-{n}", "title": f"Notice {n}", "text": os.urandom(9_000).hex()}) + "\n"
            for n in range(300)
        )
    )
    limited = (  # a file size limit refuses writes as a full disk does, without filling one
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "from reader.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-P", "-c", limited, "--library", str(copy), "import", "big.jsonl"]
    done = subprocess.run(command, capture_output=True, env=home, cwd=tmp_path, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr.decode()
    assert "no room" in done.stderr.decode()
    listing = [sys.executable, "-P", "-m", "reader.cli", "--library", str(copy), "list", "--json"]
    rows = json.loads(subprocess.run(listing, capture_output=True, env=home, cwd=tmp_path, timeout=60).stdout)
    assert {"visit-1", "visit-2", "flood-1"} <= {row["id"] for row in rows}


def test_a_broken_config_file(dateline: Dateline, tmp_path: Path) -> None:
    config = tmp_path / "config" / "dateline" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("measure = = 72\n")
    assert one_line(dateline("list"), 1).startswith(f"{config}: is not valid TOML")
    config.write_text("mesure = 72\n")
    assert "mesure" in one_line(dateline("config"), 1)


def test_a_broken_theme_file(dateline: Dateline, tmp_path: Path) -> None:
    theme = tmp_path / "config" / "dateline" / "themes" / "mine.toml"
    theme.parent.mkdir(parents=True)
    theme.write_text("name = \n")
    done = dateline("themes")
    assert done.returncode == 1
    assert str(theme) in done.stderr.decode()
    assert "dateline-dark" in done.stdout.decode()


@pytest.mark.parametrize("arguments", [[], ["sample"]])
def test_no_terminal(dateline: Dateline, tmp_path: Path, arguments: list[str]) -> None:
    line = one_line(dateline(*arguments), 2)
    assert line.startswith("the desk needs a terminal on stdin and stdout")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["show"], ["list", "--limit", "0"], ["list", "--lim", "3"], ["related"]]
)
def test_wrong_usage(dateline: Dateline, arguments: list[str]) -> None:
    assert "help" in one_line(dateline(*arguments), 2)


def test_a_web_address_of_this_machine_is_not_fetched(dateline: Dateline) -> None:
    done = dateline("add", "http://127.0.0.1:9/page", "--jobs", "1")
    assert (done.returncode, done.stdout) == (1, b"0 added, 1 failed\n")
    assert b"loopback" in done.stderr
    assert b"--allow-private" in done.stderr


def test_a_reader_that_has_had_enough(home: dict[str, str], library: Path, tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    source.write_text("".join(json.dumps({"id": n, "text": "Rain in Japan. " * 200}) + "\n" for n in range(400)))
    command = [sys.executable, "-P", "-m", "reader.cli", "annotate", "--jsonl", "--jobs", "1", str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_an_interruption_is_one_line(home: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "reader.cli", "annotate", "--jsonl"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a job in the background would ignore it
    with subprocess.Popen(  # type: ignore[call-overload] # three pipes
        command,
        env=home,
        cwd=tmp_path,
        preexec_fn=heed,  # noqa: PLW1509 - one call into the C library
        **pipes,
    ) as process:
        process.stdin.write(b'{"id": 1, "text": "Rain in Japan."}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == b"dateline: interrupted; what was stored before is kept\n"
