"""Which program builds: a digest of our code and of the names of all libraries.

What an older program kept is not believed by a newer one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

BUILD_SCRIPTS = Path(__file__).resolve().parent


def _libraries() -> Path:
    """Where the installed libraries lie: asked without importing one."""
    spec = find_spec("jinja2")
    assert spec is not None  # noqa: S101 - nothing can be built without it
    return Path(str(spec.origin)).resolve().parents[1]


LIBRARIES = _libraries()

ALL = "all"
"""The mark of a folder in which every template is kept compiled, not only some."""


@cache
def program() -> bytes:
    """16 bytes; templates and theme are not in it, they have versions of their own."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for installed in sorted(LIBRARIES.glob("*.dist-info")):
        digest.update(installed.name.encode())
    for path in sorted(BUILD_SCRIPTS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def kept_beside(cache: Path) -> Path:
    """Where to keep what rests on the program alone: beside its compiled modules.

    In the project's `cache` where Python may not write its own either.
    """
    compiled = BUILD_SCRIPTS / "__pycache__"
    if sys.dont_write_bytecode or not os.access(compiled, os.W_OK):
        return cache
    return compiled / "kept"


def templates_in(kept: Path) -> Path:
    """The folder of compiled templates; with the mark ALL once every one is there."""
    return kept / f"templates-{program().hex()[:16]}"
