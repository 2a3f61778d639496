"""Every status with every step: what the table allows, and nothing else."""

from itertools import product

import pytest

from forms_app.disputes.lifecycle import (
    STATUS_WORDS,
    TRANSITIONS,
    CaseStatus,
    Step,
    advance,
    open_steps,
)
from forms_app.refusals import WrongStatus

ALLOWED = """
submitted     accept     accepted
submitted     refer      referred
submitted     decline    declined
submitted     withdraw   withdrawn
referred      take_over  submitted
referred      hand_back  submitted
referred      recall     submitted
referred      resume     accepted
accepted      refer      referred
in_mediation  refer      referred
referred      withdraw   withdrawn
accepted      mediate    in_mediation
accepted      withdraw   withdrawn
in_mediation  agree      agreed
in_mediation  fail       not_agreed
in_mediation  withdraw   withdrawn
agreed        fulfil     fulfilled
agreed        breach     breached
not_agreed    reopen     submitted
declined      reopen     submitted
fulfilled     close      closed
breached      close      closed
not_agreed    close      closed
withdrawn     close      closed
declined      close      closed
"""
TABLE = {
    (CaseStatus(start), Step(step)): CaseStatus(end)
    for start, step, end in (line.split() for line in ALLOWED.split("\n") if line)
}
MATRIX = list(product(CaseStatus, Step))


@pytest.mark.parametrize(("status", "step"), MATRIX)
def test_a_case_goes_only_where_the_table_leads(status: CaseStatus, step: Step) -> None:
    if (status, step) in TABLE:
        assert advance(status, step) is TABLE[status, step]
    else:
        with pytest.raises(WrongStatus):
            advance(status, step)


def test_the_table_has_no_other_line() -> None:
    assert dict(TRANSITIONS) == TABLE


def test_the_open_steps_are_those_of_the_table() -> None:
    for status in CaseStatus:
        assert open_steps(status) == {step for start, step in TABLE if start == status}


def test_a_closed_case_stays_closed() -> None:
    assert open_steps(CaseStatus.CLOSED) == frozenset()


def test_every_case_can_come_to_its_end() -> None:
    ends = {CaseStatus.CLOSED}
    while more := {s for (s, _), e in TRANSITIONS.items() if e in ends} - ends:
        ends |= more
    assert ends == set(CaseStatus)


def test_every_status_has_words() -> None:
    assert set(STATUS_WORDS) == set(CaseStatus)
