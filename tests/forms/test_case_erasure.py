"""After its time a case forgets its people and keeps its figures."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import LargeBinary, text
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes import erasure, intake, sealing, trail
from forms_app.disputes.after import visits
from forms_app.disputes.after.models import Undertaking, Visit
from forms_app.disputes.evidence.models import EvidenceFile
from forms_app.disputes.meeting.models import Invited
from forms_app.disputes.models import Case, CaseEvent, MediationSession, Party, Referral
from forms_app.disputes.papers.models import Agreement
from tests.disputes_builders import MONDAY, PHONE, Register, a_report, a_work

TO_THE_END = ("accept", "plan", "hold", "agree", "kept", "close")
ROWS = (
    *(Case, Party, Referral, MediationSession, CaseEvent, EvidenceFile),
    *(Agreement, Invited, Undertaking, Visit),
)
KEPT_DIGESTS = ("code_digest",)


def erase(register: Register, days: int) -> int:
    with transaction(register.engine) as session:
        at = MONDAY + timedelta(days=days)
        work = a_work(session, register.vault, register.catalogue, now=at)
        return erasure.erase_old(work)


def sealed_values(register: Register) -> list[str]:
    """Every column that still holds something sealed."""
    with register.engine.connect() as connection:
        return [
            f"{row.__tablename__}.{column.name}"
            for row in ROWS
            for column in row.__table__.columns
            if isinstance(column.type, LargeBinary) and column.name not in KEPT_DIGESTS
            if connection.scalar(
                text(
                    f"SELECT count(*) FROM {row.__tablename__}"
                    f" WHERE {column.name} IS NOT NULL"
                )
            )
        ]


def test_nothing_is_erased_before_its_time(register: Register) -> None:
    register.a_case(*TO_THE_END)

    assert erase(register, days=1095) == 0
    assert sealed_values(register)


def test_after_its_time_nothing_sealed_is_left(register: Register) -> None:
    register.a_case("refer", "take_over", *TO_THE_END)

    assert erase(register, days=1096) == 1
    assert sealed_values(register) == []
    assert erase(register, days=1097) == 0


def test_papers_helpers_promises_and_visits_are_emptied_too(
    register: Register,
) -> None:
    steps = ("accept", "assign", "rights", "plan", "hold", "invite", "draw", "sign")
    case_id = register.a_case(*steps, "promise")
    seen = a_report(kept="yes", note="两家都说好")
    register.work(case_id, lambda w, c: visits.visit(w, c, seen))
    register.do(case_id, "close")
    names = {value.partition(".")[0] for value in sealed_values(register)}
    assert {"agreement", "invited_person", "undertaking", "follow_up_visit"} <= names

    assert erase(register, days=1096) == 1
    assert sealed_values(register) == []


def test_the_figures_and_the_chain_outlive_the_people(register: Register) -> None:
    case_id = register.a_case(*TO_THE_END, needs=("sign",))
    erase(register, days=1096)

    case = register.case(case_id)
    assert case.needs == ""
    assert (case.type_name, case.area_name, case.outcome) == (
        "邻里纠纷",
        "欢喜村",
        "agreed",
    )
    with Session(register.engine) as session:
        assert trail.verify_chain(session, register.vault) == []
        assert session.get_one(CaseEvent, trail.head(session).seq).kind == "erased"


def test_a_case_that_is_not_closed_is_never_erased(register: Register) -> None:
    register.a_case("accept")

    assert erase(register, days=5000) == 0


def test_an_erased_case_opens_for_nobody(register: Register) -> None:
    case_id = register.a_case(*TO_THE_END)
    code = sealing.code(register.vault, register.case(case_id))
    erase(register, days=1096)

    with transaction(register.engine) as session:
        at = MONDAY + timedelta(days=1097)
        opened = intake.open_by_code(session, register.vault, code, PHONE[-4:], now=at)
    assert opened is None
