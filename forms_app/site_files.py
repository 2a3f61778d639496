"""The built site as files, for installations without a web server in front.

Behind one that serves the folder itself these routes are never asked.
"""

from __future__ import annotations

from posixpath import normpath

from flask import Blueprint, Response, abort, redirect, request, send_from_directory
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound

from forms_app.access import public
from forms_app.shell import ShellMissing
from forms_app.wiring import the_shells, wiring

PAGE_SECONDS = 60
ASSET_SECONDS = 86_400
NOT_PAGES = ("shell",)
PERMISSIONS = "camera=(), microphone=(), geolocation=(self)"
"""A page may ask where one is, to tell what is near; the forms never do."""

bp = Blueprint("site_files", __name__)
assets_bp = Blueprint("site_assets", __name__)


@bp.get("/", defaults={"path": "index.html"})
@bp.get("/<path:path>")
@public
def page(path: str) -> ResponseReturnValue:
    """A file of the site or a folder's index.

    A missing one is answered by our own error page: the site's 404.html links from
    the root, so it would lose its style sheet in a folder.
    """
    if path.endswith("/"):
        path += "index.html"
    if normpath(path).partition("/")[0] in NOT_PAGES:
        abort(404)
    try:
        return _send(path)
    except NotFound:
        if (page := _page_of_form(path)) is None:
            raise
        return redirect(page, code=303)


def _page_of_form(path: str) -> str | None:
    """The page a form stands on, for an address that only takes what the form sends.

    Such an address stays in the bar over an answer that says what to correct, so
    people copy it, keep it and open it again.
    """
    routes, page = request_ctx.url_adapter, f"/{path}".rpartition("/")[0]
    if routes is None or not routes.test(method="POST"):
        return None
    try:
        endpoint, _ = routes.match(page, method="GET")
    except HTTPException:
        return None
    return page if endpoint != request.endpoint else None


@assets_bp.get("/assets/<path:path>")
@public
def asset(path: str) -> ResponseReturnValue:
    """Style sheets and scripts of the shell, for the desk's own origin."""
    return _send(f"assets/{path}")


def _send(path: str) -> Response:
    seconds = ASSET_SECONDS if path.startswith("assets/") else PAGE_SECONDS
    response = send_from_directory(wiring().settings.site, path, max_age=seconds)
    if response.mimetype == "text/html":
        response.headers["Permissions-Policy"] = PERMISSIONS
        try:
            policy = the_shells().policy.header()
        except ShellMissing:
            policy = "default-src 'none'"
        response.headers["Content-Security-Policy"] = policy
    return response
