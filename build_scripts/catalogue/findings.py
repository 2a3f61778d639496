"""What a rule says about a field of a record, as a problem in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem, Severity


def problem_at(
    english: Mapping[str, str],
    record: Any,
    code: str,
    pointer: str,
    words: str,
    hint: str,
    severity: Severity = "error",
) -> Problem:
    """A problem at `pointer` inside the record; `english` has one sentence a code.

    A file of rules binds its own table once: `_at = partial(problem_at, _IN_ENGLISH)`.
    """
    return Problem(
        record.path,
        code=code,
        pointer=pointer_to(record, pointer),
        zh=words,
        en=english[code],
        hint_zh=hint,
        severity=severity,
    )
