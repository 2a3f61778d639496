"""Cases for the disputes room's tests; plain functions with defaults."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forms_app import references
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.database import transaction
from forms_app.disputes import intake, mediation, queries, referrals, sealing, sessions
from forms_app.disputes.after import gate, promises, visits
from forms_app.disputes.after.visits import Report
from forms_app.disputes.intake import Application
from forms_app.disputes.meeting import invited
from forms_app.disputes.models import Case
from forms_app.disputes.papers import agreement, paper_actions
from forms_app.disputes.papers.agreement import Draft
from forms_app.disputes.papers.items import ITEMS
from forms_app.disputes.papers.queries import standing_agreement
from forms_app.disputes.referrals import HandOver
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.trail import By, Work
from forms_app.times import local_day
from forms_app.vault import Vault
from tests import forms_builders

MONDAY = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai, an ordinary working week."""
JUSTICE = "qiaodong-justice-office"
POLICE = "qiaodong-police-station"
CENTRE = "qiaodong-governance-center"
STORY = "邻居的空调外机正对我家窗户"
OTHER = "李四光头"
PHONE = "13800138000"


@cache
def the_catalogue(folder: Path) -> Catalogue:
    return load_catalogue(folder / "catalogue.json")


def a_catalogue(tmp_path: Path, **changes: Any) -> Catalogue:
    forms_builders.a_published_site(tmp_path, **changes)
    return load_catalogue(tmp_path / "catalogue.json")


def a_work(
    session: Session,
    vault: Vault,
    catalogue: Catalogue,
    *,
    now: datetime = MONDAY,
    name: str = "王调解",
    station: str = JUSTICE,
) -> Work:
    return Work(session, vault, catalogue, By(name=name, station=station, id=7), now)


def an_application(**changes: Any) -> Application:
    values: dict[str, Any] = {
        "request_key": secrets.token_hex(16),
        "dispute_type": "neighbour",
        "area_id": "qiaodong-huanxi",
        "story": STORY,
        "wish": "请他把外机挪开",
        "name": "王小明",
        "phone": PHONE,
        "contact": SafeContact(when="evening"),
        "other_name": OTHER,
        "other_about": "住隔壁",
        **changes,
    }
    return Application(**values)


class Register:
    """The register as the tests use it: an engine, keys and a catalogue together."""

    def __init__(self, engine: Engine, vault: Vault, catalogue: Catalogue) -> None:
        self.engine, self.vault, self.catalogue = engine, vault, catalogue

    def a_case(self, *steps: str, now: datetime = MONDAY, **changes: Any) -> int:
        """A case taken through `steps`; returns its id."""
        with transaction(self.engine) as session:
            work = a_work(session, self.vault, self.catalogue, now=now)
            case = intake.submit(work, an_application(**changes))
            for step in steps:
                STEPS[step](work, case)
            return case.id

    def do(self, case_id: int, step: str, now: datetime = MONDAY) -> None:
        self.work(case_id, STEPS[step], now)

    def work(
        self, case_id: int, deed: Callable[[Work, Case], Any], now: datetime = MONDAY
    ) -> Any:
        """Do something to a case in one transaction, as the desk does."""
        with transaction(self.engine) as session:
            work = a_work(session, self.vault, self.catalogue, now=now)
            return deed(work, session.get_one(Case, case_id))

    def case(self, case_id: int) -> Case:
        with Session(self.engine) as session:
            return session.get_one(Case, case_id)

    def fingerprint(self, case_id: int) -> str:
        """Of the agreement that counts; '' where none was drawn up."""
        with Session(self.engine) as session:
            row = standing_agreement(session, case_id)
            return row.fingerprint if row else ""

    def code(self, case_id: int) -> str:
        return references.spoken(sealing.code(self.vault, self.case(case_id)))


def _plan(work: Work, case: Case) -> None:
    starts = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
    again = f"{case.id}" if case.id > 1 else ""
    room, mediator = f"司法所二楼调解室{again}", f"赵妈妈{again}"
    meeting = sessions.Meeting(starts, room, mediator)
    sessions.plan(work, case, meeting)


def _hold(work: Work, case: Case) -> None:
    meeting = queries.sessions(work.session, case.id)[-1]
    sessions.hold(
        work, case, meeting.id, facts="外机确实对着窗", concessions="愿意出一半钱"
    )


def _refer(work: Work, case: Case) -> None:
    wish = HandOver(CENTRE, "牵涉几个部门", "本县转交办法第三条", "agreed")
    referrals.hand_over(work, case, wish)


ITEM_TEXTS = {
    "facts": "外机正对着窗户，夏天热风吹进来。",
    "issues": "外机挪不挪，谁出钱。",
    "duties": "装外机的一方负责挪。",
    "terms": "四月底前把外机挪到北墙。\n费用各出一半。",
    "manner": "请安装师傅上门动手。",
    "place": "欢喜村三组。",
    "cause": "为摊位推了几下。",
    "held_at": "2026年3月20日上午9点30分。",
    "present": "没有。",
}


