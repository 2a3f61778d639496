"""The page that asks who comes, and the same page for who came too late.

In a rush thousands are told that a time is gone.  Their page differs only in what they
typed, so it is made once for a time and its neighbours, with holes for people's own
words, and filled in for each.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from flask import render_template
from flask_wtf.csrf import generate_csrf

from forms_app import languages, times
from forms_app.appointments import pauses, puzzle_pages
from forms_app.appointments.forms import BookingForm
from forms_app.appointments.offers import Offer
from forms_app.moulds import Mould, filled, hole, mould_of
from forms_app.shell import Shell
from forms_app.web import root
from forms_app.wiring import the_catalogue, the_shells, wiring

Others = tuple[datetime, ...]
TYPED = ("request_key", "name", "phone", "whom")


def details(
    offer: Offer,
    form: BookingForm,
    starts_at: datetime,
    *,
    who: str,
    settled: bool,
    held_until: datetime | None,
    wait: str,
) -> str:
    """`who` comes, or ''; `settled`: they said so on the page before.

    `wait`: the token of a form that must wait because its sum was not done, or ''.
    """
    puzzle = puzzle_pages.for_page(offer, times.now())
    kept = {"held_until": held_until, "wait": wait}
    more = {"who": who, "settled": settled, **kept, **puzzle}
    return _rendered(offer, form, starts_at, (), more)


def too_late(
    offer: Offer, form: BookingForm, message: str, others: Others, who: str
) -> bytes:
    """What `details` shows for a checked form whose time was lost."""
    section = the_shells().section(languages.placed("booking"))
    puzzle = puzzle_pages.for_page(offer, times.now())
    where = (languages.language(), root(), section)
    mould = _mould(where, offer, message, others, who)
    own = {name: form[name].data or "" for name in _typed(form)}
    own |= {"csrf_token": generate_csrf(), "puzzle": puzzle["puzzle"]}
    return filled(mould, own)


@lru_cache(maxsize=256)
def _mould(
    _where: tuple[str, str, Shell],
    offer: Offer,
    message: str,
    others: Others,
    who: str,
) -> Mould:
    form = BookingForm(None, offer.persons)
    for name in _typed(form):
        form[name].data = hole(name)
    if "csrf_token" in form:
        form["csrf_token"].current_token = hole("csrf_token")
    form.form_errors = [message]
    puzzle = puzzle_pages.for_page(offer, times.now())
    if puzzle["puzzle"]:
        puzzle |= {"puzzle": hole("puzzle")}
    more = {"who": who, "settled": False, "held_until": None, "wait": "", **puzzle}
    return mould_of(_rendered(offer, form, others[0], others, more))


def _typed(form: BookingForm) -> tuple[str, ...]:
    return (*TYPED, *(other.name for other in form.others))


def _rendered(
    offer: Offer,
    form: BookingForm,
    starts_at: datetime,
    others: Others,
    more: dict[str, object],
) -> str:
    return render_template(
        "appointments/details.html",
        offer=offer,
        form=form,
        starts_at=starts_at,
        others=others,
        keep_days=the_catalogue().appointments.keep_days,
        messages=bool(wiring().settings.gateways),
        pausing=pauses.rule_of(the_catalogue()) if offer.pausing else None,
        **more,
    )
