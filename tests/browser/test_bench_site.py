"""`doorstep bench site` on a site whose bytes are known."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import ROOT

STYLE = "p { color: #123 }\n" * 3000
ELSEWHERE = "http://127.0.0.2:9/x.png"


def a_page(words: str) -> str:
    return (
        '<!doctype html><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="../assets/a.css"><p>{words}</p>'
    )


def test_the_cache_counts_and_a_foreign_request_is_seen(tmp_path: Path) -> None:
    files = {
        "index.html": f'<link rel="icon" href="data:,"><img src="{ELSEWHERE}">',
        "services/a.html": a_page("很长" * 9),
        "services/b.html": a_page("短"),
        "stations/s.html": a_page("派出所"),
        "assets/a.css": STYLE,
    }
    for name, text in files.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    notes = tmp_path / "BENCHMARKS.md"
    command = ["bench", "site", "--site", str(tmp_path / "site"), "--write", str(notes)]

    said = subprocess.run(
        [sys.executable, "-m", "build_scripts.cli", *command],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    cells = [[cell.strip() for cell in row.split("|")] for row in said.splitlines()]
    rows = {row[1].partition(" (")[0]: row for row in cells if len(row) > 4}
    first, second = rows["first visit to a guide"], rows["a second guide"]
    station = rows["a station page"]
    assert "services/a.html" in first[1]
    assert int(first[2].replace(",", "")) < len(STYLE)
    assert [first[3], second[3], station[3]] == ["2", "1", "1"]
    assert f"- {ELSEWHERE}" in said
    assert "- services/b.html" in said
    assert said.strip() in notes.read_text("utf-8")
