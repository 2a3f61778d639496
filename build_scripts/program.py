"""Which program builds: a digest of our code and of the names of all libraries.

What an older program kept is not believed by a newer one.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import jinja2

BUILD_SCRIPTS = Path(__file__).resolve().parent
LIBRARIES = Path(jinja2.__file__).resolve().parents[1]


@cache
def program() -> bytes:
    """16 bytes; templates and theme are not in it, they have versions of their own."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for installed in sorted(LIBRARIES.glob("*.dist-info")):
        digest.update(installed.name.encode())
    for path in sorted(BUILD_SCRIPTS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
