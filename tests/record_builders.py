"""One record of every type, as values, with defaults to change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from build_scripts.catalogue.model import (
    Agency,
    ApplicantVariant,
    Area,
    Article,
    Citation,
    DisputeType,
    Fee,
    Law,
    Limit,
    Link,
    Material,
    NeededMaterial,
    Offering,
    Phone,
    Post,
    Schedule,
    SearchWord,
    Service,
    SiteConfig,
    Station,
    Text,
    Triage,
    TriageOption,
    TriageQuestion,
    TriageRule,
    Way,
)
from build_scripts.catalogue.model.papers import LawArticle
from build_scripts.catalogue.model.places import (
    Address,
    AfterHours,
    Commitments,
    HomeVisit,
    StationBooking,
)
from build_scripts.catalogue.model.services import (
    BookingRule,
    Channel,
    Output,
    Question,
    Remedies,
    Step,
)
from build_scripts.catalogue.model.site import Problem, Topic
from build_scripts.shared.opening_hours import (
    WORKWEEK,
    Hours,
    Interval,
    MonthDay,
    Season,
    WeekRule,
)

T = Text


def a_config(**changes: object) -> SiteConfig:
    given: dict[str, object] = {
        "name": T("家门口"),
        "tagline": T("办事少跑一趟"),
        "operator": T("禾川县公安局"),
        "county": "hechuan",
        "demo": True,
        "topics": (Topic(id="id-card", name=T("身份证")),),
        "problems": (
            Problem(text=T("身份证快到期了"), target="service/id-card-renewal"),
            Problem(text=T("邻居漏水"), target="dispute_type/neighbour"),
        ),
        "phones": (a_phone("counter", "0000-0000900"),),
        "footer_links": (Link(title=T("县政府"), url="https://example.gov.cn/"),),
    }
    return SiteConfig(**(given | changes))  # type: ignore[arg-type]


def a_phone(kind: str = "counter", number: str = "0000-0000001") -> Phone:
    return Phone(kind=kind, number=number)  # type: ignore[arg-type]


def a_service(**changes: object) -> Service:
    given: dict[str, object] = {
        "id": "id-card-renewal",
        "path": "services/id-card-renewal.yml",
        "name": T("居民身份证换领"),
        "plain_name": T("换身份证"),
        "summary": T("身份证到期或者损坏，换一张新的。"),
        "problems": (T("身份证快到期了"),),
        "kind": "confirmation",
        "project_type": "promised",
        "audience": ("person",),
        "topic": "id-card",
        "competent_agency": "county-psb",
        "legal_basis": (Citation(law="id-card-law", article="11"),),
        "eligibility": T("有效期满的中国公民。"),
        "not_for": T("丢了的请看补领。"),
        "applicants": (
            ApplicantVariant(
                who="self",
                materials=(
                    NeededMaterial(material="old-card"),
                    NeededMaterial(material="booklet", copies=1, need="optional"),
                ),
            ),
            ApplicantVariant(who="agent", none_needed=True),
        ),
        "steps": (
            Step(title=T("到窗口申请"), actor=T("您")),
            Step(title=T("制证"), limit=Limit(n=20, unit="workday")),
        ),
        "statutory_limit": Limit(n=60, unit="day"),
        "promised_limit": Limit(n=20, unit="workday"),
        "visits": 1,
        "visit_reason": T("要按指纹。"),
        "channels": (Channel(type="window"),),
        "station_kinds": ("police_station",),
        "handle_area": "cross_province",
        "fees": (
            Fee(
                name=T("工本费"),
                amount=Decimal("20.00"),
                unit=T("证"),
                basis=T("发改价格〔2003〕2322号"),
                pay_online=False,
            ),
        ),
        "outputs": (Output(name=T("居民身份证"), delivery=("pickup", "express")),),
        "booking": BookingRule(supported=True, rule=T("能预约，也能直接来。")),
        "consult": (a_phone("counter", "0000-0000101"),),
        "supervise": (a_phone("supervision", "0000-0000102"),),
        "online": (Link(title=T("国家平台"), url="https://example.gov.cn/a"),),
        "remedies": Remedies(reconsideration=T("六十日内向县政府申请。")),
        "faq": (Question(question=T("要照相吗"), answer=T("窗口免费照。")),),
        "related": ("child-born",),
        "owner": "county-psb",
        "reviewed_on": date(2026, 11, 1),
    }
    return Service(**(given | changes))  # type: ignore[arg-type]


def a_station(**changes: object) -> Station:
    morning, evening = Interval(510, 720), Interval(840, 1050)
    week = (WeekRule(days=WORKWEEK, open=(morning, evening)),)
    given: dict[str, object] = {
        "id": "qiaodong-police-station",
        "path": "stations/qiaodong-police-station.yml",
        "name": T("桥东派出所"),
        "kind": "police_station",
        "agencies": ("county-psb",),
        "areas_served": ("qiaodong",),
        "address": Address(full=T("桥东镇中街1号"), landmark=T("老邮局对面")),
        "phones": (
            a_phone("supervision", "0000-0000203"),
            a_phone("counter", "0000-0000202"),
            a_phone("duty", "0000-0000201"),
        ),
        "hours": Hours(
            regular=week,
            seasons=(
                Season(
                    name="夏季作息",
                    start=MonthDay(5, 1),
                    end=MonthDay(9, 30),
                    regular=(WeekRule(days=WORKWEEK, open=(morning,)),),
                ),
            ),
            duty_24h=True,
        ),
        "after_hours": AfterHours(
            station="qiaodong-justice-office", text=T("由司法所代收。")
        ),
        "offerings": (Offering(service="id-card-renewal", counter=T("2号窗口")),),
        "booking": StationBooking(
            schedules=(
                Schedule(
                    id="household",
                    name=T("户籍窗口"),
                    services=("id-card-renewal",),
                    slot_minutes=15,
                    seats=2,
                ),
            )
        ),
        "takes_disputes": True,
        "languages": ("zh", "en"),
        "amenities": ("water",),
        "home_visit": HomeVisit(for_whom=T("行动不便的人"), how=T("打窗口电话")),
        "commitments": Commitments(
            identity=T("亮牌上岗"),
            duties=T("办证"),
            process=T("一次取号"),
            promises=T("当场收"),
            goals=T("少跑"),
        ),
        "posts": (a_post(),),
    }
    return Station(**(given | changes))  # type: ignore[arg-type]


def a_post() -> Post:
    return Post(
        role="community_officer",
        display_name=T("王警官"),
        agency="county-psb",
        phones=(a_phone("duty", "0000-0000301"),),
        languages=("zh",),
    )


def an_area(key: str, name: str, level: str, parent: str, **more: object) -> Area:
    return Area(
        id=key,
        path=f"areas/{key}.yml",
        name=T(name),
        code="000000000000",
        level=level,  # type: ignore[arg-type]
        parent=parent,
        **more,  # type: ignore[arg-type]
    )


def an_article(**changes: object) -> Article:
    given: dict[str, object] = {
        "id": "fake-police",
        "path": "articles/fake-police.md",
        "name": T("接到“公安”电话"),
        "summary": T("公安不会叫您转钱。"),
        "takeaways": (T("先挂断"),),
        "topics": ("id-card",),
        "audience": ("elderly",),
        "legal_basis": (Citation(law="id-card-law", article="11"),),
        "publisher": "county-psb",
        "published_on": date(2026, 11, 1),
        "expires": date(2028, 11, 1),
        "areas": ("huanxi",),
        "services": ("id-card-renewal",),
        "body": "## 怎么办\n\n**挂断**，打 [96110](tel:96110)。",
    }
    return Article(**(given | changes))  # type: ignore[arg-type]


def a_dispute_type(**changes: object) -> DisputeType:
    given: dict[str, object] = {
        "id": "neighbour",
        "path": "dispute_types.yml",
        "name": T("邻里纠纷"),
        "examples": (T("漏水"), T("噪声")),
        "proposal": T("先找人民调解，不收费。"),
        "ways": (
            Way(
                kind="people_mediation",
                station_kind="justice_office",
                who=T("司法所"),
                cost=T("不收费"),
                time=T("一个月内"),
                effect=T("有约束力"),
                legal_basis=(Citation(law="id-card-law", article="12-1"),),
            ),
        ),
        "facts_to_tell": (T("从什么时候开始"),),
        "bring": (T("照片"),),
        "time_limit": T("三年内起诉。"),
        "related": ("id-card-renewal",),
    }
    return DisputeType(**(given | changes))  # type: ignore[arg-type]


def a_triage() -> Triage:
    yes_no = (
        TriageOption(value="yes", text=T("是")),
        TriageOption(value="no", text=T("不是")),
    )
    rule = TriageRule(
        id="rest",
        way="people_mediation",
        say=T("先请人民调解。"),
        legal_basis=(Citation(law="id-card-law", article="12-1"),),
        checked_on=date(2026, 11, 20),
    )
    return Triage(
        id="disputes",
        path="triage/disputes.yml",
        name=T("走哪条路"),
        questions=(TriageQuestion(id="refuses", ask=T("不愿意吗？"), options=yes_no),),
        rules=(rule,),
    )


def an_agency() -> Agency:
    return Agency(
        id="county-psb",
        path="agencies.yml",
        name=T("禾川县公安局"),
        short_name=T("县公安局"),
        kind="public_security",
        level="county",
        area="hechuan",
        does=T("管治安和户口。"),
        hotline="110",
        supervise=(a_phone("supervision", "0000-0000400"),),
    )


def a_material(key: str, name: str) -> Material:
    return Material(
        id=key,
        path=f"materials/{key}.yml",
        name=T(name),
        what=T("原来那一本。"),
        source="applicant",
    )


def a_law() -> Law:
    return Law(
        id="id-card-law",
        path="laws/id-card-law.yml",
        name=T("居民身份证法"),
        level="law",
        issuer=T("全国人大常委会"),
        effective_on=date(2012, 1, 1),
        checked_on=date(2026, 11, 1),
        articles=(
            LawArticle(number="11", gist=T("到期可以换新证。")),
            LawArticle(number="12-1", gist=T("可以调解。")),
        ),
    )


def a_search_word(*words: str, **changes: object) -> SearchWord:
    given: dict[str, object] = {
        "id": "id-card",
        "path": "search_words.yml",
        "name": T("身份证"),
        "words": words or ("二代证",),
    }
    return SearchWord(**(given | changes))  # type: ignore[arg-type]
