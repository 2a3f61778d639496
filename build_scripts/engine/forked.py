"""Work shared out among forks of this process.

A fork sees everything its parent had in memory, so a task is a name or a number and
no catalogue ever travels.  A worker whose parent is gone reads the end of its pipe and
ends: a killed build leaves nobody behind.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_HEAD = 8
"""Bytes that say how many follow."""


class WorkerFailed(RuntimeError):
    """A worker raised or died; the text is its traceback."""


class _Worker(NamedTuple):
    """A fork, and our ends of the pipes to and from it."""

    process: int
    tasks: int
    answers: int

    def end(self) -> None:
        os.close(self.tasks)
        os.close(self.answers)
        os.waitpid(self.process, 0)


class Workers(Generic[T, R]):
    """Forks that do `work`; made when first needed, gone at the end of the block."""

    def __init__(self, work: Callable[[T], R], number: int) -> None:
        self._work = work
        self._number = number
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def results(self, tasks: Sequence[T]) -> Iterator[R]:
        """What `work` makes of every task, in the order they are finished.

        Forks begin at once, also before anybody asks for the first result.
        """
        if self._number < 2 or not tasks:
            return map(self._work, tasks)
        while len(self._workers) < self._number:
            self._workers.append(_forked(self._work, self._workers))
        waiting = iter(tasks)
        busy = {w.answers: w for w in self._workers if _give(w, waiting)}
        return _collected(busy, waiting)


def _collected(busy: dict[int, _Worker], waiting: Iterator[Any]) -> Iterator[Any]:
    while busy:
        for ready in select.select(list(busy), (), ())[0]:
            result = _taken(busy[ready])
            if not _give(busy[ready], waiting):
                del busy[ready]
            yield result


class Aside(Generic[R]):
    """One piece of work in a fork of its own, while this process does something else.

    It sees what was in memory when it was made.  Without `fork` it is done here, as
    soon as somebody asks for its result.
    """

    def __init__(self, work: Callable[[], R], *, fork: bool) -> None:
        self._work = work
        self._worker: _Worker | None = None
        if fork:
            self._worker = _forked(lambda _: work(), [])
            _send(self._worker.tasks, None)

    def __enter__(self) -> Aside[R]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.end()

    def result(self) -> R:
        if self._worker is None:
            return self._work()
        found: R = _taken(self._worker)
        return found


def _forked(work: Callable[[Any], Any], others: Sequence[_Worker]) -> _Worker:
    theirs, tasks = os.pipe()
    answers, ours = os.pipe()
    gc.freeze()  # nobody's collector writes into the pages we share
    process = os.fork()
    if process == 0:
        for other in (*others, _Worker(0, tasks, answers)):
            os.close(other.tasks)  # else its worker would never see the end
            os.close(other.answers)
        _serve(theirs, ours, work)
    os.close(theirs)
    os.close(ours)
    return _Worker(process, tasks, answers)


def _give(worker: _Worker, waiting: Iterator[Any]) -> bool:
    """Hand the next task to a worker; False when there is none."""
    for task in waiting:
        _send(worker.tasks, task)
        return True
    return False


def _taken(worker: _Worker) -> Any:
    try:
        good, result = _received(worker.answers)
    except EOFError as ended:
        raise WorkerFailed("a worker of the build was killed") from ended
    if not good:
        raise WorkerFailed(result)
    return result


def _serve(tasks: int, answers: int, work: Callable[[Any], Any]) -> None:
    """The life of a worker; never returns."""
    gc.disable()  # what it makes it keeps, and then it is gone
    try:
        while True:
            task = _received(tasks)
            try:
                answer = (True, work(task))
            except Exception:
                answer = (False, traceback.format_exc())
            _send(answers, answer)
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)


def _send(pipe: int, thing: Any) -> None:
    packed = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    left = memoryview(len(packed).to_bytes(_HEAD, "big") + packed)
    while left:
        left = left[os.write(pipe, left) :]


def _received(pipe: int) -> Any:
    """What was sent; EOFError when nobody can send any more."""
    size = int.from_bytes(_bytes(pipe, _HEAD), "big")
    return pickle.loads(_bytes(pipe, size))  # noqa: S301 - from our own fork


def _bytes(pipe: int, size: int) -> bytearray:
    found = bytearray()
    while len(found) < size:
        part = os.read(pipe, size - len(found))
        if not part:
            raise EOFError
        found += part
    return found
