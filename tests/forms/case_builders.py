"""People, filled-in forms and the steps that lead to them, for the desk's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from forms_app.access import Grant, Role
from forms_app.times import local_day, now
from tests.disputes_builders import CENTRE, JUSTICE, Page, Register, send

Desk = Callable[..., FlaskClient]
HEAD = Grant(Role.HEAD, f"station:{JUSTICE}")
MEDIATOR = Grant(Role.MEDIATOR, f"station:{JUSTICE}")
DUTY = Grant(Role.DUTY_OFFICER, f"station:{JUSTICE}")
COUNTER = Grant(Role.COUNTER, f"station:{JUSTICE}")
CENTRE_HEAD = Grant(Role.HEAD, f"station:{CENTRE}")
ELSEWHERE = Grant(Role.HEAD, "station:chunhe-justice-office")
BY_AGENCY = Grant(Role.HEAD, "agency:county-justice")
ADMIN = Grant(Role.ADMIN, "*")

FILLED: dict[str, dict[str, str]] = {
    "take-over": {},
    "hand-back": {"reason": "不归我们管"},
    "accept": {"identity_checked": "y"},
    "hand-over": {
        "to_station": CENTRE,
        "reason": "牵涉几个部门",
        "ground": "转交办法",
        "consent": "agreed",
    },
    "recall": {"reason": "对方一直没有答复"},
    "stay": {"reason": "双方约好下周再谈"},
    "extend": {
        "until": "2036-05-01",
        "applicant_agrees": "y",
        "respondent_agrees": "y",
        "reason": "在等鉴定",
    },
    "identity": {},
    "rights": {"applicant": "y", "respondent": "y"},
    "sign": {"typed": "", "signed_on": "2026-03-20"},
    "file": {"what": "identity"},
    "way": {"way": "people_mediation", "reason": "双方要求", "ground": "调解法"},
    "decline": {"reason": "法院判过了", "ground": "人民调解法", "way": "court"},
    "assign": {"colleague": "0", "mediator": "赵妈妈", "ties": "none"},
    "party": {"role": "respondent", "name": "陈三"},
    "times": {"times": "2036-03-20.morning"},
    "invite": {
        "name": "钱大伯",
        "relation": "neighbour",
        "applicant_agrees": "y",
        "respondent_agrees": "y",
    },
    "plan": {
        "day": "2036-03-20",
        "time": "09:30",
        "mode": "room",
    },
    "record": {"session": "1", "facts": "事实清楚", "concessions": "各让一步"},
    "cancel": {"session": "1"},
    "agree": {"terms": "四月底前挪走"},
    "fail": {"reason": "谈不拢", "way": "court"},
    "promise": {"side": "applicant", "what": "拆掉旧架子", "due": "2036-04-01"},
    "settle": {"undertaking": "1", "kept": "yes"},
    "visit": {"kept": "yes", "satisfied": "yes", "risk": "calm", "note": "去看过"},
    "reopen": {"reason": "还没有解决"},
    "close-anyway": {"reason": "找不到人了"},
    "withdraw": {"reason": "来电说不调了"},
    "close": {"reason": "办完了"},
    "note": {"text": "打过一次电话", "reader": "station"},
}
PATH_TO: dict[str, tuple[str, ...]] = {
    "take-over": ("refer",),
    "hand-back": ("refer",),
    "accept": (),
    "hand-over": (),
    "recall": ("refer",),
    "stay": (),
    "extend": ("accept",),
    "identity": ("accept_unseen",),
    "rights": ("accept",),
    "sign": ("accept", "assign", "plan", "hold", "draw"),
    "file": ("accept",),
    "way": (),
    "decline": (),
    "assign": ("accept",),
    "party": (),
    "times": ("accept",),
    "invite": ("accept",),
    "plan": ("accept",),
    "record": ("accept", "plan"),
    "cancel": ("accept", "plan"),
    "agree": ("accept", "plan"),
    "fail": ("accept", "plan"),
    "promise": ("accept", "plan", "agree"),
    "settle": ("accept", "plan", "agree", "promise"),
    "visit": ("accept", "plan", "agree"),
    "reopen": ("decline",),
    "close-anyway": ("decline",),
    "withdraw": ("accept",),
    "close": ("decline", "asked"),
    "note": (),
}
MAY: dict[str, frozenset[Grant]] = {
    "take-over": frozenset({CENTRE_HEAD}),
    "hand-back": frozenset({CENTRE_HEAD}),
    "accept": frozenset({HEAD, DUTY, BY_AGENCY}),
    "hand-over": frozenset({HEAD, DUTY, BY_AGENCY}),
    "recall": frozenset({HEAD, DUTY, BY_AGENCY}),
    "stay": frozenset({HEAD, DUTY, BY_AGENCY}),
    "extend": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "identity": frozenset({HEAD, DUTY, MEDIATOR, BY_AGENCY}),
    "rights": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "sign": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "file": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "way": frozenset({HEAD, DUTY, BY_AGENCY}),
    "decline": frozenset({HEAD, DUTY, BY_AGENCY}),
    "assign": frozenset({HEAD, DUTY, BY_AGENCY}),
    "party": frozenset({HEAD, DUTY, BY_AGENCY}),
    "times": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "invite": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "plan": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "record": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "cancel": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "agree": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "fail": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "promise": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "settle": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "visit": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "reopen": frozenset({HEAD, BY_AGENCY}),
    "close-anyway": frozenset({HEAD, BY_AGENCY}),
    "withdraw": frozenset({HEAD, DUTY, BY_AGENCY}),
    "close": frozenset({HEAD, BY_AGENCY}),
    "note": frozenset({HEAD, DUTY, MEDIATOR, BY_AGENCY}),
}
PEOPLE = (HEAD, MEDIATOR, DUTY, COUNTER, CENTRE_HEAD, ELSEWHERE, BY_AGENCY, ADMIN)


def take(
    client: FlaskClient, register: Register, case_id: int, key: str, **changes: Any
) -> Page:
    """Take a step with the version now in the register."""
    values = {"version": register.case(case_id).version, **FILLED[key], **changes}
    if key == "plan":  # a room and a mediator of its own for each case
        here = {"place": f"二楼{case_id}号房", "mediator": f"赵妈妈{case_id}"}
        values = {**here, **values}
    if key == "times" and "times" not in changes:
        values["times"] = f"{local_day(now()) + timedelta(days=1)}.morning"
    if key == "sign" and not values["typed"]:
        values["typed"] = register.fingerprint(case_id)
    data = {f"{key}-{name}": value for name, value in values.items()}
    return send(client, f"/cases/{case_id}/do/{key}", **data)
