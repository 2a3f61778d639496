"""Daily heads of the trail as the build reads them: `content/trail_heads.yml`.

One line a day, written by `doorstep trail publish`.  The file is part of the content, so
its own history (and every copy of the site) keeps what was published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from forms_app.disputes.trail import Head

BEGINNING = """# 调解登记簿每天最后一行的号数和校验码，由 doorstep trail publish 写，请不要手改。
trail_heads:
"""
ENTRY = re.compile(r'id: "(\d{4}-\d\d-\d\d)".*line: (\d+), hash: "([0-9a-f]{64})"')
Heads = Mapping[date, Head]


def read_heads(text: str) -> dict[date, Head]:
    """What was published so far."""
    return {
        date.fromisoformat(day): Head(int(line), digest)
        for day, line, digest in ENTRY.findall(text)
    }


def write_heads(heads: Heads) -> str:
    lines = [
        f'  - {{id: "{day}", name: "{day}", line: {head.seq}, hash: "{head.hash}"}}\n'
        for day, head in sorted(heads.items())
    ]
    return BEGINNING + "".join(lines)
