"""Work shared out among forks of this process.

A fork sees everything its parent had in memory, so a task is a number and no
catalogue ever travels.  A worker whose parent is gone reads the end of its pipe and
ends: a killed build leaves nobody behind.
"""

from __future__ import annotations

import gc
import os
import pickle
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")


_KILLED = "a worker of the build was killed"


class WorkerFailed(RuntimeError):
    """A worker raised or died; the text is its traceback."""


class Workers(Generic[T, R]):
    """Forks that do `work`; made when first needed, gone at the end of the block."""

    def __init__(self, work: Callable[[T], R], number: int) -> None:
        self._work = work
        self._number = number
        self._pipes: list[Connection[Any, Any]] = []
        self._processes: list[int] = []

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            os.waitpid(process, 0)
        self._pipes, self._processes = [], []

    def results(self, tasks: Sequence[T]) -> Iterator[R]:
        """What `work` makes of every task, in the order they are finished."""
        if not tasks:
            return
        if self._number < 2:
            yield from map(self._work, tasks)
            return
        while len(self._pipes) < self._number:
            self._fork()
        waiting = iter(tasks)
        busy: set[Connection[Any, Any]] = set()
        for pipe in self._pipes:
            _give(pipe, waiting, busy)
        from multiprocessing.connection import wait  # noqa: PLC0415 - small builds never need it

        while busy:
            for ready in busy.intersection(wait(list(busy))):
                busy.discard(ready)
                result = _taken(ready)
                _give(ready, waiting, busy)
                yield result

    def _fork(self) -> None:
        pipe, process = _forked(self._work, self._pipes)
        self._pipes.append(pipe)
        self._processes.append(process)


class Aside(Generic[R]):
    """One piece of work in a fork of its own, while this process does something else.

    It sees what was in memory when it was made.  Without `fork` it is done here, as
    soon as somebody asks for its result.
    """

    def __init__(self, work: Callable[[], R], *, fork: bool) -> None:
        self._work = work
        self._pipe: BinaryIO | None = None
        if fork:
            ours, theirs = os.pipe()
            gc.freeze()  # nobody's collector writes into the pages we share
            self._process = os.fork()
            if self._process == 0:
                os.close(ours)
                _tell(theirs, work)
            os.close(theirs)
            self._pipe = os.fdopen(ours, "rb")

    def __enter__(self) -> Aside[R]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pipe is not None:
            self._pipe.close()
            os.waitpid(self._process, 0)

    def result(self) -> R:
        if self._pipe is None:
            return self._work()
        try:
            found: R = _good(pickle.load(self._pipe))  # noqa: S301 - from our own fork
        except (EOFError, pickle.UnpicklingError) as ended:
            raise WorkerFailed(_KILLED) from ended
        return found


def _tell(pipe: int, work: Callable[[], Any]) -> None:
    """The life of what is done aside; never returns."""
    gc.disable()  # what it makes it keeps, and then it is gone
    try:
        with os.fdopen(pipe, "wb") as told:
            pickle.dump(_answer(work), told)
    except OSError:
        pass  # nobody wants to know any more
    finally:
        os._exit(0)


def _forked(
    work: Callable[[Any], Any], others: list[Connection[Any, Any]]
) -> tuple[Connection[Any, Any], int]:
    """The pipe to a new worker, and its number."""
    from multiprocessing.connection import Pipe  # noqa: PLC0415 - small builds never need it

    ours, theirs = Pipe()
    gc.freeze()  # nobody's collector writes into the pages we share
    process = os.fork()
    if process == 0:
        _serve(theirs, work, [*others, ours])
    theirs.close()
    return ours, process


def _give(
    pipe: Connection[Any, Any], waiting: Iterator[Any], busy: set[Connection[Any, Any]]
) -> None:
    for task in waiting:
        pipe.send(task)
        busy.add(pipe)
        return


def _taken(pipe: Connection[Any, Any]) -> Any:
    try:
        return _good(pipe.recv())
    except EOFError as ended:
        raise WorkerFailed(_KILLED) from ended


def _answer(work: Callable[[], Any]) -> tuple[bool, Any]:
    """What came of some work, or what went wrong."""
    try:
        return True, work()
    except Exception:
        return False, traceback.format_exc()


def _good(answer: tuple[bool, Any]) -> Any:
    good, result = answer
    if not good:
        raise WorkerFailed(result)
    return result


def _serve(
    pipe: Connection[Any, Any],
    work: Callable[[Any], Any],
    others: list[Connection[Any, Any]],
) -> None:
    """The life of a worker; never returns."""
    gc.disable()  # what it makes it keeps, and then it is gone
    for other in others:
        other.close()  # else its reader would never see the end
    try:
        while True:
            pipe.send(_answer(partial(work, pipe.recv())))
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)
