"""When nothing at all has been touched, the last build's report still holds.

The stamp lies beside the live site, as the notes do: a digest of how every file looked
that the build rested on, and what the build found.  Looking costs a hundredth of
reading.  Nothing else of the build is imported for it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from msgspec.structs import asdict

from build_scripts.engine.sight import Sight
from build_scripts.kept_files import read_for, write_for
from build_scripts.outcome import BuildReport
from build_scripts.output import live_folder
from build_scripts.problems import Problem

ENDING = "stamp"


def nothing_changed(sight: Sight, out: Path, today: date) -> BuildReport | None:
    """The report of the live site's build, unless anything is otherwise now."""
    live = live_folder(out)
    told = read_for(_beside(live), _whom(sight, today)) if live else None
    if told is None:
        return None
    found = json.loads(bytes(told))
    problems = tuple(Problem(**problem) for problem in found["problems"])
    return BuildReport(
        problems=problems,
        published=True,
        pages=found["pages"],
        unchanged=found["files"],
    )


def put_stamp(sight: Sight, out: Path, today: date, report: BuildReport) -> None:
    """Keep a report for the next build, unless something is too young for that."""
    live = live_folder(out)
    if not (report.published and sight.all_settled and live):
        return
    told = {
        "problems": [asdict(problem) for problem in report.problems],
        "pages": report.pages,
        "files": report.written + report.unchanged,
    }
    write_for(_beside(live), _whom(sight, today), json.dumps(told).encode())


def _whom(sight: Sight, today: date) -> bytes:
    return sight.digest + today.isoformat().encode()


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.{ENDING}")
