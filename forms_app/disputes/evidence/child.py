"""The child process in which files are cleaned: little memory, little time, no files.

It is started anew for each file, gets the bytes on its standard input and nothing
else: no environment, no open handles, no way to write.  What goes wrong in a decoder
ends here.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from forms_app.disputes.evidence.cleaning import Unclean, clean

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 60
MOST_HANDLES = 64
REFUSED = 3
AT_ONCE = BoundedSemaphore(2)
"""Two children of this server at a time; the others wait."""
ROOT = Path(__file__).parents[3]
START = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
    "from forms_app.disputes.evidence.child import main; sys.exit(main())"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    kind: str
    """jpeg | png | pdf"""
    content: bytes


def cleaned(content: bytes) -> Cleaned:
    """The bytes to keep; Unclean when they cannot be, or the child had enough."""
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", "-c", START],
                input=content,
                capture_output=True,
                timeout=WALL_SECONDS,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unclean("broken") from None
    if done.returncode == REFUSED:
        raise Unclean(done.stderr.decode("ascii", "replace").strip() or "broken")
    kind, _, kept = done.stdout.partition(b"\n")
    if done.returncode != 0 or not kept:
        raise Unclean("broken")
    return Cleaned(kind.decode("ascii"), kept)


def main() -> int:
    """In the child: limits first, then the work."""
    limit()
    try:
        kind, kept = clean(sys.stdin.buffer.read())
    except Unclean as unclean:
        sys.stderr.write(unclean.why)
        return REFUSED
    sys.stdout.buffer.write(kind.encode() + b"\n" + kept)
    return 0


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, MOST_HANDLES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
