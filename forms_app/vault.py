"""Personal data at rest: sealed field by field, found by keyed digest.

AES-256-GCM; every sealed value is `suite | key number | nonce | ciphertext`, so that
another suite (SM4-GCM) or a newer key can stand beside the old ones.  The context
names table, column and row: a value copied to another row does not open.
The keys live in `instance/keys`, never in the database; the newest one seals, every
one there opens, also one that was made while this process was running.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUITE = 1
"""AES-256-GCM."""
HEADER_BYTES = 2
"""Suite and key number; authenticated with the context."""
NONCE_BYTES = 12
KEY_BYTES = 32
FIRST_KEY, LAST_KEY = 1, 255
FIELD_FILE = re.compile(r"field-([1-9][0-9]{0,2})")
OLD_DIGEST_FILE = re.compile(r"digest-([1-9][0-9]{0,2})")
OTHER_FILES = ("digest", "session")


class KeysMissing(Exception):
    """The key files are not there; without them nothing personal can be read."""


class SealBroken(Exception):
    """A sealed value was changed, moved, or belongs to another key."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The keys of one installation."""

    field_keys: dict[int, bytes]
    """Number → key; the highest number seals."""
    digest_key: bytes
    session_key: bytes
    folder: Path
    """Where a key made after the start is looked for."""
    old_digest_keys: tuple[bytes, ...] = ()
    """Replaced ones, the oldest first: digests that cannot be made anew rest on them."""

    @property
    def newest(self) -> int:
        return max(self.field_keys)

    @property
    def header(self) -> bytes:
        """How every value sealed now begins."""
        return bytes((SUITE, self.newest))

    def seal(self, context: str, text: str) -> bytes:
        """Encrypt `text` for the place named by `context` ('case.story:<id>')."""
        return self.seal_bytes(context, text.encode())

    def seal_bytes(self, context: str, data: bytes) -> bytes:
        """The same for the bytes of a file."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        header = self.header
        cipher = AESGCM(self.field_keys[self.newest])
        return header + nonce + cipher.encrypt(nonce, data, _bound(header, context))

    def open(self, context: str, sealed: bytes) -> str:
        """The text again; SealBroken when the place or a single bit differs."""
        return self.open_bytes(context, sealed).decode()

    def open_columns(self, room: str, row: Any, names: Iterable[str]) -> dict[str, str]:
        """The columns `<name>_sealed` of a row with a reference; what was emptied is ''."""
        return {
            name: self.open(f"{room}.{name}:{row.reference}", sealed) if sealed else ""
            for name in names
            if (sealed := getattr(row, f"{name}_sealed")) is not None
        }

    def open_bytes(self, context: str, sealed: bytes) -> bytes:
        header, rest = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
        if len(rest) < NONCE_BYTES or header[0] != SUITE:
            raise SealBroken(_place(context))
        nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        key = self._key(header[1])
        if key is None:
            raise SealBroken(_place(context))
        try:
            return AESGCM(key).decrypt(nonce, body, _bound(header, context))
        except InvalidTag as broken:
            raise SealBroken(_place(context)) from broken

    def _key(self, number: int) -> bytes | None:
        """A key by its number; one this process has not met is looked for once more."""
        if number not in self.field_keys and number >= FIRST_KEY:
            path = self.folder / f"field-{number}.key"
            if path.exists():
                # to open with, not to seal: what seals is decided at the start
                return _read(path)
        return self.field_keys.get(number)

    def digest(self, purpose: str, text: str) -> bytes:
        """A keyed fingerprint for look-ups: equal texts, equal digests; 32 bytes."""
        message = f"{purpose}\0{text}".encode()
        return hmac.new(self.digest_key, message, hashlib.sha256).digest()

    def before(self) -> tuple[Vault, ...]:
        """The vault as it was with each replaced digest key, the oldest first."""
        return tuple(replace(self, digest_key=key) for key in self.old_digest_keys)


def _place(context: str) -> str:
    """Table and column of a context; which row it was must not stand in a log."""
    return context.partition(":")[0]


def _bound(header: bytes, context: str) -> bytes:
    return header + context.encode()


def create_keys(folder: Path) -> bool:
    """Write fresh keys (0600) where none are; True when any was made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = OTHER_FILES if _numbers(folder) else (f"field-{FIRST_KEY}", *OTHER_FILES)
    made = [_write(folder / f"{name}.key") for name in names]
    return any(made)


def add_key(folder: Path) -> int:
    """Write the next field key; its number."""
    number = max(_numbers(folder), default=0) + 1
    if number > LAST_KEY:
        raise KeysMissing("密钥的号数用完了。")
    _write(folder / f"field-{number}.key")
    return number


def load_vault(folder: Path) -> Vault:
    """Read the keys; KeysMissing says which file is absent or damaged."""
    numbers = _numbers(folder) or [FIRST_KEY]
    old = tuple(
        _read(folder / f"digest-{number}.key")
        for number in _numbers(folder, OLD_DIGEST_FILE)
    )
    fields = {number: _read(folder / f"field-{number}.key") for number in numbers}
    digest, session = (_read(folder / f"{name}.key") for name in OTHER_FILES)
    return Vault(fields, digest, session, folder, old)


def renew_session_key(folder: Path) -> None:
    """Another key for cookies: whoever is in the middle of something begins again."""
    (folder / "session.key").unlink(missing_ok=True)
    _write(folder / "session.key")


def renew_digest_key(folder: Path) -> None:
    """Another key for digests; the old one stays beside it, see `rotation.redigest`."""
    number = max(_numbers(folder, OLD_DIGEST_FILE), default=0) + 1
    (folder / "digest.key").rename(folder / f"digest-{number}.key")
    _write(folder / "digest.key")


def _numbers(folder: Path, kind: re.Pattern[str] = FIELD_FILE) -> list[int]:
    """Numbers of the keys of one kind there are."""
    found = (kind.fullmatch(path.stem) for path in folder.glob("*-*.key"))
    numbers = sorted(int(match[1]) for match in found if match)
    return [number for number in numbers if number <= LAST_KEY]


def _write(path: Path) -> bool:
    """A fresh key for the owner alone; False when the file is there already."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    return True


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_mode & 0o077:
            raise KeysMissing(f"密钥 {path} 别人也读得到，请运行 chmod 600 {path}")
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as problem:
        raise KeysMissing(
            f"密钥 {path} 读不到或者坏了。第一次安装请运行 doorstep upgrade；"
            "以前用过的，请把备份的 keys 文件夹放回来。"
        ) from problem
    if len(key) != KEY_BYTES:
        raise KeysMissing(f"密钥 {path} 的长度不对，请把备份放回来。")
    return key
