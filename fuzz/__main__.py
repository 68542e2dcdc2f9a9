"""Feed random input to the cleaner for a bounded time: `python -m fuzz [--seconds N] [--seed N] [TARGET ...]`.

Hypothesis makes the input and shrinks what breaks; with atheris installed, its coverage-guided mutations drive the same
grammar. Exit code 1 and the smallest input where something broke.
"""

from __future__ import annotations

import argparse
import faulthandler
import importlib
import importlib.util
import logging
import sys
import time
import warnings
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.targets import TARGETS, Target

SECONDS: Final = 60
"""How long all targets together run unless told."""
INPUT_SECONDS: Final = 20
"""How long one input may take before the run ends with where it was; a worker has 5 s, on a machine that is not so busy
and with its libraries warm.
"""
EXAMPLES: Final = 50
"""Inputs between two looks at the clock."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the targets named, all by default, each for its share of the time."""
    options = _options(arguments)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    if options.atheris:
        return _with_atheris(options.target[0], options.seconds)
    broken = 0
    for name in options.target:
        begun = time.monotonic()
        count, fault = run(TARGETS[name], options.seconds / len(options.target), options.seed)
        _say(f"{name:10} {count:7,} inputs in {time.monotonic() - begun:5.1f} s   {fault or 'holds'}")
        broken += bool(fault)
    if importlib.util.find_spec("atheris") is None:
        _say("atheris is not installed: hypothesis alone")
    return 1 if broken else 0


def run(target: Target, seconds: float, first_seed: int = 0, *, examples: int = EXAMPLES) -> tuple[int, str]:
    """How many inputs were tried in that many seconds, and what broke with which input; empty where nothing did."""
    count = 0

    def check(made: Any) -> None:
        nonlocal count
        count += 1
        faulthandler.dump_traceback_later(INPUT_SECONDS, exit=True)
        try:
            target.check(made)
        finally:
            faulthandler.cancel_dump_traceback_later()

    begun = time.monotonic()
    number = first_seed
    while not count or time.monotonic() - begun < seconds:
        chosen = settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            print_blob=False,
        )
        try:
            chosen(seed(number)(given(target.inputs)(check)))()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
            notes = " ".join(getattr(error, "__notes__", ()))
            return count, f"{type(error).__name__}: {error}\nseed {number}: {notes}"
        number += 1
    return count, ""


def _with_atheris(name: str, seconds: float) -> int:
    """Coverage-guided: atheris mutates bytes, from which hypothesis makes the target's input."""
    atheris: Any = importlib.import_module("atheris")

    atheris.instrument_all()
    target = TARGETS[name]
    fuzzed: Any = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))(
        given(target.inputs)(target.check)
    )
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={int(seconds)}", f"-timeout={INPUT_SECONDS}"],
        fuzzed.hypothesis.fuzz_one_input,
    )
    atheris.Fuzz()
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Feed random input to the cleaner.")
    parser.add_argument(
        "target", nargs="*", metavar="TARGET", help=f"one or more of: {', '.join(TARGETS)} (default: all)"
    )
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help="how long, all targets together (default %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where hypothesis begins, to repeat a run")
    parser.add_argument(
        "--atheris", action="store_true", help="let atheris guide the first target by coverage, if installed"
    )
    options = parser.parse_args(arguments)
    options.target = options.target or list(TARGETS)
    if unknown := [name for name in options.target if name not in TARGETS]:
        parser.error(f"no such target: {', '.join(unknown)} (there are {', '.join(TARGETS)})")
    if options.atheris and importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed (pip install atheris, on a Python it has wheels for)")
    return options


if __name__ == "__main__":
    sys.exit(main())
