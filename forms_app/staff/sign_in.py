"""Who is at the desk in this request."""

from __future__ import annotations

from flask import Flask

from forms_app import access, desk_home


def install(app: Flask) -> None:
    """Sign-in for the desk, and the guard on every door."""
    desk_home.frame(app)
    app.before_request(access.guard)
