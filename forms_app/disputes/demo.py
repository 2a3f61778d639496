"""Sample cases for the fictional county, one for each stage somebody may want to see.

Their codes are drawn like any other; the desk shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import intake, mediation, queries, referrals, sessions
from forms_app.disputes.intake import Application
from forms_app.disputes.meeting import mediators
from forms_app.disputes.models import Case
from forms_app.disputes.referrals import HandOver
from forms_app.disputes.routing import competent_station
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.trail import APPLICANT, By, Work
from forms_app.refusals import NoStation
from forms_app.times import at_local, local_day
from forms_app.vault import Vault

CENTRE = "qiaodong-governance-center"
GRID = "huanxi-grid-station"
MEDIATOR = "林调解员"
TEN_O_CLOCK = 10 * 60
Act = Callable[[Work, Case], object]


@dataclass(frozen=True, slots=True)
class Sample:
    """A case as it came in, and what happened since."""

    days_ago: int
    dispute_type: str
    area_id: str
    name: str
    story: str
    wish: str
    acts: tuple[Act, ...] = ()
    station: str = ""
    """Registered at this station's counter; '': online."""


def fill(
    session: Session, vault: Vault, catalogue: Catalogue, *, now: datetime
) -> None:
    """Enter the sample cases, unless the register has lines already."""
    if queries.last_event(session) is not None:
        return
    for entry in MEDIATORS:
        if entry.station in catalogue.stations:
            mediators.enter(session, entry, by="系统", now=now)
    for number, sample in enumerate(SAMPLES):
        if sample.dispute_type in catalogue.dispute_types:
            _enter(session, vault, catalogue, (number, sample, now))


def _enter(
    session: Session,
    vault: Vault,
    catalogue: Catalogue,
    wanted: tuple[int, Sample, datetime],
) -> None:
    number, sample, now = wanted
    at = now - timedelta(days=sample.days_ago)
    kind = catalogue.dispute_types[sample.dispute_type]
    area = catalogue.areas.get(sample.area_id)
    if area is None or not kind.intake:
        return
    try:
        station = sample.station or competent_station(catalogue, kind, area).station_id
    except NoStation:
        return
    if station not in catalogue.stations:
        return
    by = By(MEDIATOR, station)
    writer = by if sample.station else By(APPLICANT, "")
    written = Work(session, vault, catalogue, writer, at)
    case = intake.submit(written, _application(number, sample))
    for act in sample.acts:
        at += timedelta(hours=2)
        act(Work(session, vault, catalogue, by, at), case)


def _application(number: int, sample: Sample) -> Application:
    return Application(
        request_key=f"{number:032x}",
        dispute_type=sample.dispute_type,
        area_id=sample.area_id,
        story=sample.story,
        wish=sample.wish,
        name=sample.name,
        phone=f"1000000{number:04d}",
        contact=SafeContact(when="evening"),
        other_name="隔壁老陈",
        source="counter" if sample.station else "resident",
        station=sample.station,
    )


def _accept(work: Work, case: Case) -> None:
    mediation.accept(work, case, identity_checked=True)
    mediation.assign(work, case, mediator=MEDIATOR, mediator_id=None)


def _plan(work: Work, case: Case) -> None:
    day = local_day(work.now) + timedelta(days=10)
    starts_at = at_local(day, TEN_O_CLOCK)
    place = work.catalogue.station_name(case.holder_station) + "调解室"
    sessions.plan(work, case, sessions.Meeting(starts_at, place, MEDIATOR))


def _hold(work: Work, case: Case) -> None:
    meeting = queries.sessions(work.session, case.id)[-1]
    facts, concessions = "双方都认可水管是去年装的。", "一方愿意先垫一半的修理费。"
    sessions.hold(work, case, meeting.id, facts=facts, concessions=concessions)


def _agree(work: Work, case: Case) -> None:
    day = local_day(work.now) + timedelta(days=20)
    terms = "月底前把水管改到自家一侧，修理费各出一半。"
    mediation.agree(work, case, terms=terms, perform_by=day)


def _hand_over(work: Work, case: Case) -> None:
    wish = HandOver(
        CENTRE,
        "还牵涉村里的路，要几个部门一起看。",
        "您同意转交，由综治中心牵头",
        "agreed",
    )
    referrals.hand_over(work, case, wish)


def _decline(work: Work, case: Case) -> None:
    mediation.decline(
        work,
        case,
        reason="我们问过对方，对方明确说不愿意调解。",
        ground="《人民调解法》第十七条：一方明确拒绝的，不能调解",
        way="court",
    )


MEDIATORS = (
    mediators.Entry(
        name="罗调解员",
        station=CENTRE,
        languages=("zh", "dialect"),
        skills=("neighbour", "land"),
        foreign=False,
        consent=True,
    ),
    mediators.Entry(
        name="哈桑",
        station="jinshi-mediation-room",
        languages=("zh", "ar", "en"),
        skills=("market",),
        foreign=True,
        consent=True,
    ),
    mediators.Entry(
        name="玛丽",
        station="jinshi-mediation-room",
        languages=("zh", "fr", "en"),
        skills=("market", "neighbour"),
        foreign=True,
        consent=False,
    ),
)
SAMPLES = (
    Sample(
        0,
        "neighbour",
        "qiaodong-huanxi",
        "刘桂香",
        "邻居家的排水管对着我家院墙，下雨天水都流进来。",
        "请他们把水管挪个方向。",
    ),
    Sample(
        2,
        "injury-light",
        "qiaodong-laojie",
        "马建国",
        "在菜场为摊位推了几下，我的电子秤摔坏了。",
        "赔一台秤，互相道个歉。",
        (_accept,),
    ),
    Sample(
        4,
        "rent",
        "qiaodong-laojie",
        "许倩",
        "房子退了一个多月，押金还没退给我。",
        "按合同退押金。",
        (_accept, _plan),
    ),
    Sample(
        9,
        "neighbour",
        "qiaodong-shiban",
        "曹大山",
        "两家共用的水管漏水，谁来修说不拢。",
        "一起出钱修好。",
        (_accept, _plan, _hold, _agree),
    ),
    Sample(
        1,
        "crop-damage",
        "qiaodong-shiban",
        "方秀英",
        "修路的车压坏了我家半分地的油菜。",
        "按市价赔青苗钱。",
        (_hand_over,),
    ),
    Sample(
        12,
        "neighbour",
        "qiaodong-huanxi",
        "江有福",
        "宅基地的界线，两家一直说不清。",
        "请再量一次。",
        (_decline,),
    ),
    Sample(
        50,
        "neighbour",
        "qiaodong-huanxi",
        "余长林",
        "上边田里放水，把我家晒坝冲了一条沟。",
        "把水沟改一改，晒坝补平。",
        (_accept,),
        GRID,
    ),
)
