"""A map over worker processes: in order, bounded, and safe from what a page can do to a process.

Threads of the parent do nothing but wait for their worker, so that a slow page holds up one worker and not the rest.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Generic, NamedTuple, Self, TypeVar

from reader.ingest.child import Failure, Worker, WorkLimits

Ticket = TypeVar("Ticket")

LOOK_AHEAD: Final = 32
"""Tasks taken from the source ahead of the result that is waited for, a worker."""
LOOK_AHEAD_BYTES: Final = 96 * 2**20
"""Bytes of those tasks together; a single larger one is still let through."""
MOST_WORKERS: Final = 8


def worker_count(jobs: int) -> int:
    """`jobs`, or where it is 0 one worker for each processor that may be used, at most MOST_WORKERS."""
    if jobs:
        return jobs
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, MOST_WORKERS)


class Pool:
    """Worker processes for one kind of work, started as they are needed: one task starts one process."""

    def __init__(self, work: str, *, jobs: int = 0, limits: WorkLimits | None = None) -> None:
        self._work = work
        self._limits = limits or WorkLimits()
        self._jobs = worker_count(jobs)
        self._idle: list[Worker] = []
        self._workers: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(self, tasks: Iterable[tuple[Ticket, bytes | None]]) -> Iterator[tuple[Ticket, bytes | Failure | None]]:
        """For every task its ticket and its result, in the order of the tasks, each as soon as its turn has come.

        A task whose message is None passes through unread. The source is read in a thread of its own, so that a result
        is not held back by a source that is waiting for input; what the source raises is raised here, after the results
        of what came before. Raises WorkerStartError where no worker can be started.
        """
        feed = _Feed(self, tasks)
        threading.Thread(target=feed.run, name="source", daemon=True).start()
        return feed.results()

    def submit(self, message: bytes) -> Future[bytes | Failure]:
        """One task; its future has the result."""
        return self._threads.submit(self._run, message)

    @property
    def look_ahead(self) -> int:
        """Tasks that may be under way or waiting at once."""
        return self._jobs * LOOK_AHEAD

    @property
    def closed(self) -> bool:
        """Whether nothing more may be asked of it."""
        return self._closed.is_set()

    def close(self) -> None:
        """Ends all workers at once, whatever they are doing."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            workers = tuple(self._workers)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True)

    def _run(self, message: bytes) -> bytes | Failure:
        worker = self._take()
        answer = worker.ask(message)
        with self._lock:
            if worker.alive:
                self._idle.append(worker)
            else:
                self._workers.discard(worker)
        return answer

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                self._workers.discard(worker)
        worker = Worker(self._work, self._limits)
        with self._lock:
            self._workers.add(worker)
        if self.closed:
            worker.kill()
        return worker


class _Task(NamedTuple, Generic[Ticket]):
    ticket: Ticket
    future: Future[bytes | Failure] | None
    size: int


class _Feed(Generic[Ticket]):
    """Carries the tasks of one `map` from their source to the workers, and what became of them to the consumer."""

    def __init__(self, pool: Pool, tasks: Iterable[tuple[Ticket, bytes | None]]) -> None:
        self._pool = pool
        self._tasks = tasks
        self._queue: SimpleQueue[_Task[Ticket] | None] = SimpleQueue()
        self._room = threading.Condition()
        self._count = 0
        self._bytes = 0
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            for ticket, message in self._tasks:
                size = len(message or b"")
                if not self._enter(size):
                    return
                future = None if message is None else self._pool.submit(message)
                self._queue.put(_Task(ticket, future, size))
        except BaseException as error:  # noqa: BLE001 - raised again in the consumer's thread
            self._error = error
        finally:
            self._queue.put(None)

    def results(self) -> Iterator[tuple[Ticket, bytes | Failure | None]]:
        while task := self._queue.get():
            yield task.ticket, None if task.future is None else task.future.result()
            self._leave(task.size)
        if self._error is not None and not self._pool.closed:
            raise self._error

    def _enter(self, size: int) -> bool:
        """Waits until there is room for a task; False when the pool was closed meanwhile."""
        with self._room:
            while self._count and (self._count >= self._pool.look_ahead or self._bytes + size > LOOK_AHEAD_BYTES):
                self._room.wait(1.0)
                if self._pool.closed:
                    return False
            self._count += 1
            self._bytes += size
        return not self._pool.closed

    def _leave(self, size: int) -> None:
        with self._room:
            self._count -= 1
            self._bytes -= size
            self._room.notify()
