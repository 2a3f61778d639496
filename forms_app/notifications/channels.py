"""What every channel is: it takes a parcel and says what became of it.

A channel never raises for what a gateway does.  SENT: it has it.  REFUSED: it never
will, for this message; the next channel may.  LATER: down, slow or talking nonsense.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

SECONDS = 10.0
"""For each wait on a gateway, and for a whole exchange: whichever is over first."""
MOBILE = re.compile(r"1[3-9][0-9]{9}")


class Outcome(StrEnum):
    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is true now and to be said: made by the room the message came from."""

    phone: str
    text: str
    """At most 70 characters: one SMS."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The same in pieces (place, time, code, note), for channels with templates."""

    @property
    def by_machine(self) -> bool:
        """A landline gets a call, not a message."""
        return MOBILE.fullmatch(self.phone) is not None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One telling with the key that names it in every try."""

    key: str
    kind: str
    telling: Telling


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a parcel; `detail` is a code, never a person's words."""

    outcome: Outcome
    detail: str = ""


class Channel(Protocol):
    @property
    def name(self) -> str: ...

    def send(self, parcel: Parcel) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class FileChannel:
    """One JSON line a message, for trying out and for gateways that read files."""

    path: str
    name: str = "file"

    def send(self, parcel: Parcel) -> Receipt:
        line = json.dumps(
            {
                "id": parcel.key,
                "kind": parcel.kind,
                "phone": parcel.telling.phone,
                "text": parcel.telling.text,
            },
            ensure_ascii=False,
        )
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(line.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            return Receipt(Outcome.LATER, type(problem).__name__)
        return Receipt(Outcome.SENT)


@dataclass(frozen=True, slots=True)
class ScreenChannel:
    """The words on the screen, for the demo; `say` prints a line."""

    say: Callable[[str], None]
    name: str = "screen"

    def send(self, parcel: Parcel) -> Receipt:
        self.say(f"{parcel.telling.phone} {parcel.telling.text}")
        return Receipt(Outcome.SENT)


@contextmanager
def cut_off(the_socket: Callable[[], socket.socket | None]) -> Iterator[None]:
    """End the exchange after SECONDS: a gateway that sends a byte now and then, too.

    A timeout of the socket alone begins anew with every byte.
    """

    def hang_up() -> None:
        found = the_socket()
        if found is not None:
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(SECONDS, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
