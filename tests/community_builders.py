"""Notices, volunteers and things found as values, with defaults to change."""

from __future__ import annotations

from datetime import date

from build_scripts.catalogue.model import (
    Citation,
    Code,
    Form,
    FormField,
    FormPart,
    GivenCode,
    LostFound,
    Notice,
    Picture,
    Redirect,
    Term,
    VolunteerGroup,
)
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


def a_term(**changes: object) -> Term:
    given: dict[str, object] = {
        "id": "hang-up",
        "path": "terms.yml",
        "name": T("挂断"),
        "plain": T("不听了。"),
        "people_say": ("撂电话",),
        "legal_basis": (Citation(law="id-card-law", article="11"),),
    }
    return Term(**(given | changes))  # type: ignore[arg-type]


def a_code(**changes: object) -> Code:
    given: dict[str, object] = {
        "id": "hc101",
        "path": "codes.yml",
        "name": T("要转账先挂断"),
        "target": "alert/fake-police-call",
        "issuer": "county-psb",
        "issued_on": date(2026, 11, 10),
        "valid_to": date(2026, 12, 31),
    }
    return Code(**(given | changes))  # type: ignore[arg-type]


def a_picture_record(**changes: object) -> Picture:
    given: dict[str, object] = {
        "id": "qiaodong/door.jpg",
        "path": "content/images/qiaodong/door.jpg",
        "name": T("图片"),
        "width": 800,
        "height": 600,
        "digest": "0123456789abcdef",
    }
    return Picture(**(given | changes))  # type: ignore[arg-type]


def a_form(**changes: object) -> Form:
    fields = (
        FormField(label=T("姓名"), sample=T("余大山")),
        FormField(label=T("经过"), sample=T("下雨漏水。"), hint=T("哪天"), lines=5),
    )
    given: dict[str, object] = {
        "id": "application",
        "path": "forms/application.yml",
        "name": T("申请表"),
        "what": T("想申请的人来填。"),
        "parts": (FormPart(title=T("申请人"), fields=fields),),
        "signatures": (T("申请人签名"),),
        "hand_in": T("司法所"),
        "version": "2026-11",
        "legal_basis": (Citation(law="id-card-law", article="11"),),
    }
    return Form(**(given | changes))  # type: ignore[arg-type]


def a_move(**changes: object) -> Redirect:
    given: dict[str, object] = {
        "id": "shiban",
        "path": "content/redirects.yml",
        "name": T("石板乡"),
        "old": "area/shiban",
        "target": "area/qiaodong",
        "since": date(2020, 8, 1),
        "text": T("石板乡并进桥东镇了。"),
    }
    return Redirect(**(given | changes))  # type: ignore[arg-type]


def a_counterfoil(**changes: object) -> GivenCode:
    given: dict[str, object] = {
        "id": "hc101",
        "path": "content/codes_given.yml",
        "name": T("先挂断"),
        "target": "alert/fake-police",
        "given_on": date(2026, 11, 10),
    }
    return GivenCode(**(given | changes))  # type: ignore[arg-type]
