"""The page with every free time of an offer.

Thousands look at it when new times are given out.  While nothing is booked, held or
closed it is the same page for all of them but for two tokens, so it is kept as it is.
"""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request
from flask_wtf.csrf import generate_csrf

from forms_app import languages, times
from forms_app.appointments import puzzle_pages
from forms_app.appointments.days import Why
from forms_app.appointments.forms import start_of
from forms_app.appointments.offers import Offer
from forms_app.appointments.queries import Shown, days_shown
from forms_app.appointments.slots import first_free, nearest
from forms_app.database import glancing
from forms_app.moulds import Mould, filled, mould_without
from forms_app.shell import Shell
from forms_app.wiring import the_engine, the_shells

Sight = tuple[str, Shell, Offer, Shown, str]
"""All that the page shows besides the tokens; it has one address, so its links are the
same for everybody."""
_KEPT: dict[Sight, Mould] = {}
MOST_KEPT = 128
"""Of some 60 KB each."""


def times_page(offer: Offer, own_hold: str, who: str, problem: str) -> str | bytes:
    """`who` comes, or ''.  `problem`: what is wrong with the time somebody chose; then the nearest are named."""
    moment = times.now()
    with glancing(the_engine()) as wire:
        shown = days_shown(wire, offer, now=moment, own_hold=own_hold)
    puzzle = puzzle_pages.for_page(offer, moment)
    if problem:
        return _rendered(offer, shown, who, puzzle, problem)
    section = the_shells().section(languages.placed("booking"))
    sight = (languages.language(), section, offer, shown, who)
    tokens = {"csrf_token": generate_csrf(), "puzzle": str(puzzle["puzzle"])}
    mould = _KEPT.get(sight)
    if mould is None:
        mould = mould_without(_rendered(offer, shown, who, puzzle), tokens)
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[sight] = mould
    return filled(mould, tokens)


def _rendered(
    offer: Offer,
    shown: Shown,
    who: str,
    puzzle: dict[str, object],
    problem: str = "",
) -> str:
    days = shown.days
    wanted = start_of(request.args.get("start") or request.form.get("start"))
    return render_template(
        "appointments/choose_time.html",
        offer=offer,
        days=days,
        first=first_free(days),
        later=days[-1].day + timedelta(days=1),
        **puzzle,
        full=any(day.why is Why.FULL for day in days),
        near=nearest(days, wanted) if problem and wanted else (),
        problem=problem,
        who=who,
    )
