"""Several threads' writes in one transaction, because a disk is slow to promise anything.

Who comes while nobody writes begins at once, alone.  Who comes meanwhile waits, and the
next one writes for all who wait.  Nobody is answered before the promise covers them: all
get their answers after the commit, or all get its error.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Write(Generic[T]):
    """What one thread wants written, and what came of it."""

    work: T
    answer: object = None
    error: BaseException | None = None
    over: bool = False
    woken: threading.Event = field(default_factory=threading.Event)


Everybody = Callable[[], Sequence[Write[T]]]
"""Who waits by now; whoever comes later waits for the next one."""


class Group(Generic[T]):
    """Who writes into one database from this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Write[T]] = []
        self._led = False
        """Whether somebody writes, or has been woken to."""

    def write(
        self, work: T, write_all: Callable[[Everybody[T]], None], seconds: float
    ) -> Any:
        """The answer `write_all` gives to this work, or the error.

        `write_all` asks who waits as late as it can and sets `answer` or `error` of
        each; what it raises concerns them all.  TimeoutError: our turn did not come,
        and nothing was written.
        """
        mine = Write(work)
        with self._lock:
            self._waiting.append(mine)
            first, self._led = not self._led, True
        if not first:
            self._wait(mine, seconds)
        if not mine.over:
            self._lead(write_all)
        if mine.error is not None:
            raise mine.error
        return mine.answer

    def _wait(self, mine: Write[T], seconds: float) -> None:
        """Until it is done or our turn to lead; what another has begun is waited for."""
        if mine.woken.wait(seconds):
            return
        with self._lock:
            if mine in self._waiting and not mine.woken.is_set():
                self._waiting.remove(mine)
                raise TimeoutError
        mine.woken.wait()

    def _lead(self, write_all: Callable[[Everybody[T]], None]) -> None:
        """Write for everybody who waits, ourselves among them; then the next one leads."""
        batch: list[Write[T]] = []

        def everybody() -> Sequence[Write[T]]:
            with self._lock:
                batch.extend(self._waiting)
                self._waiting.clear()
            return batch

        try:
            write_all(everybody)
        except BaseException as error:
            for one in batch or everybody():
                one.error = error
        finally:
            with self._lock:
                self._led = bool(self._waiting)
                if self._led:
                    self._waiting[0].woken.set()
            for one in batch:
                one.over = True
                one.woken.set()