def a_draft(session: Session, case: Case, **changes: Any) -> Draft:
    """A complete draft for every party of the case."""
    kind = agreement.kind_of(case)
    values: dict[str, Any] = {
        "about": {
            party.id: f"住欢喜村三组{party.id}号"
            for party in queries.parties(session, case.id)
        },
        "items": {key: ITEM_TEXTS[key] for key in ITEMS[kind]},
        "perform_by": date(2026, 4, 30),
        **changes,
    }
    return Draft(**values)


def _draw(work: Work, case: Case) -> None:
    agreement.draw(work, case, a_draft(work.session, case))


def a_report(**changes: Any) -> Report:
    values = {"kept": "none", "satisfied": "yes", "risk": "calm", **changes}
    return Report(**values)


def _close(work: Work, case: Case) -> None:
    """As it should be: after a visit."""
    if not visits.asked(work.session, case):
        visits.visit(work, case, a_report())
    gate.close(work, case, reason="已回访")


def _sign(work: Work, case: Case) -> None:
    row = standing_agreement(work.session, case.id)
    typed = row.fingerprint if row else ""
    agreement.sign(work, case, typed=typed, signed_on=local_day(work.now))


STEPS = {
    "assign": lambda w, c: mediation.assign(w, c, mediator="赵妈妈", mediator_id=None),
    "plan_soon": lambda w, c: sessions.plan(
        w, c, sessions.Meeting(w.now + timedelta(hours=1), "司法所二楼", "赵妈妈")
    ),
    "invite": lambda w, c: invited.invite(w, c, name="钱大伯", relation="neighbour"),
    "rights": paper_actions.tell_rights,
    "draw": _draw,
    "sign": _sign,
    "accept": lambda w, c: mediation.accept(w, c, identity_checked=True),
    "accept_unseen": lambda w, c: mediation.accept(w, c, identity_checked=False),
    "decline": lambda w, c: mediation.decline(
        w, c, reason="法院已经判过", ground="人民调解法第17条", way="court"
    ),
    "plan": _plan,
    "hold": _hold,
    "refer": _refer,
    "take_over": referrals.take_over,
    "hand_back": lambda w, c: referrals.hand_back(w, c, reason="不归我们管"),
    "recall": lambda w, c: referrals.recall(w, c, reason="没有人答复"),
    "agree": lambda w, c: mediation.agree(w, c, terms="四月底前挪走", perform_by=None),
    "fail": lambda w, c: mediation.fail(w, c, reason="谈不拢", way="court"),
    "withdraw": intake.withdraw,
    "kept": lambda w, c: visits.visit(w, c, a_report(kept="yes")),
    "broken": lambda w, c: visits.visit(w, c, a_report(kept="no")),
    "asked": lambda w, c: visits.visit(w, c, a_report()),
    "promise": lambda w, c: promises.promise(
        w, c, side="applicant", what="把旧架子拆掉", due=local_day(w.now)
    ),
    "reopen": lambda w, c: gate.reopen(w, c, reason="还没有解决"),
    "close": _close,
}


class Page:
    """A page as a person reads it."""

    def __init__(self, answer: TestResponse) -> None:
        self.status = answer.status_code
        self.path = answer.request.path
        self.text = answer.get_data(as_text=True)
        self.soup = BeautifulSoup(self.text, "html.parser")

    @property
    def title(self) -> str:
        return self.soup.title.get_text() if self.soup.title else ""

    @property
    def h1(self) -> str:
        found = self.soup.find("h1")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def errors(self) -> list[str]:
        return [
            li.get_text(strip=True) for li in self.soup.select(".ds-error-summary li")
        ]

    def links(self) -> dict[str, str]:
        return {
            a.get_text(strip=True): str(a.get("href")) for a in self.soup.find_all("a")
        }

    @property
    def submit_buttons(self) -> list[str]:
        return [b.get_text(strip=True) for b in self.soup.select("button[type=submit]")]

    def value(self, name: str) -> str:
        found = self.soup.find("input", {"name": name})
        return str(found.get("value", "")) if found else ""


def read(client: FlaskClient, address: str) -> Page:
    return Page(client.get(address, follow_redirects=True))


def send(client: FlaskClient, address: str, **data: Any) -> Page:
    return Page(client.post(address, data=data, follow_redirects=True))


ANSWERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("town", {"town": "qiaodong"}),
    ("village", {"area": "qiaodong-huanxi"}),
    ("story", {"story": STORY}),
    ("wish", {"wish": "请他把外机挪开"}),
    ("other", {"other_name": OTHER, "other_about": "住隔壁"}),
    ("minor", {"minor": "no"}),
    ("name", {"name": "王小明"}),
    ("phone", {"phone": PHONE}),
    ("together", {"together": ""}),
    ("contact", {"contact_when": "never", "contact_message": "no"}),
    ("needs", {"needs": ["interpreter"]}),
)


def answer_everything(
    client: FlaskClient, type: str = "neighbour", **triage: str
) -> Page:
    """Go through all the questions; returns the check page."""
    page = send(client, "/forms/dispute/begin", type=type, **triage)
    for key, data in ANSWERS:
        page = send(client, f"/forms/dispute/ask/{key}", **data)
    return page
