"""Personal data at rest: sealed field by field, found by keyed digest.

AES-256-GCM; every sealed value is `suite | key number | nonce | ciphertext`, so that
another suite (SM4-GCM) or a newer key can stand beside the old ones.  The context
names table, column and row: a value copied to another row does not open.
The keys live in `instance/keys`, never in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = bytes((1, 1))
"""Suite 1 is AES-256-GCM, key number 1; authenticated with the context."""
NONCE_BYTES = 12
KEY_BYTES = 32
KEY_FILES = ("field-1", "digest", "session")


class KeysMissing(Exception):
    """The key files are not there; without them nothing personal can be read."""


class SealBroken(Exception):
    """A sealed value was changed, moved, or belongs to another key."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The keys of one installation."""

    field_key: bytes
    digest_key: bytes
    session_key: bytes

    def seal(self, context: str, text: str) -> bytes:
        """Encrypt `text` for the place named by `context` ('case.story:<id>')."""
        return self.seal_bytes(context, text.encode())

    def seal_bytes(self, context: str, data: bytes) -> bytes:
        """The same for the bytes of a file."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(self.field_key)
        return HEADER + nonce + cipher.encrypt(nonce, data, _bound(context))

    def open(self, context: str, sealed: bytes) -> str:
        """The text again; SealBroken when the place or a single bit differs."""
        return self.open_bytes(context, sealed).decode()

    def open_bytes(self, context: str, sealed: bytes) -> bytes:
        if len(sealed) < len(HEADER) + NONCE_BYTES or not sealed.startswith(HEADER):
            raise SealBroken(_place(context))
        nonce = sealed[len(HEADER) : len(HEADER) + NONCE_BYTES]
        body = sealed[len(HEADER) + NONCE_BYTES :]
        try:
            return AESGCM(self.field_key).decrypt(nonce, body, _bound(context))
        except InvalidTag as broken:
            raise SealBroken(_place(context)) from broken

    def digest(self, purpose: str, text: str) -> bytes:
        """A keyed fingerprint for look-ups: equal texts, equal digests; 32 bytes."""
        message = f"{purpose}\0{text}".encode()
        return hmac.new(self.digest_key, message, hashlib.sha256).digest()


def _place(context: str) -> str:
    """Table and column of a context; which row it was must not stand in a log."""
    return context.partition(":")[0]


def _bound(context: str) -> bytes:
    return HEADER + context.encode()


def create_keys(folder: Path) -> bool:
    """Write fresh keys (0600) where none are; True when any was made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = False
    for name in KEY_FILES:
        path = folder / f"{name}.key"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
        made = True
    return made


def load_vault(folder: Path) -> Vault:
    """Read the keys; KeysMissing says which file is absent or damaged."""
    keys = []
    for name in KEY_FILES:
        path = folder / f"{name}.key"
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
        keys.append(key)
    return Vault(*keys)
