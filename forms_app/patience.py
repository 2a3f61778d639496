"""Once more, where nobody could help it: a server that went away, a circle of waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
PAUSES = (0.05, 0.2)
"""Seconds before the next try: whoever else was in the circle goes first."""
DEADLOCK = "40P01"


def patiently(engine: Engine, work: Callable[[], T]) -> T:
    """What `work` answers, tried thrice; only for what may be done twice without harm.

    The server may have gone away after it had written, before it could say so.
    """
    for pause in PAUSES:
        try:
            return work()
        except DBAPIError as error:
            if error.connection_invalidated:
                engine.dispose()
            elif not was_in_a_circle(error):
                raise
        time.sleep(pause)
    return work()


def was_in_a_circle(error: DBAPIError) -> bool:
    """Whether PostgreSQL ended this transaction because it and others waited for each
    other; nothing of it was written, and it may be tried again."""
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
