"""A small published site for the forms' tests: catalogue.json as the build writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.entry_builders import (
    a_booking,
    a_calendar,
    a_dispute_type,
    a_fight,
    a_service,
    a_station,
    a_triage,
    an_area,
)

SHELL = """<!doctype html><html lang="zh"><head><title><!-- doorstep:title --></title>
<link rel="stylesheet" href="@@ROOT@@/assets/doorstep/portal.css"><!-- doorstep:head -->
</head><body>{tabs}<main><article><!-- doorstep:content --></article></main></body></html>
"""
PAGES = "home services life-events stations areas articles disputes"
SECTIONS = (*PAGES.split(), "booking", "about", "desk")


def a_published_site(folder: Path, **changes: Any) -> Path:
    """Write catalogue.json and the shells; `changes` replace top-level keys."""
    shell = folder / "shell"
    shell.mkdir(parents=True, exist_ok=True)
    for section in SECTIONS:
        tabs = "<!-- doorstep:tabs -->" if section == "desk" else ""
        (shell / f"{section}.html").write_text(SHELL.format(tabs=tabs))
    about = {
        "schema_version": "1.0",
        "sections": SECTIONS,
        "csp": {"script": [], "style": []},
    }
    (shell / "shell.json").write_text(json.dumps(about))
    (folder / "catalogue.json").write_text(
        json.dumps({**a_catalogue(), **changes}, ensure_ascii=False)
    )
    (folder / "index.html").write_text("<h1>家门口</h1>")
    return folder


def a_catalogue() -> dict[str, Any]:
    """Two towns, five stations, three services, four dispute types, 2026's calendar."""
    return {
        "schema_version": "1.0",
        "site": {
            "name": "家门口",
            "tagline": "小事不出门",
            "operator": "禾川县",
            "demo": True,
            "county": "hechuan",
            "forms_path": "forms",
        },
        "policy": {
            "appointments": {
                "cancel_until_minutes": 60,
                "open_per_phone": 3,
                "keep_days": 90,
            },
            "disputes": {
                "accept_workdays": 3,
                "referral_workdays": 3,
                "police_referral_hours": 24,
                "mediation_days": 30,
                "keep_days": 1095,
            },
            "dispute_notice": {"version": "2026-03", "points": ["办完就删。"]},
            "emergency": ["110", "120", "119"],
        },
        "calendar": a_calendar(),
        "agencies": [
            {
                "id": "county-psb",
                "name": "县公安局",
                "short_name": "公安",
                "kind": "public_security",
                "url": "agencies/county-psb.html",
            },
            {
                "id": "county-justice",
                "name": "县司法局",
                "short_name": "司法",
                "kind": "justice",
                "url": "agencies/county-justice.html",
            },
        ],
        "areas": [
            an_area("hechuan", "禾川县", "county", ""),
            an_area("qiaodong", "桥东镇", "township", "hechuan"),
            an_area("qiaodong-huanxi", "欢喜村", "village", "qiaodong"),
            an_area("chunhe", "春和街道", "township", "hechuan"),
        ],
        "stations": [
            a_station(
                "qiaodong-police-station",
                "桥东派出所",
                "police_station",
                agencies=["county-psb"],
                takes_disputes=True,
                booking=a_booking(),
            ),
            a_station(
                "qiaodong-justice-office",
                "桥东司法所",
                "justice_office",
                agencies=["county-justice"],
                takes_disputes=True,
            ),
            a_station(
                "qiaodong-governance-center",
                "桥东镇综治中心",
                "governance_center",
                takes_disputes=True,
            ),
            a_station(
                "chunhe-police-station",
                "春和派出所",
                "police_station",
                agencies=["county-psb"],
                areas=["chunhe"],
                takes_disputes=True,
                booking=a_booking(),
            ),
            a_station(
                "chunhe-justice-office",
                "春和司法所",
                "justice_office",
                agencies=["county-justice"],
                areas=["chunhe"],
                takes_disputes=True,
            ),
        ],
        "services": [
            a_service("id-card-renewal", "居民身份证换领"),
            a_service("birth-registration", "出生登记"),
            a_service(
                "legal-consultation", "法律咨询", booking_supported=False, stations=[]
            ),
        ],
        "dispute_types": [
            a_dispute_type(
                "neighbour", "邻里纠纷", "people_mediation", "justice_office"
            ),
            a_fight(),
            a_dispute_type(
                "family-violence",
                "家庭暴力",
                "administrative",
                "",
                intake=False,
                sensitive=True,
            ),
            a_dispute_type("petition", "信访事项", "petition", "", intake=False),
        ],
        "triage": [a_triage()],
        "hotlines": [
            {"number": "110", "name": "报警", "what_for": "有危险", "urgent": True},
            {
                "number": "12348",
                "name": "法律援助",
                "what_for": "法律咨询",
                "urgent": False,
            },
            {
                "number": "12338",
                "name": "妇女维权",
                "what_for": "家暴",
                "urgent": False,
            },
        ],
    }
