"""A small sum the browser does by itself before it sends something in: cheap once, dear by
the thousand.

No picture to read, no other host, no address of anybody.  The sum belongs to one start
(of a letter: to one form) and to a page that we gave out a short while ago; the same answer keeps the same seat, so
that nobody uses it twice.  Who has no script waits some seconds instead.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forms_app.vault import Vault

PAGE_LASTS = timedelta(minutes=30)
"""How long somebody may look at the times before they choose."""
WAIT_LASTS = timedelta(minutes=10)
MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Puzzle:
    """What this installation asks for; no bits: nothing."""

    vault: Vault
    bits: int
    wait: timedelta
    """What somebody without a script waits."""

    def page_token(self, place: str, now: datetime) -> str:
        """For a page with the times of one place: when it was given out, signed."""
        return self._signed("page", place, now)

    def wait_token(self, place: str, start: str, now: datetime) -> str:
        """For somebody who begins to wait for this start now."""
        return self._signed("wait", f"{place}\0{start}", now)

    def solved(
        self, token: str, place: str, start: str, answer: str, now: datetime
    ) -> str:
        """The key of the seat this answer may keep; '' when it is none."""
        if not (answer.isascii() and answer.isdigit() and len(answer) <= MOST_DIGITS):
            return ""
        given = self._age("page", place, token, now)
        if given is None or not timedelta() <= given <= PAGE_LASTS:
            return ""
        digest = hashlib.sha256(sum_of(token, start, answer)).digest()
        return _key(digest) if zeros(digest) >= self.bits else ""

    def waited(self, token: str, place: str, start: str, now: datetime) -> str:
        """The key of the seat for who has waited long enough; '' before and long after."""
        given = self._age("wait", f"{place}\0{start}", token, now)
        if given is None or not self.wait <= given <= WAIT_LASTS:
            return ""
        return _key(hashlib.sha256(token.encode()).digest())

    def waits(self, token: str, place: str, start: str, now: datetime) -> bool:
        """Whether this is the token of somebody who is waiting already."""
        given = self._age("wait", f"{place}\0{start}", token, now)
        return given is not None and timedelta() <= given <= WAIT_LASTS

    def _signed(self, kind: str, what: str, now: datetime) -> str:
        given = f"{int(now.timestamp())}.{secrets.token_hex(8)}"
        return f"{given}.{self._seal(kind, what, given)}"

    def _seal(self, kind: str, what: str, given: str) -> str:
        return self.vault.digest(f"puzzle.{kind}", f"{what}\0{given}").hex()[:32]

    def _age(self, kind: str, what: str, token: str, now: datetime) -> timedelta | None:
        """How long ago we gave this out; None when it is not ours."""
        given, _, seal = token.rpartition(".")
        seconds = given.partition(".")[0]
        if not (token.isascii() and seconds.isdigit() and len(seconds) <= MOST_DIGITS):
            return None
        if not hmac.compare_digest(seal, self._seal(kind, what, given)):
            return None
        return now - datetime.fromtimestamp(int(seconds), UTC)


def sum_of(token: str, start: str, answer: str) -> bytes:
    return f"{token}|{start}|{answer}".encode()


def zeros(digest: bytes) -> int:
    """How many bits at the front are nought."""
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()


def _key(digest: bytes) -> str:
    """The token of the hold: the same answer finds the hold it has made already."""
    return hashlib.sha256(b"hold" + digest).hexdigest()[:32]
