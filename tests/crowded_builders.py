"""A catalogue in which every printed thing has as much to say as ever happens."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    ApplicantVariant,
    Hotline,
    NeededMaterial,
    Option,
    Phone,
    Post,
    Poster,
    Renditions,
    SiteConfig,
    VanStop,
)
from build_scripts.catalogue.model.places import (
    Address,
    AfterHours,
    AreaStations,
    Commitments,
)
from build_scripts.catalogue.model.services import Step
from build_scripts.shared.opening_hours import WEEKDAYS, Hours, WeekRule
from tests.community_builders import a_find, a_notice
from tests.learning_builders import (
    a_question,
    a_trail,
    a_van,
    an_alert,
    an_event,
    at,
)
from tests.record_builders import T, a_material, a_service, a_station, an_area
from tests.site_builders import a_catalogue, by_id

LONG_NAME = T("禾川县桥东镇工业园区综合警务服务站")
NOTE = T("工作日上午在村委会，下午到各社走访，赶集天在街上")
ADDRESS = Address(
    full=T("禾川县桥东镇东关工业园区创业大道与和谐路交叉口西北角二百六十六号"),
    room=T("综合楼一楼大厅1至12号窗口"),
    landmark=T("东关车站往北三百米，门口有一对石狮子，旁边是农商银行"),
)
PHONES = tuple(
    Phone(kind=kind, number=f"0000-000{n:04d}", note=T("夜里和节假日也有人接听"))  # type: ignore[arg-type]
    for n, kind in enumerate(("duty", "counter", "supervision"))
)
ROLES = (
    *("community_officer", "auxiliary_officer", "grid_worker", "mediator"),
    *("legal_adviser", "security_committee", "village_cadre", "volunteer_lead"),
)


def a_crowded_catalogue(config: SiteConfig) -> Catalogue:
    basis = a_catalogue(config=config)
    article = replace(
        basis.articles["fake-police"],
        renditions=Renditions(poster=_poster()),
    )
    return a_catalogue(
        config=config,
        stations=_stations(),
        services={"id-card-renewal": _service()},
        materials=by_id(*(a_material(f"m{n}", "监护人的居民身份证") for n in range(8))),
        areas=dict(basis.areas) | {"huanxi": _village()},
        hotlines=by_id(*(_hotline(n) for n in range(15))),
        alerts=by_id(an_alert(renditions=Renditions(poster=_poster()))),
        articles=by_id(article),
        events=by_id(_van(), _evening()),
        notices=by_id(_notice()),
        lost_found=by_id(
            *(a_find(id=f"f{n}", name=T("一串带红绳的钥匙")) for n in range(20))
        ),
        quizzes=by_id(_trail()),
    )


def _stations() -> dict[str, Any]:
    week = tuple(
        WeekRule(days=(day,), open=a_station().hours.regular[0].open[: 1 + n % 2])
        for n, day in enumerate(WEEKDAYS)
    )
    plain = a_station()
    hours = Hours(regular=week, seasons=plain.hours.seasons, duty_24h=True)
    words = T(
        "材料齐的当场收、当场给回执；不归派出所管的，领您到对的窗口，不让您多跑一趟。"
    )
    lines = dict.fromkeys(("identity", "duties", "process", "promises", "goals"), words)
    police = a_station(
        name=LONG_NAME,
        address=ADDRESS,
        phones=PHONES,
        hours=hours,
        commitments=Commitments(**lines),
        after_hours=AfterHours(station="qiaodong-justice-office", text=words),
    )
    others = {
        key: a_station(
            id=key, name=LONG_NAME, address=ADDRESS, phones=PHONES, hours=plain.hours
        )
        for key in ("qiaodong-justice-office", "centre", "room", "kiosk")
    }
    return {police.id: police} | others


def _service() -> Any:
    papers = tuple(
        NeededMaterial(material=f"m{n}", copies=n % 3, note=T("到期、损坏的交回旧证"))
        for n in range(5)
    )
    ways: tuple[Any, ...] = ("self", "guardian", "agent", "other_province")
    return a_service(
        name=T("普通护照首次申领、到期换发、失效重新申领和遗失补发"),
        applicants=tuple(
            ApplicantVariant(
                who=who, materials=papers, note=T("不满十六周岁的由监护人陪同")
            )
            for who in ways
        ),
        steps=tuple(Step(title=T("到窗口按指纹、照相、交材料")) for _ in range(6)),
        not_for=T("丢了的请看补领；从没办过的请看首次申领；在外省的请看异地办理。"),
        station_kinds=("police_station",),
    )


def _village() -> Any:
    posts = tuple(
        Post(
            role=role,  # type: ignore[arg-type]
            display_name=T("欧阳主任（综合治理）"),
            agency="county-psb",
            phones=(Phone(kind="counter", number="0000-0000777"),),
            languages=("zh",),
            note=NOTE,
        )
        for role in ROLES
    )
    stations = AreaStations(
        police="qiaodong-police-station",
        justice="qiaodong-justice-office",
        governance="centre",
        mediation="room",
        kiosk="kiosk",
    )
    aliases = tuple(
        map(T, ("欢喜坪", "老欢喜坪", "三社", "余家湾", "上河坝", "马鞍山"))
    )
    return an_area(
        *("huanxi", "欢喜坪新型农村社区", "village", "qiaodong"),
        posts=posts,
        stations=stations,
        aliases=aliases,
        intro=T("坝子里的大村，三个社合并来的，村口有一间调解室，赶集天最热闹。"),
    )


def _hotline(number: int) -> Hotline:
    return Hotline(
        id=f"h{number}",
        path="hotlines.yml",
        name=T("人力资源和社会保障热线"),
        number="12348" if number == 0 else f"123{number:02d}",
        what_for=T("有事"),
        what_happens=T("有人接"),
        hours=T("全天"),
        cost=T("免费"),
    )


def _poster() -> Poster:
    return Poster(headline=T("字" * 14), points=(T("字" * 18),) * 3)


def _van() -> Any:
    stops = tuple(
        VanStop(
            place=T("老街社区菜市场西门外的停车场"),
            area="huanxi",
            starts=at(f"2026-12-05 {8 + n:02d}:00"),
            ends=at(f"2026-12-05 {8 + n:02d}:45"),
        )
        for n in range(8)
    )
    return a_van(stops=stops, **_full())


def _evening() -> Any:
    return an_event(
        **_full(), capacity=120, guardian_needed=True, bring=T("收到过的可疑短信、传单")
    )


def _full() -> dict[str, Any]:
    return {
        "name": T("法治宣传车下乡：老人的钱怎么守住、年轻人的工钱怎么要回来"),
        "summary": T(
            "车上有律师、有民警，可以问承包地、彩礼、欠薪、防骗的事，晚上放露天普法短片。"
        ),
        "accessibility": T("会议室在二楼，没有电梯；走不了楼梯的，提前打电话。"),
        "rain_plan": T("下大雨改到12月8日，时间不变，早上八点在网页上写明。"),
        "languages": ("zh", "en"),
        "phones": PHONES[:2],
    }


def _notice() -> Any:
    sentence = (
        "桥东联合大厅检修线路，自助机、叫号机不能用，登记照常，用纸笔写，下午补录。"
    )
    return a_notice(
        name=T("11月28日桥东联合大厅停电半天请改时间来"),
        text=T(sentence * 6),
        phones=PHONES[:3],
        stations=("qiaodong-justice-office", "centre", "room"),
    )


def _trail() -> Any:
    options = tuple(
        Option(text=T("随时可以要，但要给对方合理的准备时间"), correct=n == 0)
        for n in range(6)
    )
    stem = T("借条上没写哪天还，钱借出去三年多了，打电话对方不接，什么时候可以去要？")
    questions = tuple(
        a_question(key, stem=stem, options=options) for key in ("renew", "papers")
    )
    stops = tuple(
        replace(
            stop,
            questions=("renew", "papers"),
            place=T("往南走三十步，大柳树下面的石桌旁"),
        )
        for stop in a_trail().stops
    )
    return a_trail(questions=questions, stops=stops)
