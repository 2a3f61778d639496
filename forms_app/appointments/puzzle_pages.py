"""The sum before a time is kept: its script, and the page for who has no script."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_from_directory

import forms_app
from forms_app.access import public
from forms_app.appointments.offers import Offer
from forms_app.wiring import the_catalogue, the_puzzle

STATIC = Path(forms_app.__file__).parent / "static"
A_DAY = 24 * 60 * 60
bp = Blueprint("puzzle", __name__)


@bp.get("/puzzle.js")
@public
def script() -> Response:
    """The same file for everybody."""
    return send_from_directory(STATIC, "puzzle.js", max_age=A_DAY)


def asked() -> bool:
    """Whether browsers do a sum here at all."""
    return the_catalogue().appointments.puzzle_bits > 0


def for_page(offer: Offer, moment: datetime) -> dict[str, object]:
    """What the page's form carries; nothing while no sum is asked for."""
    if not asked():
        return {"puzzle": "", "puzzle_bits": 0}
    puzzle = the_puzzle()
    token = puzzle.page_token(_place(offer), moment)
    return {"puzzle": token, "puzzle_bits": puzzle.bits}


def key_of(offer: Offer, start: str, moment: datetime) -> str | None:
    """None: no sum is asked for; '': it was not done; else the key of the seat."""
    if not asked():
        return None
    puzzle = the_puzzle()
    form, place = request.form, _place(offer)
    token, answer = form.get("puzzle", ""), form.get("answer", "")
    if key := puzzle.solved(token, place, start, answer, moment):
        return key
    return puzzle.waited(form.get("wait", ""), place, start, moment)


def wait_page(offer: Offer, start: str, who: str, moment: datetime) -> str:
    """Some seconds instead of the sum; who presses too early goes on waiting.

    `who` comes, or ''.
    """
    return render_template(
        "appointments/puzzle_wait.html",
        offer=offer,
        start=start,
        who=who,
        token=wait_token(offer, start, moment),
        seconds=_seconds(),
    )


def wait_token(offer: Offer, start: str, moment: datetime) -> str:
    """For a form that must wait: the one it carries, or a new one."""
    puzzle, place = the_puzzle(), _place(offer)
    token = request.form.get("wait", "")
    if puzzle.waits(token, place, start, moment):
        return token
    return puzzle.wait_token(place, start, moment)


def wait_words() -> str:
    """Said to who has typed everything and may not send it yet."""
    return (
        f"请等 {_seconds()} 秒，再点“确认预约”。您填的内容都还在。"
        "这是为了不让抢号的程序占号。"
    )


def _seconds() -> int:
    return int(the_puzzle().wait.total_seconds())


def _place(offer: Offer) -> str:
    return f"{offer.station.id}/{offer.asked}"
