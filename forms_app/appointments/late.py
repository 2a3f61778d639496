"""Who comes too late: in a rush most people do, and are told so without waiting in line.

Where a seat was asked for in vain lately, we look before we queue for writing.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Engine

from forms_app.appointments.offers import Offer
from forms_app.appointments.queries import Shown, Window, days_shown, nearest_free
from forms_app.appointments.slots import plans_for
from forms_app.appointments.why_not import is_free, what_stands_against
from forms_app.database import glancing
from forms_app.refusals import SlotFull, SlotUnavailable
from forms_app.wire import Wire

Others = tuple[datetime, ...]
"""Free starts close by."""
_WAS_FULL: dict[tuple[Offer, datetime], tuple[datetime, Others]] = {}
"""Where, when that was, and what was free close by: within the same second it is said
again."""
FULL_NOTED = 1024
_SEEN: dict[tuple[Offer, Window], tuple[datetime, Shown]] = {}
DAYS_SEEN = 256


def looked_first(
    engine: Engine, offer: Offer, row: dict[str, Any], now: datetime
) -> str | None:
    """The code this form was given before; None when there may be a seat, which only the
    INSERT can tell.  SlotFull, with the nearest free starts, and the other refusals.
    """
    noted = _WAS_FULL.get((offer, row["starts_at"]))
    if noted is None:
        return None
    with glancing(engine) as wire:
        try:
            return _earlier_unless_full(wire, offer, row, now)
        except SlotFull as refusal:
            when, near = noted
            fresh = when == now
            refusal.nearest = (
                near if fresh else _close_by(wire, offer, row["starts_at"], now)
            )
            raise


def look_close_by(
    engine: Engine,
    offer: Offer,
    wanted: datetime,
    refusal: SlotUnavailable,
    now: datetime,
) -> None:
    """Tell a refusal the nearest free starts; remember where everything was full."""
    if refusal.nearest is None:
        with glancing(engine) as wire:
            refusal.nearest = _close_by(wire, offer, wanted, now)
    if isinstance(refusal, SlotFull):
        if len(_WAS_FULL) >= FULL_NOTED:
            _WAS_FULL.clear()
        _WAS_FULL[offer, wanted] = now, refusal.nearest


def was_given(offer: Offer, start: datetime) -> None:
    """There was a seat after all."""
    _WAS_FULL.pop((offer, start), None)


def _earlier_unless_full(
    wire: Wire, offer: Offer, row: dict[str, Any], now: datetime
) -> str | None:
    if earlier := what_stands_against(wire, offer, row).earlier:
        return earlier
    plans = plans_for(offer, row["starts_at"], now)
    if plans and not any(is_free(wire, plan, row) for plan in plans):
        raise SlotFull
    return None


def _close_by(wire: Wire, offer: Offer, wanted: datetime, now: datetime) -> Others:
    near = nearest_free(partial(_seen, wire, offer, now), offer, wanted, now=now)
    return tuple(slot.starts_at for slot in near)


def _seen(wire: Wire, offer: Offer, now: datetime, window: Window) -> Shown:
    """Those days as somebody saw them in this second: many look around at once."""
    when, shown = _SEEN.get((offer, window), (None, None))
    if shown is None or when != now:
        shown = days_shown(wire, offer, now=now, window=window)
        if len(_SEEN) >= DAYS_SEEN:
            _SEEN.clear()
        _SEEN[offer, window] = now, shown
    return shown
