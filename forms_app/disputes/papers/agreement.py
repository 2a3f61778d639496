"""An agreement from its first draft to the day it is signed.

The text two sides sign is kept as it was; its fingerprint is printed on the sheet and
stands in the trail.  Another text is another sheet: the old one is void.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from forms_app.disputes import clocks, queries, sealing
from forms_app.disputes.after import visits
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.mediation import POLICE, confirm_words
from forms_app.disputes.models import Case
from forms_app.disputes.papers import queries as paper_queries
from forms_app.disputes.papers import texts
from forms_app.disputes.papers.items import (
    KIND_WORDS,
    SIDES,
    Kind,
    Side,
    Terms,
    missing,
)
from forms_app.disputes.papers.models import DRAFT, SIGNED, VOID, Agreement
from forms_app.disputes.papers.paper import grouped, same_fingerprint
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    AgreementStale,
    ItemMissing,
    NoAgreement,
    SignedAlready,
    TimeAhead,
    WrongFingerprint,
    WrongStatus,
)
from forms_app.times import local_day
from forms_app.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the mediator has written: party id → basic facts, item → text."""

    about: Mapping[int, str]
    items: Mapping[str, str]
    perform_by: date | None


def kind_of(case: Case) -> Kind:
    return Kind.POLICE if case.way_kind == POLICE else Kind.PEOPLE


def draw(work: Work, case: Case, draft: Draft) -> Agreement:
    """Draw the text up; refuses while an item is empty. The same text again is one."""
    if case.status != CaseStatus.IN_MEDIATION:
        raise WrongStatus
    queries.lock_trail(work.session)
    before = paper_queries.standing_agreement(work.session, case.id)
    if before is not None and before.state == SIGNED:
        raise SignedAlready
    year = local_day(work.now).year
    kind = kind_of(case)
    if before is None or before.kind != kind or before.station != case.holder_station:
        last = paper_queries.last_number(work.session, kind, case.holder_station, year)
        seq, edition = last + 1, 1
    else:
        year, seq, edition = before.year, before.seq, before.edition + 1
    number = texts.number_words(
        kind, work.catalogue.station_name(case.holder_station), year, seq
    )
    terms = _terms(work, case, draft, number)
    fingerprint = texts.agreement_paper(terms).fingerprint
    if before is not None and before.fingerprint == fingerprint:
        return before
    uid = secrets.token_hex(16)
    row = Agreement(
        uid=uid,
        case_id=case.id,
        kind=kind,
        station=case.holder_station,
        year=year,
        seq=seq,
        edition=edition,
        terms_sealed=sealing.seal(work.vault, "agreement.terms", uid, packed(terms)),
        fingerprint=fingerprint,
        state=DRAFT,
        drawn_at=work.now,
        drawn_by=work.by.name,
    )
    _write_down(work, case, before, row, number)
    return row


def _write_down(
    work: Work, case: Case, before: Agreement | None, row: Agreement, number: str
) -> None:
    if before is not None:
        before.state = VOID
    work.session.add(row)
    name, shown = KIND_WORDS[Kind(row.kind)], grouped(row.fingerprint)
    words = f"拟好了{name}{number}，校验码 {shown}，等双方签字。"
    if before is not None:
        words += f"以前印的（校验码 {grouped(before.fingerprint)}）作废。"
    record(work, case, Line("agreement_drawn", words))


def sign(work: Work, case: Case, *, typed: str, signed_on: date) -> Agreement:
    """Both sides have signed, the mediator too, and the seal is on it: it takes effect.

    `typed` is read off the signed sheet, so that the paper and the record are one text.
    """
    row = paper_queries.standing_agreement(work.session, case.id)
    if row is None:
        raise NoAgreement
    if row.state == SIGNED:
        raise SignedAlready
    if signed_on > local_day(work.now):
        raise TimeAhead
    if not same_fingerprint(typed, row.fingerprint):
        raise WrongFingerprint
    terms = opened(work.vault, row)
    if terms is None or is_stale(work, case, terms):
        raise AgreementStale
    case.status = advance(case.status, Step.AGREE)
    case.outcome, case.outcome_at = case.status, work.now
    kept = terms.items["terms"]
    case.terms_sealed = sealing.seal(work.vault, "case.terms", case.uid, kept)
    case.perform_by = terms.perform_by
    row.state, row.signed_on = SIGNED, signed_on
    visits.plan(work, case)
    words = f"双方签了{KIND_WORDS[terms.kind]}{terms.number}，协议生效。请按约定履行。"
    if terms.kind is Kind.PEOPLE:
        words += confirm_words(clocks.confirm_by_day(work.catalogue, signed_on))
    record(work, case, Line("agreed", words))
    return row


def is_stale(work: Work, case: Case, terms: Terms) -> bool:
    """Whether the record has other parties or another mediator than the sheet."""
    now = _sides(work, case, {})
    drawn = tuple(replace(side, about="") for side in terms.sides)
    return now != drawn or terms.mediator != (case.mediator_name or "")


def opened(vault: Vault, row: Agreement) -> Terms | None:
    """The text as it was drawn up; None when its time is over and it was erased."""
    text = sealing.opened(vault, "agreement.terms", row.uid, row.terms_sealed)
    if not text:
        return None
    data = json.loads(text)
    day = data.pop("perform_by")
    return Terms(
        kind=Kind(data.pop("kind")),
        sides=tuple(Side(**side) for side in data.pop("sides")),
        perform_by=date.fromisoformat(day) if day else None,
        **data,
    )


def packed(terms: Terms) -> str:
    data = asdict(terms)
    data["perform_by"] = terms.perform_by.isoformat() if terms.perform_by else ""
    return json.dumps(data, ensure_ascii=False)


def _terms(work: Work, case: Case, draft: Draft, number: str) -> Terms:
    terms = Terms(
        kind=kind_of(case),
        number=number,
        station=work.catalogue.station_name(case.holder_station),
        mediator=case.mediator_name or "",
        sides=_sides(work, case, draft.about),
        items={key: text.strip() for key, text in draft.items.items()},
        perform_by=draft.perform_by,
    )
    empty = missing(terms)
    if empty:
        raise ItemMissing(f"还不能印：{'、'.join(empty)}没有填。")
    return terms


def _sides(work: Work, case: Case, about: Mapping[int, str]) -> tuple[Side, ...]:
    return tuple(
        Side(party.role, sealing.name(work.vault, party), about.get(party.id, ""))
        for party in queries.parties(work.session, case.id)
        if party.role in SIDES
    )
