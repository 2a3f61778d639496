"""Taking a request in for another station after hours (代收): entered and handed over
in one transaction, with the receiver's clock running and a receipt for the person.
"""

from __future__ import annotations

from forms_app.catalogue import Catalogue
from forms_app.disputes import intake, queries, referrals
from forms_app.disputes.intake import Application
from forms_app.disputes.models import Case, Referral
from forms_app.disputes.referrals import HandOver
from forms_app.disputes.trail import Work
from forms_app.refusals import NotServedHere

GROUND = "本县值班代收约定：下班时间由值班站点先收下，上班后由负责的站点接手"
REASON = "下班时间由值班人员先收下，交给负责的站点办。"


def neighbours(catalogue: Catalogue, station: str) -> dict[str, str]:
    """Stations of the same places, for which this one may take in: id → name."""
    here = catalogue.stations.get(station)
    areas = set(here.areas_served) if here else set()
    return {
        other.id: other.name
        for other in catalogue.stations.values()
        if other.takes_disputes
        and other.id != station
        and not areas.isdisjoint(other.areas_served)
    }


def take_in(work: Work, wish: Application, for_station: str) -> tuple[Case, Referral]:
    """Enter the case at our station and hand it to the one that is closed now.

    The same request twice is one case and one hand-over.
    """
    if for_station not in neighbours(work.catalogue, wish.station):
        raise NotServedHere
    case = intake.submit(work, wish)
    pending = queries.pending_referral(work.session, case.id)
    if pending is None:
        handed = HandOver(for_station, REASON, GROUND, "agreed")
        pending = referrals.hand_over(work, case, handed)
    return case, pending
