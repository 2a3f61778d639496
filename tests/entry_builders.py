"""Entries of catalogue.json for the forms' tests, one function a kind."""

from __future__ import annotations

from typing import Any

WEEK = ["mon", "tue", "wed", "thu", "fri"]


def a_triage() -> dict[str, Any]:
    """One question for light injuries: was somebody badly hurt; nothing else is asked."""
    citation = {
        "law": "people-mediation-law",
        "law_name": "治安管理处罚法",
        "article": "90",
        "gist": "马上立案",
        "url": "laws/people-mediation-law.html",
    }
    return {
        "id": "disputes",
        "questions": [
            {
                "id": "hurt",
                "ask": "人伤得怎么样？",
                "hint": "",
                "options": [
                    {"value": "light", "text": "擦伤"},
                    {"value": "serious", "text": "骨折"},
                ],
            }
        ],
        "rules": [
            {
                "id": "badly-hurt",
                "when": [
                    {"question": "type", "answers": ["injury-light"]},
                    {"question": "hurt", "answers": ["serious"]},
                ],
                "way": "court",
                "say": "伤得重的，先报警。",
                "citations": [citation],
                "checked_on": "2026-11-20",
            },
        ],
    }


def a_calendar() -> dict[str, Any]:
    """2026 after the State Council's notice (the days that tests meet), 2027 open."""
    spans = {
        "元旦": ["2026-01-01", "2026-01-02", "2026-01-03"],
        "春节": [f"2026-02-{day}" for day in range(15, 24)],
        "清明节": ["2026-04-04", "2026-04-05", "2026-04-06"],
        "劳动节": [f"2026-05-0{day}" for day in range(1, 6)],
        "端午节": ["2026-06-19", "2026-06-20", "2026-06-21"],
        "中秋节": ["2026-09-25", "2026-09-26", "2026-09-27"],
        "国庆节": [f"2026-10-0{day}" for day in range(1, 8)],
    }
    makeup = {
        "2026-01-04": "元旦",
        "2026-02-14": "春节",
        "2026-02-28": "春节",
        "2026-05-09": "劳动节",
        "2026-09-20": "国庆节",
        "2026-10-10": "国庆节",
    }
    return {
        "years": {"2026": False, "2027": True},
        "holidays": {day: name for name, days in spans.items() for day in days}
        | {"2027-01-01": "元旦"},
        "makeup_workdays": makeup,
    }


def an_area(id: str, name: str, level: str, parent: str) -> dict[str, Any]:
    town = "chunhe" if id == "chunhe" else "qiaodong"
    return {
        "id": id,
        "name": name,
        "level": level,
        "parent": parent,
        "url": f"areas/{id}.html",
        "stations": {
            "police": f"{town}-police-station",
            "justice": f"{town}-justice-office",
            "governance": "qiaodong-governance-center",
            "mediation": "",
            "kiosk": "",
        },
    }


def some_hours(**changes: Any) -> dict[str, Any]:
    return {
        "regular": [{"days": WEEK, "open": ["08:30-12:00", "14:30-17:30"]}],
        "seasons": [],
        "public_holidays": "closed",
        "holiday_open": [],
        "makeup_workdays": "as_workday",
        "duty_24h": False,
        "exceptions": [],
        **changes,
    }


def a_booking(**changes: Any) -> dict[str, Any]:
    return {
        "days_ahead": 14,
        "lead_minutes": 60,
        "schedules": [
            {
                "id": "counter",
                "name": "户籍窗口",
                "services": ["id-card-renewal", "birth-registration"],
                "slot_minutes": 30,
                "seats": 2,
                "hours": [],
            }
        ],
        **changes,
    }


def a_station(
    id: str,
    name: str,
    kind: str,
    *,
    agencies: list[str] | None = None,
    areas: list[str] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "kind": kind,
        "kind_label": name[-3:],
        "agencies": agencies or [],
        "areas_served": areas or ["qiaodong"],
        "address": f"禾川县{name}",
        "landmark": "邮局对面",
        "phones": [{"kind": "counter", "number": "0000-0000101", "note": ""}],
        "hours": some_hours(),
        "hours_text": "周一至周五 8:30–12:00、14:30–17:30",
        "booking": None,
        "takes_disputes": False,
        "offers": ["id-card-renewal", "birth-registration"],
        "url": f"stations/{id}.html",
        **changes,
    }


def a_service(id: str, name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "plain_name": name,
        "summary": f"办理{name}",
        "topic": "id-card",
        "url": f"services/{id}.html",
        "free": False,
        "fee_text": "20 元",
        "booking_supported": True,
        "booking_required": False,
        "booking_rule": "不预约也可以直接到窗口。",
        "stations": ["qiaodong-police-station", "chunhe-police-station"],
        "checklist": [
            {
                "who": "self",
                "who_label": "本人",
                "note": "",
                "items": [
                    {
                        "name": "旧身份证",
                        "need": "required",
                        "need_label": "必须带",
                        "originals": 1,
                        "copies": 0,
                        "note": "",
                    }
                ],
            }
        ],
        **changes,
    }


def a_fight() -> dict[str, Any]:
    """A kind of dispute with two ways, so that the triage has something to decide."""
    fight = a_dispute_type(
        "injury-light", "轻微打架", "police_mediation", "police_station"
    )
    court = {**fight["ways"][0], "kind": "court", "kind_label": "打官司"}
    fight["ways"].append({**court, "station_kind": ""})
    return fight


def a_dispute_type(
    id: str, name: str, way: str, station_kind: str, **changes: Any
) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "examples": [f"{name}的例子"],
        "proposal": "建议先申请人民调解，不收费。",
        "intake": True,
        "sensitive": False,
        "not_for": "",
        "facts_to_tell": ["什么时候的事"],
        "bring": ["照片"],
        "time_limit": "三年",
        "ways": [
            {
                "kind": way,
                "kind_label": "人民调解",
                "station_kind": station_kind,
                "who": "司法所",
                "cost": "不收费",
                "time": "一个月内",
                "effect": "协议有约束力",
                "citations": [
                    {
                        "law": "people-mediation-law",
                        "law_name": "人民调解法",
                        "article": "17",
                        "gist": "当事人可以申请调解",
                        "url": "laws/people-mediation-law.html",
                    }
                ],
            }
        ],
        **changes,
    }
