"""BENCHMARKS.md: each command that measures keeps one section of it up to date."""

from __future__ import annotations

from pathlib import Path

TITLE = "# Benchmarks"
INTRO = """\
Written by the commands named below, each section by its own. Ratios travel between
machines, seconds do not: builds that are compared ran in turn, in one run."""


def put_section(text: str, fresh: str) -> str:
    """The file's text with this section in the place of the one of the same heading.

    A new section comes last; an empty file gets a title first.
    """
    if not text.strip():
        text = f"{TITLE}\n\n{INTRO}\n"
    heading = fresh.splitlines()[0]
    before, *sections = _split(text)
    headings = [part.splitlines()[0] for part in sections]
    if heading in headings:
        sections[headings.index(heading)] = fresh
    else:
        sections.append(fresh)
    return "\n\n".join(part.strip() for part in (before, *sections)) + "\n"


def write_section(file: Path, fresh: str) -> None:
    """Put the section into a file that may not be there yet."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(put_section(before, fresh), encoding="utf-8")


def _split(text: str) -> list[str]:
    """What stands before the first section, then each section with its heading."""
    before, *rest = f"\n{text}".split("\n## ")
    return [before, *(f"## {part}" for part in rest)]
