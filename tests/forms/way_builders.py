"""A service whose papers depend on who comes."""

from __future__ import annotations

from typing import Any


def a_way(who: str, label: str, *papers: str) -> dict[str, Any]:
    item = {"need": "required", "need_label": "必须带", "originals": 1, "copies": 0}
    items = [{**item, "name": name, "note": ""} for name in papers]
    return {"who": who, "who_label": label, "note": "", "items": items}


SELF_AND_GUARDIAN = [
    a_way("self", "本人来办", "旧身份证"),
    a_way("guardian", "监护人来办", "孩子的旧证", "监护人身份证"),
]
