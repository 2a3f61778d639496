"""What people come for and how many they are: in addresses, in the database, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

AND = "+"
"""Between the services of one visit."""
TIMES = "*"
"""Then how many persons, if they are several: 'id-card-renewal*3'."""
COUNT = re.compile("[2-9]")


def written(things: Iterable[str], persons: int = 1) -> str:
    """Ids of services and for how many: 'birth-registration+id-card-first*2'."""
    joined = AND.join(things)
    return joined if persons == 1 else f"{joined}{TIMES}{persons}"


def read(asked: str) -> tuple[list[str], int]:
    """What was `written`; 0 persons where somebody has put in what is no number."""
    things, times, count = asked.partition(TIMES)
    persons = int(count) if COUNT.fullmatch(count) else 0 if times else 1
    return things.split(AND), persons


def counted(things: str, persons: int) -> str:
    """'换身份证' of one person, '换身份证（3 人）' of three."""
    return things if persons == 1 else f"{things}（{persons} 人）"
