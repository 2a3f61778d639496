"""The applicant takes a receipt: on paper, and as a file a small script can check."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.access import public
from forms_app.database import reading
from forms_app.disputes import queries
from forms_app.disputes.progress_pages import opened_case
from forms_app.disputes.published.receipt import receipt_of
from forms_app.times import now
from forms_app.wiring import the_engine

bp = Blueprint("receipt", __name__)


@bp.get("/dispute/mine/receipt")
@public
def show() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.mine"), code=303)
        receipt = receipt_of(database, case)
        words = {e.seq: e for e in queries.events(database, case.id) if e.shown}
    lines = [(words[seq], receipt.links[seq - receipt.first]) for seq in receipt.lines]
    return render_template(
        "disputes/receipt.html", lines=lines, receipt=receipt, printed_at=now()
    )


@bp.get("/dispute/mine/receipt.json")
@public
def file() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.mine"), code=303)
        receipt = receipt_of(database, case)
    text = json.dumps(receipt.as_json(), ensure_ascii=False, indent=1)
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="receipt.json"'
    return answer
