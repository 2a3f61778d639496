"""What makes a passphrase too easy to guess; no rules about capitals or signs.

Length counts, and what remains when everybody's favourite pieces are taken out.  The
list is small, offline and local.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

MIN_LENGTH = 12
MAX_LENGTH = 128
LEFT_OVER = 6
"""So many characters must remain besides well-known pieces."""
DIFFERENT = 5
"""So many different characters a passphrase has at least."""

FAVOURITES = """
password passw0rd p@ssw0rd admin administrator root user test demo welcome
letmein iloveyou woaini woaizhongguo zhongguo china qwertyuiop qwerty asdfghjkl
asdfgh zxcvbnm zxcvbn 1qaz2wsx 1q2w3e4r qazwsx abcdefgh abcdef abc123 abcd
12345678910 1234567890 123456789 12345678 1234567 123456 12345 1234 123
0987654321 987654321 87654321 654321 111111 000000 888888 666666 520 1314
110 119 120 2024 2025 2026 2027 gongan jingcha paichusuo sifasuo sifa zongzhi
tiaojie minjing hechuan doorstep jiamenkou mima
家门口 派出所 司法所 综治中心 综治 公安局 公安 警察 民警 调解 禾川 密码 我爱你 中国
"""
PIECES = tuple(sorted(FAVOURITES.split(), key=len, reverse=True))


def normalised(passphrase: str) -> str:
    """The same passphrase from every keyboard (NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def weakness(passphrase: str, own_words: Iterable[str] = ()) -> str:
    """The sentence that says what to mend, or '' when the passphrase will do.

    `own_words` are the person's sign-in name and display name.
    """
    if len(passphrase) < MIN_LENGTH:
        return f"密码至少要 {MIN_LENGTH} 个字符。可以用几个不相干的词，写成拼音连起来。"
    if len(passphrase) > MAX_LENGTH:
        return f"密码最多 {MAX_LENGTH} 个字符。"
    plain = passphrase.casefold()
    if len(set(plain)) < DIFFERENT:
        return "这个密码重复的字符太多，容易被猜到，请换一个。"
    for piece in (*(word.casefold() for word in own_words if word), *PIECES):
        plain = plain.replace(piece, "")
    if len(plain) < LEFT_OVER:
        return "这个密码太常见，容易被猜到，请换一个。可以用几个不相干的词，写成拼音连起来。"
    return ""
