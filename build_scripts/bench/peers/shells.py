"""Our built shells, cut where a page's own words go."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from build_scripts.pages.shell import CONTENT, HEAD, ROOT, TITLE
from build_scripts.shared.frozen import Frozen

_CHARSET = '<meta charset="utf-8">'
_ONLY_IN_HEADERS = "; frame-ancestors 'none'"


class Cut(Frozen):
    """A shell in four parts: title, head and content stand between them."""

    until_title: str
    until_head: str
    until_content: str
    rest: str

    def around(self, title: str, head: str, content: str) -> str:
        return "".join(
            (
                *(self.until_title, title, self.until_head, head),
                *(self.until_content, content, self.rest),
            )
        )


def read_shells(site: Path, root: str) -> dict[str, Cut]:
    """Section → its shell with `root` before every link, and the policy as ours has it."""
    headers = json.loads((site / "shell" / "headers.json").read_text(encoding="utf-8"))
    policy = headers["Content-Security-Policy"].removesuffix(_ONLY_IN_HEADERS)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    return {
        file.stem: _cut(file.read_text(encoding="utf-8"), meta, root)
        for file in sorted((site / "shell").glob("*.html"))
    }


def _cut(text: str, meta: str, root: str) -> Cut:
    text = text.replace(ROOT, root).replace(_CHARSET, f"{_CHARSET}\n    {meta}", 1)
    until_title, text = text.split(TITLE)
    until_head, text = text.split(HEAD)
    until_content, rest = text.split(CONTENT)
    return Cut(until_title, until_head, until_content, rest)
