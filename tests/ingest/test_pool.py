"""Workers answer in order, and what a page does to one of them costs that page alone."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ingest.child import Failure, WorkerStartError, WorkLimits
from reader.ingest.pool import LOOK_AHEAD, LOOK_AHEAD_BYTES, MOST_WORKERS, Pool, worker_count

PATIENT = WorkLimits(seconds=30.0)


def answers(words: list[str], *, jobs: int = 2, limits: WorkLimits = PATIENT) -> list[str]:
    with Pool("works:tricky", jobs=jobs, limits=limits) as pool:
        found = pool.map((word, word.encode()) for word in words)
        return [text(answer) for _, answer in found]


def text(answer: bytes | Failure | None) -> str:
    if isinstance(answer, Failure):
        return answer.reason
    assert answer is not None
    return answer.decode()


def test_results_come_in_the_order_of_the_tasks() -> None:
    words = [f"w{number}" for number in range(200)]
    assert answers(words, jobs=4) == [word.upper() for word in words]


def test_a_crashed_worker_costs_only_its_task() -> None:
    first, crashed, last = answers(["a", "die", "b"], jobs=1)
    assert (first, last) == ("A", "B")
    assert "ended by signal 11" in crashed


def test_a_worker_that_exits_costs_only_its_task() -> None:
    first, gone, last = answers(["a", "exit", "b"], jobs=1)
    assert (first, last) == ("A", "B")
    assert "ended with code 3" in gone


def test_a_task_beyond_its_time_is_killed_and_the_rest_goes_on() -> None:
    found = answers(["a", "hang", "b", "c", "d"], limits=WorkLimits(seconds=1.0))
    assert found == ["A", "took longer than 1 s to read", "B", "C", "D"]


def test_a_task_beyond_its_memory_is_refused_and_the_rest_goes_on() -> None:
    assert answers(["a", "eat", "b"], jobs=1) == ["A", "needs more memory than a page may have", "B"]


def test_whatever_breaks_in_a_worker_is_told_in_words() -> None:
    deep, broken = answers(["deep", "break"], jobs=1)
    assert deep == "is nested too deep to be read"
    assert broken == "broke the cleaner: ValueError: a bug in the extractor"


def test_a_worker_that_is_killed_in_the_middle_of_a_batch_costs_its_page_alone() -> None:
    words = [*(f"w{number}" for number in range(20)), "hang", *(f"w{number}" for number in range(20, 40))]
    with Pool("works:tricky", jobs=2, limits=PATIENT) as pool:
        futures = [pool.submit(word.encode()) for word in words]
        for word, future in zip(words, futures, strict=True):
            if word != "hang":
                future.result()
        (busy,) = pool._workers - set(pool._idle)
        os.kill(busy._process.pid, signal.SIGKILL)
        found = [text(future.result()) for future in futures]
    assert found[20] == "the worker process was ended by signal 9"
    assert found[:20] + found[21:] == [word.upper() for word in words if word != "hang"]


def test_an_answer_beyond_its_limit_is_refused_in_words_and_the_rest_goes_on() -> None:
    first, flood, last = answers(["a", "flood", "b"], jobs=1)
    assert (first, last) == ("A", "B")
    assert flood == "gives an article of 64 MB; the limit is 64 MB"


def test_what_a_worker_prints_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers(["chatter", "a"]) == ["CHATTER", "A"]
    assert capfd.readouterr() == ("", "")


def test_a_task_without_a_message_keeps_its_place() -> None:
    tasks = [("a", b"a"), ("failure", None), ("b", b"b")]
    with Pool("works:tricky", jobs=2) as pool:
        assert list(pool.map(tasks)) == [("a", b"A"), ("failure", None), ("b", b"B")]


def test_one_task_starts_one_worker() -> None:
    with Pool("works:tricky", jobs=4) as pool:
        pids = {text(pool.submit(b"pid").result()) for _ in range(5)}
    assert len(pids) == 1


def test_workers_are_gone_when_the_pool_is_closed() -> None:
    with Pool("works:tricky", jobs=1) as pool:
        pid = int(text(pool.submit(b"pid").result()))
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux, to wait for a process that is no child")
def test_workers_end_when_their_parent_is_killed() -> None:
    code = (
        "import sys; from reader.ingest.pool import Pool; pool = Pool('works:tricky', jobs=1);"
        "print(pool.submit(b'pid').result().decode(), flush=True); sys.stdin.read()"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        assert select.select([worker], [], [], 0)[0] == []
        parent.kill()
    assert select.select([worker], [], [], 30)[0] == [worker]
    os.close(worker)


def test_closing_does_not_wait_for_a_task_that_hangs() -> None:
    pool = Pool("works:tricky", jobs=1, limits=WorkLimits(seconds=60.0))
    pool.submit(b"a").result()
    hanging = pool.submit(b"hang")
    pool.close()
    assert hanging.cancelled() or isinstance(hanging.result(), Failure)


def test_work_that_cannot_be_loaded_ends_the_run_in_words() -> None:
    with Pool("works:broken", jobs=1) as pool, pytest.raises(WorkerStartError, match="no module named nonsense"):
        list(pool.map([("a", b"a")]))


def test_what_the_source_raises_comes_after_the_results_before_it() -> None:
    def tasks() -> Iterator[tuple[str, bytes]]:
        yield "a", b"a"
        raise OSError("the disk went away")

    with Pool("works:tricky", jobs=1) as pool:
        results = pool.map(tasks())
        assert next(results) == ("a", b"A")
        with pytest.raises(OSError, match="the disk went away"):
            next(results)


def test_a_result_does_not_wait_for_a_source_that_is_waiting_itself() -> None:
    answered = threading.Event()

    def tasks() -> Iterator[tuple[str, bytes]]:
        yield "a", b"a"
        assert answered.wait(30)
        yield "b", b"b"

    with Pool("works:tricky", jobs=2) as pool:
        results = pool.map(tasks())
        assert next(results) == ("a", b"A")
        answered.set()
        assert next(results) == ("b", b"B")


def test_the_source_is_read_only_so_far_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[tuple[int, bytes]]:
        nonlocal taken
        for number in range(100):
            taken = number + 1
            yield number, b"x"

    with Pool("works:echo", jobs=1) as pool:
        results = pool.map(tasks())
        for done, _ in enumerate(results, 1):
            assert taken <= done + LOOK_AHEAD + 1


def test_large_tasks_are_taken_fewer_at_a_time() -> None:
    taken = 0
    size = LOOK_AHEAD_BYTES // 2

    def tasks() -> Iterator[tuple[int, bytes]]:
        nonlocal taken
        for number in range(5):
            taken = number + 1
            yield number, bytes(size)

    with Pool("works:echo", jobs=2) as pool:
        for done, (_, answer) in enumerate(pool.map(tasks()), 1):
            assert isinstance(answer, bytes)
            assert taken <= done + 3


def test_a_module_in_the_working_folder_is_not_lent_to_a_worker(tmp_path: Path) -> None:
    (tmp_path / "logging.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "msgspec.py").write_text("raise SystemExit('hijacked')")
    assert answers(["a"]) == ["A"]


def test_the_number_of_workers_follows_the_processors_unless_told() -> None:
    assert worker_count(3) == 3
    assert 1 <= worker_count(0) <= MOST_WORKERS
