"""How a station stands to a case: it holds it, is asked to take it, or once had it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from forms_app.access import ANYWHERE, Actor, Permission
from forms_app.catalogue import Catalogue
from forms_app.disputes.lifecycle import Step
from forms_app.disputes.models import Case, Referral


class Standing(StrEnum):
    HOLDER = "holder"
    RECEIVER = "receiver"
    """Asked to take it over; reads all, may accept or return."""
    GUEST = "guest"
    """Of another station, in an emergency: reads all for an hour, does nothing."""
    FORMER = "former"
    """Handed it over; still sees the steps, never the parties or the records."""
    NONE = "none"


STEP_PERMISSIONS: Mapping[Step, Permission] = {
    Step.ACCEPT: Permission.REGISTER_CASES,
    Step.DECLINE: Permission.REGISTER_CASES,
    Step.REFER: Permission.REGISTER_CASES,
    Step.TAKE_OVER: Permission.REGISTER_CASES,
    Step.HAND_BACK: Permission.REGISTER_CASES,
    Step.RECALL: Permission.REGISTER_CASES,
    Step.MEDIATE: Permission.MEDIATE,
    Step.AGREE: Permission.MEDIATE,
    Step.FAIL: Permission.MEDIATE,
    Step.WITHDRAW: Permission.REGISTER_CASES,
    Step.FULFIL: Permission.MEDIATE,
    Step.BREACH: Permission.MEDIATE,
    Step.REOPEN: Permission.CLOSE_CASES,
    Step.CLOSE: Permission.CLOSE_CASES,
}
RECEIVER_STEPS = frozenset({Step.TAKE_OVER, Step.HAND_BACK})
May = Callable[[Permission, str], bool]


def may_at(actor: Actor, catalogue: Catalogue) -> May:
    """Whether this person holds a permission at a station."""

    def may(permission: Permission, station: str) -> bool:
        return actor.may(permission, station, catalogue.agencies_of(station))

    return may


def scopes_of(catalogue: Catalogue, station: str) -> tuple[str, ...]:
    """Every scope of a grant that covers this station."""
    agencies = catalogue.agencies_of(station)
    return (ANYWHERE, f"station:{station}", *(f"agency:{a}" for a in agencies))


def seen_stations(actor: Actor, catalogue: Catalogue) -> frozenset[str] | None:
    """Stations whose cases this person sees; None means everywhere."""
    if actor.may(Permission.SEE_CASES, ANYWHERE, ()):
        return None
    may = may_at(actor, catalogue)
    named = (g.scope.partition(":")[2] for g in actor.grants if "station:" in g.scope)
    candidates = {*catalogue.stations, *named}
    return frozenset(s for s in candidates if may(Permission.SEE_CASES, s))


def standing(case: Case, referrals: Sequence[Referral], may: May) -> Standing:
    """The strongest standing of the stations in which this person sees cases."""

    def sees(station: str) -> bool:
        return may(Permission.SEE_CASES, station)

    if sees(case.holder_station):
        return Standing.HOLDER
    if any(r.answer is None and sees(r.to_station) for r in referrals):
        return Standing.RECEIVER
    if any(
        sees(r.from_station) or (r.answer == "accepted" and sees(r.to_station))
        for r in referrals
    ):
        return Standing.FORMER
    return Standing.NONE


def reading_station(case: Case, referrals: Sequence[Referral], place: Standing) -> str:
    """On whose behalf a case is read."""
    if place is Standing.RECEIVER:
        return acting_station(case, referrals, Step.TAKE_OVER)
    return case.holder_station


def acting_station(case: Case, referrals: Sequence[Referral], step: Step | None) -> str:
    """Which station takes this step: the receiver answers a hand-over.

    '' where a hand-over is to be answered and none is on its way.
    """
    if step in RECEIVER_STEPS:
        return next((r.to_station for r in referrals if r.answer is None), "")
    return case.holder_station
