"""Whatever is tried in whatever order, a case stays one that makes sense."""

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes import queries, trail
from forms_app.disputes.lifecycle import TRANSITIONS, CaseStatus
from forms_app.disputes.models import Case
from forms_app.refusals import Refusal
from tests.disputes_builders import MONDAY, STEPS, Register

pytestmark = pytest.mark.slow
NEXT = {(start, end) for (start, _), end in TRANSITIONS.items()}
REACHED = {*NEXT, *((s, s) for s in CaseStatus)}
# returning leads over two lines of the table in one deed
REACHED.add((CaseStatus.REFERRED, CaseStatus.IN_MEDIATION))


@pytest.mark.parametrize("seed", range(6))
def test_a_random_walk_never_leaves_the_table(register: Register, seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice(["neighbour", "injury-light"])
    case_id = register.a_case(dispute_type=kind)
    now = MONDAY
    for _ in range(60):
        now += timedelta(hours=chance.randrange(1, 40))
        before = register.case(case_id)
        step = chance.choice(sorted(STEPS))
        refused = tried(register, case_id, step, now)
        after = register.case(case_id)
        assert (before.status, after.status) in REACHED, step
        if refused:
            assert facts(after) == facts(before), step
        makes_sense(register, after)
        if after.status == CaseStatus.CLOSED:
            break
    with Session(register.engine) as session:
        assert trail.verify_chain(session, register.vault) == []


def tried(register: Register, case_id: int, step: str, now: datetime) -> bool:
    """Whether the register refused it."""
    try:
        register.do(case_id, step, now)
    except (Refusal, IndexError):  # the builder found no session to hold
        return True
    return False


def facts(case: Case) -> dict[str, object]:
    return {c.name: getattr(case, c.name) for c in Case.__table__.columns}


def makes_sense(register: Register, case: Case) -> None:
    status = CaseStatus(case.status)
    with Session(register.engine) as session:
        waiting = queries.pending_referral(session, case.id) is not None
        lines = queries.events(session, case.id)
    assert waiting is (status is CaseStatus.REFERRED)
    assert lines[0].kind == "received"
    if status is CaseStatus.SUBMITTED:
        assert case.accept_by is not None
    if status in queries.UNDER_WAY:
        assert case.accepted_at is not None
        assert case.due_by is not None
    if status in queries.ENDED or status is CaseStatus.AGREED:
        assert case.outcome is not None
        assert case.outcome_at is not None
    assert (case.closed_at is not None) is (status is CaseStatus.CLOSED)
