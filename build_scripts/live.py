"""What the pages of `doorstep serve` are told about the last build.

A small JSON file, read by the forms app in its live mode (`DOORSTEP_LIVE`); no file
means that all is well.

    {"problems": [{"place": "content/x.yml:3:9", "code": "K102", "sentence": "…",
                   "hint": "…", "source": [{"number": 2, "text": "…", "here": false}]}],
     "more": 0, "crash": "Traceback …"}
"""

from __future__ import annotations

import json
from pathlib import Path

from build_scripts.outcome import Outcome, put_at_once
from build_scripts.problems import Problem

SHOWN = 20
AROUND = 1
"""Lines of source before and after the one with the problem."""
LINE_LENGTH = 200
SOURCE_BYTES = 1024 * 1024


def tell_pages(file: Path, root: Path, outcome: Outcome) -> None:
    """Say what is wrong, or by taking the file away that nothing is."""
    if outcome.published:
        file.unlink(missing_ok=True)
        return
    errors = outcome.errors
    told = {
        "problems": [_problem(root, problem) for problem in errors[:SHOWN]],
        "more": len(errors[SHOWN:]),
        "crash": outcome.crash,
    }
    put_at_once(file, json.dumps(told, ensure_ascii=False))


def _problem(root: Path, problem: Problem) -> dict[str, object]:
    return {
        "place": problem.place,
        "code": problem.code,
        "sentence": problem.zh,
        "hint": problem.hint_zh,
        "source": _source(root / problem.path, problem.line),
    }


def _source(file: Path, line: int) -> list[dict[str, object]]:
    """The lines around the problem; none when the place is the file as a whole."""
    try:
        if line < 1 or file.stat().st_size > SOURCE_BYTES:
            return []
        lines = file.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return []
    first = max(line - 1 - AROUND, 0)
    return [
        {"number": number, "text": text.rstrip()[:LINE_LENGTH], "here": number == line}
        for number, text in enumerate(lines[first : line + AROUND], start=first + 1)
    ]
