"""Notices, volunteers and things found as values, with defaults to change."""

from __future__ import annotations

from datetime import date

from build_scripts.catalogue.model import LostFound, Notice, VolunteerGroup
from tests.record_builders import T, a_phone


def a_notice(**changes: object) -> Notice:
    given: dict[str, object] = {
        "id": "power-cut",
        "path": "notices/power-cut.yml",
        "name": T("停电半天"),
        "kind": "closure",
        "text": T("停电，窗口下午开。"),
        "valid_from": date(2026, 11, 28),
        "valid_through": date(2026, 11, 29),
        "areas": ("qiaodong",),
        "stations": ("qiaodong-justice-office",),
        "publisher": "county-psb",
        "phones": (a_phone(),),
    }
    return Notice(**(given | changes))  # type: ignore[arg-type]


def volunteers(**changes: object) -> VolunteerGroup:
    given: dict[str, object] = {
        "id": "night-run",
        "path": "volunteers/night-run.yml",
        "name": T("夜跑护卫队"),
        "summary": T("晚上陪跑。"),
        "agency": "county-psb",
        "areas": ("qiaodong",),
        "duties": (T("陪跑"),),
        "not_duties": (T("不查证件"),),
        "recognise": T("到派出所问"),
        "how_to_join": T("到派出所报名"),
        "phones": (a_phone(),),
    }
    return VolunteerGroup(**(given | changes))  # type: ignore[arg-type]


def a_find(**changes: object) -> LostFound:
    given: dict[str, object] = {
        "id": "keys",
        "path": "lost_found/keys.yml",
        "name": T("一串钥匙"),
        "kind": "found",
        "category": "keys",
        "when": date(2026, 11, 15),
        "area": "huanxi",
        "station": "qiaodong-police-station",
        "published_on": date(2026, 11, 16),
    }
    return LostFound(**(given | changes))  # type: ignore[arg-type]
