"""A dispute comes in once, is opened only by its code, and may be taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app import lookups, references
from forms_app.database import transaction
from forms_app.disputes import drafts, intake, queries, sealing, trail
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case, IntakeDraft, Party
from forms_app.refusals import DraftGone, NotTakenOnline, WrongStatus
from tests.disputes_builders import (
    JUSTICE,
    MONDAY,
    PHONE,
    STORY,
    Register,
    a_work,
    an_application,
)


def test_it_goes_to_the_competent_station_with_its_clock(register: Register) -> None:
    case = register.case(register.a_case())

    assert case.holder_station == JUSTICE
    assert case.status == CaseStatus.SUBMITTED
    assert str(case.accept_by) == "2026-03-19"
    assert len(references.normalised(register.code(case.id))) == 12


def test_both_sides_are_kept_sealed(register: Register) -> None:
    case = register.case(register.a_case())

    assert sealing.story(register.vault, case) == STORY
    assert STORY.encode() not in (case.story_sealed or b"")
    with Session(register.engine) as session:
        roles = [p.role for p in queries.parties(session, case.id)]
    assert roles == ["applicant", "respondent"]


def test_who_does_not_name_the_other_side_has_no_other_side(register: Register) -> None:
    case_id = register.a_case(other_name="", other_about="")

    with Session(register.engine) as session:
        assert [p.role for p in queries.parties(session, case_id)] == ["applicant"]


def test_the_same_request_twice_is_one_case(register: Register) -> None:
    first = register.a_case(request_key="a" * 32)

    assert register.a_case(request_key="a" * 32) == first
    with Session(register.engine) as session:
        assert trail.head(session).seq == 1


def test_the_same_request_from_eight_threads_is_one_case(register: Register) -> None:
    wish = an_application()

    def submit(_number: int) -> int:
        with transaction(register.engine) as session:
            work = a_work(session, register.vault, register.catalogue)
            return intake.submit(work, wish).id

    with ThreadPoolExecutor(8) as senders:
        assert len(set(senders.map(submit, range(8)))) == 1

    with Session(register.engine) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
        assert session.scalar(select(func.count()).select_from(Party)) == 2
        assert trail.verify_chain(session) == []


def test_many_requests_at_once_all_arrive(register: Register) -> None:
    with ThreadPoolExecutor(8) as senders:
        ids = list(senders.map(lambda _n: register.a_case(), range(16)))

    assert len(set(ids)) == 16
    with Session(register.engine) as session:
        assert trail.verify_chain(session, register.vault) == []


@pytest.mark.parametrize("kind", ["petition", "family-violence", "nothing"])
def test_what_is_only_guided_is_never_taken_in(register: Register, kind: str) -> None:
    with pytest.raises(NotTakenOnline):
        register.a_case(dispute_type=kind)


@pytest.mark.parametrize("steps", [(), ("accept",), ("accept", "plan"), ("refer",)])
def test_the_applicant_may_take_it_back_while_it_runs(
    register: Register, steps: tuple[str, ...]
) -> None:
    case_id = register.a_case(*steps)

    register.do(case_id, "withdraw")
    register.do(case_id, "withdraw")

    assert register.case(case_id).status == CaseStatus.WITHDRAWN
    with Session(register.engine) as session:
        assert queries.pending_referral(session, case_id) is None
        assert not [
            s for s in queries.sessions(session, case_id) if s.state == "planned"
        ]
        kinds = [event.kind for event in queries.events(session, case_id)]
    assert kinds.count("withdrawn") == 1


def test_what_has_ended_cannot_be_taken_back(register: Register) -> None:
    case_id = register.a_case("decline")

    with pytest.raises(WrongStatus):
        register.do(case_id, "withdraw")


def opened(register: Register, code: str, tail: str, minutes: int = 0) -> Case | None:
    with transaction(register.engine) as session:
        at = MONDAY + timedelta(minutes=minutes)
        return intake.open_by_code(session, register.vault, code, tail, now=at)


def test_code_and_last_digits_open_the_case(register: Register) -> None:
    case_id = register.a_case()
    typed = register.code(case_id).lower().replace("-", " ")

    found = opened(register, typed, PHONE[-4:])

    assert found is not None
    assert found.id == case_id


def test_wrong_digits_or_an_unknown_code_open_nothing(register: Register) -> None:
    code = register.code(register.a_case())

    assert opened(register, code, "0001") is None
    assert opened(register, "ABCDABCDABCD", PHONE[-4:]) is None


def test_after_five_wrong_tries_even_the_right_digits_wait(register: Register) -> None:
    code = register.code(register.a_case())
    for _ in range(lookups.TRIES_PER_CODE):
        opened(register, code, "0001")

    assert opened(register, code, PHONE[-4:]) is None
    assert opened(register, code, PHONE[-4:], minutes=31) is not None


def test_an_erased_phone_opens_nothing(register: Register) -> None:
    case_id = register.a_case()
    code = register.code(case_id)
    with transaction(register.engine) as session:
        party = queries.applicant_of(session, case_id)
        assert party is not None
        party.phone_sealed = None

    for tail in (PHONE[-4:], "0000"):
        assert opened(register, code, tail) is None


def test_a_draft_is_gone_after_its_hour(register: Register) -> None:
    vault = register.vault
    with transaction(register.engine) as session:
        key = drafts.begin(session, vault, {"type": "neighbour"}, now=MONDAY)
    late = MONDAY + timedelta(minutes=60)
    with Session(register.engine) as session:
        read = drafts.read(session, vault, key, now=late - timedelta(seconds=1))
        assert read == {"type": "neighbour"}
        with pytest.raises(DraftGone):
            drafts.read(session, vault, key, now=late)


def test_each_answer_begins_the_hour_anew_and_old_drafts_are_dropped(
    register: Register,
) -> None:
    vault = register.vault
    later = MONDAY + timedelta(minutes=50)
    with transaction(register.engine) as session:
        drafts.begin(session, vault, {"type": "forgotten"}, now=MONDAY)
        key = drafts.begin(session, vault, {"type": "neighbour"}, now=MONDAY)
        drafts.add(session, vault, key, {"story": STORY}, now=later)
        drafts.begin(session, vault, {}, now=MONDAY + timedelta(minutes=70))
        assert session.scalar(select(func.count()).select_from(IntakeDraft)) == 2
        read = drafts.read(session, vault, key, now=MONDAY + timedelta(minutes=70))
    assert read["story"] == STORY
