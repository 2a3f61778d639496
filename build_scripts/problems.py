"""An editor's mistake as a value: collected, sorted, printed, counted, never raised."""

from __future__ import annotations

from typing import Literal

from build_scripts.shared.frozen import Frozen

Severity = Literal["error", "warning"]


class Problem(Frozen, order=True):
    """One sentence about one place, in Chinese and English.

    `pointer` names the field (`fees/0/amount`); line and column are looked up only
    when the problem is printed, so the model itself carries no line numbers.
    """

    path: str
    line: int = 0
    column: int = 0
    code: str = ""
    zh: str = ""
    en: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    pointer: str = ""
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """'content/services/x.yml:3:9', as editors and terminals know to open it."""
        return f"{self.path}:{max(self.line, 1)}:{max(self.column, 1)}"

    def __str__(self) -> str:
        hint_zh = f" — {self.hint_zh}" if self.hint_zh else ""
        hint_en = f" — {self.hint_en}" if self.hint_en else ""
        chinese = f"{self.place}: {self.code} {self.zh}{hint_zh}"
        return f"{chinese}\n    {self.en}{hint_en}"
