"""The house rules of templates: a source in, sentences about what breaks them out."""

from __future__ import annotations

import re
from collections.abc import Iterator


def without_a_first_comment(name: str, source: str) -> Iterator[str]:
    """Templates that do not say first what they see."""
    if not source.lstrip().startswith("{#"):
        yield f"{name} does not open with a comment"


SCROLLED = re.compile(r'class="[^"]*\bds-scroll\b[^"]*"(?:[^">]|"[^"]*")*>')


def scrolled_without_a_key(name: str, source: str) -> Iterator[str]:
    """What scrolls sideways must take the focus, or the keyboard cannot move it."""
    for found in SCROLLED.findall(source):
        if not all(x in found for x in ('role="region"', 'tabindex="0"', "aria-label")):
            yield f"{name}: {found} cannot be scrolled by keyboard"
