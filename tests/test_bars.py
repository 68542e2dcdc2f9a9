"""The bars of quality, held with the labelled sets and scorers that may lie beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
DATELINE = f"{sys.executable} -m reader.cli"

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the labelled sets are not beside this checkout")


def score(scorer: str, gold: str, command: str) -> dict[str, Any]:
    """What a scorer says of the program, as its JSON."""
    done = subprocess.run(
        [sys.executable, str(EVAL / scorer), "--gold", str(EVAL / gold), "--cmd", command, "--json"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_pasted_pages_come_out_whole_and_right() -> None:
    result = score("score_seeds.py", "seeds", DATELINE)["all"]
    assert result["fields_right"] == dict.fromkeys(result["fields_right"], "3/3")
    assert (result["body"]["P"], result["body"]["R"], result["leaked_lines"]) == (1, 1, 0)
    for mentions in (result["mentions"], result["mentions_own"]):
        assert mentions["countries"]["F1"] == 1
        assert mentions["leaders"]["F1"] >= 0.99


@pytest.mark.parametrize(
    ("gold", "countries", "leaders", "first_tier", "links"),
    [
        # The links that miss are names which these two sets romanise otherwise than the gazetteer ("Zelensky").
        ("aida_dev_news", 0.992, 0.98, 0.98, 0.94),
        ("challenge_dev", 0.98, 0.95, 0.97, 0.90),
        ("trnews_dev", 0.99, 0.97, 0.97, 0.985),
        ("seeds_dev", 1.0, 0.99, 1.0, 0.985),
    ],
)
def test_countries_and_leaders_are_found(
    gold: str, countries: float, leaders: float, first_tier: float, links: float
) -> None:
    result = score("score_entities.py", f"entities/{gold}.jsonl", f"{DATELINE} annotate --jsonl")
    assert result["country"]["exact"]["F1"] >= countries
    assert result["country"]["link"] >= 0.995
    assert result["leader"]["exact"]["F1"] >= leaders
    assert result["leader_tier1"]["R_exact"] >= first_tier
    assert result["leader"]["link"] >= links


# Bare trafilatura's text has .964 on the first set and .933 on the second; the third's gold keeps follow lines and
# lists of links. The raw texts have no bar here, as the table that reads them was fitted to them; what it does on pages
# left out is printed by `python -m training.raw_text`.
@pytest.mark.parametrize(
    ("gold", "f1", "read_more", "newsletter"),
    [("zyte", 0.972, 2, 8), ("readability", 0.945, 3, 12), ("newspaper4k", 0.93, 1, 3)],
)
def test_pages_are_cleaned_better_than_by_the_extractor_alone(
    gold: str, f1: float, read_more: int, newsletter: int
) -> None:
    result = score("score_extraction.py", f"extraction/{gold}/manifest.jsonl", f"{DATELINE} clean --jsonl")
    assert result["F1"] >= f1
    assert result["zero"] == 0
    leaks = {kind: int(words.split()[0]) for kind, words in result["leaks"].items()}
    assert leaks["read_more"] <= read_more
    assert leaks["newsletter"] <= newsletter


def test_no_hostile_page_harms(tmp_path: Path) -> None:
    kit = [sys.executable, str(EVAL / "hostile.py")]
    subprocess.run([*kit, "make", "--out", str(tmp_path)], check=True, capture_output=True)
    command = [*kit, "check", "--dir", str(tmp_path), "--cmd", f"{DATELINE} clean --jsonl"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert " 0 of " in f" {done.stdout.splitlines()[-1]}"


def test_related_coverage_is_ranked_better_than_by_words_alone() -> None:
    result = score("score_related.py", "related/union_dev.jsonl", DATELINE)
    assert result["related"]["nDCG@5"] >= 0.983
    assert result["related"]["silent"] == 0
