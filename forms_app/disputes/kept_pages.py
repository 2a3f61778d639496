"""The one thing a browser may keep of a draft, and only if the person agreed: its key.

The answers lie sealed in the database; the key opens them for seven days, on this
browser alone.  Whoever shares the telephone could go on with the draft, which is why
nothing is kept unless somebody ticks the box.
"""

from __future__ import annotations

from typing import TypeVar

from flask import current_app, request
from werkzeug.wrappers import Response as AnyResponse

from forms_app.disputes.drafts import KEEP_AGREED

COOKIE = "doorstep_draft"
R = TypeVar("R", bound=AnyResponse)


def read() -> str:
    return request.cookies.get(COOKIE, "")


def put(response: R, key: str) -> R:
    response.set_cookie(
        COOKIE,
        key,
        max_age=KEEP_AGREED,
        path=_path(),
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return response


def drop(response: R) -> R:
    response.delete_cookie(COOKIE, path=_path())
    return response


def _path() -> str:
    return "/forms/dispute"
