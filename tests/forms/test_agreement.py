"""What must stand in an agreement, its number, its fingerprint, and when it is void."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes import mediation, queries, sealing, trail
from forms_app.disputes.models import Case
from forms_app.disputes.papers import agreement
from forms_app.disputes.papers import queries as paper_queries
from forms_app.disputes.papers.items import ITEMS, Kind, Side, Terms, missing
from forms_app.disputes.papers.models import Agreement
from forms_app.disputes.papers.paper import grouped, same_fingerprint
from forms_app.disputes.papers.texts import agreement_paper
from forms_app.disputes.trail import Work
from forms_app.refusals import (
    AgreementStale,
    ItemMissing,
    NoAgreement,
    SignedAlready,
    TimeAhead,
    WrongFingerprint,
    WrongStatus,
)
from tests.disputes_builders import ITEM_TEXTS, MONDAY, POLICE, Register, a_draft

READY = ("accept", "assign", "plan", "hold")


def terms(kind: Kind = Kind.PEOPLE, **changes: Any) -> Terms:
    values: dict[str, Any] = {
        "kind": kind,
        "number": "〔2026〕桥东司法所人调字第1号",
        "station": "桥东司法所",
        "mediator": "赵妈妈",
        "sides": (
            Side("applicant", "王小明", "住三组"),
            Side("respondent", "李四", "住四组"),
        ),
        "items": {key: ITEM_TEXTS[key] for key in ITEMS[kind]},
        "perform_by": date(2026, 4, 30),
        **changes,
    }
    return Terms(**values)


def without(kind: Kind, key: str) -> Terms:
    whole = terms(kind)
    return replace(whole, items={**whole.items, key: "  "})


EMPTIED = [
    (without(kind, key), heading)
    for kind in Kind
    for key, heading in ITEMS[kind].items()
]
ONE_SIDE = terms().sides[:1]


@pytest.mark.parametrize(
    ("drawn", "heading"),
    [
        *EMPTIED,
        (terms(perform_by=None), "履行的期限"),
        (terms(mediator=" "), "调解员"),
        (terms(sides=ONE_SIDE), "双方当事人"),
        (terms(sides=(*ONE_SIDE, Side("respondent", "李四", ""))), "李四的基本情况"),
        (terms(sides=(*ONE_SIDE, Side("respondent", "", "住"))), "当事人的基本情况"),
    ],
)
def test_an_item_the_law_wants_is_missed_by_name(drawn: Terms, heading: str) -> None:
    assert missing(drawn) == [heading]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_whole_agreement_misses_nothing_and_shows_every_item(kind: Kind) -> None:
    whole = terms(kind)
    paper = agreement_paper(whole)

    assert missing(whole) == []
    headings = [part.heading for part in paper.parts]
    assert headings[: len(ITEMS[kind])] == list(ITEMS[kind].values())
    text = "\n".join(paper.words())
    for item in whole.items.values():
        for line in item.splitlines():
            assert line in text
    assert "2026年4月30日前履行完" in text


def test_the_two_agreements_are_two_papers() -> None:
    people, police = (agreement_paper(terms(kind)) for kind in Kind)

    assert people.title == "人民调解协议书"
    assert police.title == "治安调解协议书"
    assert "人民调解法" in str(people.parts)
    assert "人民调解" not in str(police)
    assert "司法确认" not in str(police)
    assert "不予处罚" in str(police.parts)
    assert "主持调解的民警" in str(police.facts)


@pytest.mark.parametrize("count", [2, 3, 50])
def test_there_is_a_copy_for_each_party_and_one_for_the_file(count: int) -> None:
    sides = tuple(Side("respondent", f"当事人{n}", "住") for n in range(count - 1))
    drawn = terms(sides=(*ONE_SIDE, *sides))

    paper = agreement_paper(drawn)

    assert f"一式{count + 1}份" in paper.foot[0]
    assert paper.grid is not None
    assert len(paper.grid.rows) == count
    assert len(paper.signatures) == count + 2  # the mediator and the seal


@pytest.mark.parametrize(
    "changed",
    [
        *({"items": {**terms().items, key: "别的"}} for key in ITEMS[Kind.PEOPLE]),
        {"perform_by": date(2026, 5, 1)},
        {"number": "〔2026〕桥东司法所人调字第2号"},
        {"mediator": "别人"},
        {"station": "桥东派出所"},
        {"sides": (*ONE_SIDE, Side("respondent", "李四", "住五组"))},
        {"sides": (*ONE_SIDE, Side("respondent", "李肆", "住四组"))},
        {"sides": (*terms().sides, Side("respondent", "张三", "住"))},
    ],
)
def test_another_text_has_another_fingerprint(changed: dict[str, Any]) -> None:
    before = agreement_paper(terms()).fingerprint

    assert agreement_paper(terms()).fingerprint == before
    assert agreement_paper(terms(**changed)).fingerprint != before


def test_a_fingerprint_is_printed_in_groups_and_typed_back() -> None:
    whole = agreement_paper(terms()).fingerprint

    assert grouped("0123456789abcdef99") == "0123 4567 89ab cdef"
    assert same_fingerprint(grouped(whole), whole)
    assert same_fingerprint(whole[:4].upper(), whole)
    assert not same_fingerprint("", whole)
    assert not same_fingerprint(whole[:3], whole)
    assert not same_fingerprint(whole[:4] + "-", whole)


def drawn(register: Register, case_id: int, **changes: Any) -> Agreement:
    def deed(work: Work, case: Case) -> Agreement:
        return agreement.draw(work, case, a_draft(work.session, case, **changes))

    row: Agreement = register.work(case_id, deed)
    return row


def texts_of(register: Register, case_id: int) -> list[tuple[int, int, str]]:
    with Session(register.engine) as session:
        rows = paper_queries.agreements(session, case_id)
        return [(row.seq, row.edition, row.state) for row in rows]


def test_numbers_count_for_each_station_kind_and_year(register: Register) -> None:
    ours = [register.a_case(*READY) for _ in range(2)]
    police = register.a_case(*READY, dispute_type="injury-light")

    assert [drawn(register, case_id).seq for case_id in ours] == [1, 2]
    row = drawn(register, police)
    assert (row.seq, row.station, row.kind) == (1, POLICE, "police")
    next_year = register.a_case(*READY)
    register.work(
        next_year,
        lambda w, c: agreement.draw(w, c, a_draft(w.session, c)),
        MONDAY + timedelta(days=365),
    )
    assert texts_of(register, next_year) == [(1, 1, "draft")]


def test_a_changed_text_makes_the_printed_one_void(register: Register) -> None:
    case_id = register.a_case(*READY)
    first = drawn(register, case_id)
    again = drawn(register, case_id)
    changed = drawn(register, case_id, perform_by=date(2026, 5, 9))

    assert again.id == first.id
    assert texts_of(register, case_id) == [(1, 1, "void"), (1, 2, "draft")]
    with pytest.raises(WrongFingerprint):
        signed(register, case_id, first.fingerprint)
    signed(register, case_id, grouped(changed.fingerprint))
    assert texts_of(register, case_id) == [(1, 1, "void"), (1, 2, "signed")]


def signed(
    register: Register, case_id: int, typed: str, day: date = date(2026, 3, 16)
) -> None:
    register.work(
        case_id, lambda w, c: agreement.sign(w, c, typed=typed, signed_on=day)
    )


def test_the_trail_holds_the_number_and_the_fingerprint(register: Register) -> None:
    case_id = register.a_case(*READY)
    row = drawn(register, case_id)
    signed(register, case_id, row.fingerprint)

    with Session(register.engine) as session:
        lines = [event.words for event in queries.events(session, case_id)]
        assert trail.verify_chain(session, register.vault) == []
    text = "\n".join(lines)
    assert f"〔2026〕桥东司法所人调字第1号，校验码 {grouped(row.fingerprint)}" in text
    assert "请在2026年4月15日前一起申请" in text


def test_a_signed_agreement_moves_the_case_and_keeps_its_words(
    register: Register,
) -> None:
    case_id = register.a_case(*READY, "draw")
    signed(register, case_id, register.fingerprint(case_id))

    case = register.case(case_id)
    assert (case.status, case.perform_by) == ("agreed", date(2026, 4, 30))
    assert sealing.terms(register.vault, case) == ITEM_TEXTS["terms"]


def test_a_signed_agreement_is_not_changed_any_more(register: Register) -> None:
    case_id = register.a_case(*READY, "draw", "sign")

    with pytest.raises(WrongStatus):
        drawn(register, case_id, perform_by=date(2026, 5, 9))
    with pytest.raises(SignedAlready):
        signed(register, case_id, register.fingerprint(case_id))


def test_nobody_signs_before_the_day_or_without_a_text(register: Register) -> None:
    case_id = register.a_case(*READY)
    with pytest.raises(NoAgreement):
        signed(register, case_id, "abcd")
    drawn(register, case_id)

    with pytest.raises(TimeAhead):
        signed(register, case_id, register.fingerprint(case_id), date(2026, 3, 17))
    assert register.case(case_id).status == "in_mediation"


def other_mediator(work: Work, case: Case) -> None:
    mediation.assign(work, case, mediator="钱师傅", mediator_id=None)


def another_name(work: Work, case: Case) -> None:
    party = queries.parties(work.session, case.id)[-1]
    place = "party.name"
    party.name_sealed = sealing.seal(work.vault, place, party.uid, "李四光")


@pytest.mark.parametrize("change", [other_mediator, another_name])
def test_a_sheet_that_no_longer_fits_the_record_cannot_be_signed(
    register: Register, change: Callable[[Work, Case], None]
) -> None:
    case_id = register.a_case(*READY, "draw")
    register.work(case_id, change)

    with pytest.raises(AgreementStale):
        signed(register, case_id, register.fingerprint(case_id))


def test_an_empty_item_leaves_nothing_behind(register: Register) -> None:
    case_id = register.a_case(*READY)
    version = register.case(case_id).version

    with pytest.raises(ItemMissing, match="履行的方式"):
        drawn(register, case_id, items={**ITEM_TEXTS, "manner": " "})

    assert texts_of(register, case_id) == []
    assert register.case(case_id).version == version


def test_a_case_without_a_mediator_has_no_agreement(register: Register) -> None:
    case_id = register.a_case("accept", "plan")

    with pytest.raises(ItemMissing, match="调解员"):
        drawn(register, case_id)


def test_an_agreement_is_drawn_up_only_while_people_mediate(
    register: Register,
) -> None:
    for steps in ((), ("accept",), ("accept", "plan", "fail")):
        with pytest.raises(WrongStatus):
            drawn(register, register.a_case(*steps))


def test_what_was_drawn_up_is_read_back_as_it_was(register: Register) -> None:
    case_id = register.a_case(*READY)
    row = drawn(register, case_id)

    found = agreement.opened(register.vault, row)

    assert found is not None
    assert agreement_paper(found).fingerprint == row.fingerprint
