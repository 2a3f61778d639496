"""What every page of both apps shares: shell, headers, words of time, error pages."""

from __future__ import annotations

import io
import logging
import secrets
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, abort, g, make_response, render_template, request
from flask import Request as FlaskRequest
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from forms_app import form_fields, languages, references, times
from forms_app.catalogue import Catalogue, CatalogueUnreadable
from forms_app.shell import ShellMissing
from forms_app.wiring import the_catalogue, the_shells

MAX_BODY_BYTES = 256 * 1024
MAX_FORM_FIELDS = 500
VERSION_DIGITS = 5
"""No row is changed more often than a small integer counts."""
csrf = CSRFProtect()


class Request(FlaskRequest):
    """A request whose files stay in memory: no photo lies in a temporary folder."""

    def _get_file_stream(self, *_sizes: Any, **_more: Any) -> io.BytesIO:
        return io.BytesIO()


class RowNumber(IntegerConverter):
    """An id in an address: what no row can have as its number is no address."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **{"max": 2**31 - 1, **values})


log = logging.getLogger(__name__)

ERROR_WORDS = {
    400: ("这次提交没有成功", "可能是页面打开太久了。请返回上一页，刷新后再提交一次。"),
    401: ("请先登录", "这一页只给值班人员看。"),
    403: ("您的账号不能看这一页", "如果工作需要，请找站点负责人开通。"),
    404: ("没有这个页面", "网址可能写错了，或者内容已经搬走。"),
    405: ("这个网址不能这样打开", "请从首页重新进入。"),
    413: ("提交的内容太多了", "请少写一些再交，材料可以到窗口当面交。"),
    503: ("系统正忙", "请过一两分钟再试。着急的话，请直接打电话。"),
    500: ("我们这边出了故障", "不是您的问题。请稍后再试，或者直接打电话。"),
}


PLAIN_PAGE = (
    "<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>{title}</title>"
    "<h1>{title}</h1><p>{advice}</p><p>有危险打 110，别的事打 12345。</p>"
)
DATABASE_AWAY = "database_away"
"""Set on `g` once the database has not answered: nobody asks it again for this page."""


def dress(app: Flask) -> None:
    """Give an app its templates' words, security headers and calm error pages."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.request_class = Request
    app.url_map.converters["int"] = RowNumber
    csrf.init_app(app)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(
        moment=times.moment_words,
        day_words=times.day_words,
        date_words=times.date_words,
        local=times.local,
        spoken=references.spoken,
        masked_name=form_fields.masked_name,
        masked_phone=form_fields.masked_phone,
    )
    app.context_processor(_what_templates_see)
    app.after_request(_add_headers)
    app.register_error_handler(CSRFError, lambda _e: error_page(400))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_said)
    app.register_error_handler(PoolExhausted, _database_away)
    app.register_error_handler(Exception, _our_fault)


def root() -> str:
    """The relative way from this page to the site's root: '.', '..', '../..'."""
    depth = request.path.count("/") - 1
    return "/".join([".."] * depth) or "."


def version_on_screen() -> int:
    """The version of the row a form was shown with; 400 when somebody made it up."""
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit()):
        abort(400)
    return int(version[:VERSION_DIGITS])


def error_page(status: int, reference: str = "") -> ResponseReturnValue:
    """One calm page with a way on; plain text when even the shell is missing."""
    title, advice = ERROR_WORDS.get(status, ERROR_WORDS[500])
    g.error_status = status
    try:
        page = render_template(
            "errors/error.html", title=title, advice=advice, reference=reference
        )
    except (ShellMissing, CatalogueUnreadable):
        page = PLAIN_PAGE.format(title=title, advice=advice)
    except DBAPIError:  # the frame of the desk looks up who is signed in
        if g.get(DATABASE_AWAY):
            raise
        setattr(g, DATABASE_AWAY, True)
        return error_page(503)
    return page, status


def _what_templates_see() -> dict[str, Any]:
    section = g.get("section", "booking")
    catalogue: Catalogue = the_catalogue()
    return {
        "shell": the_shells().section(languages.placed(section)),
        "root": root(),
        "catalogue": catalogue,
        "site": catalogue.site,
    }


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if "Content-Security-Policy" not in headers:
        try:
            headers["Content-Security-Policy"] = the_shells().policy.header()
        except ShellMissing:
            headers["Content-Security-Policy"] = "default-src 'none'"
    headers.setdefault("Cache-Control", "no-store")
    return response


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None:
        return error.get_response()
    if HTTPStatus.MULTIPLE_CHOICES <= error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return error_page(error.code)


def _database_said(error: DBAPIError) -> ResponseReturnValue:
    """Away, full, locked or damaged is a matter of time; the rest is our fault."""
    away = isinstance(error, (OperationalError, InterfaceError))
    if away or error.connection_invalidated or type(error) is DatabaseError:
        return _database_away(error)
    return _our_fault(error)


def _database_away(error: Exception) -> ResponseReturnValue:
    cause = getattr(error, "orig", error)
    log.error("the database did not answer: %s", type(cause).__name__)
    setattr(g, DATABASE_AWAY, True)
    response = make_response(error_page(503))
    response.headers["Retry-After"] = "60"
    return response


def _our_fault(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    log.exception("unforeseen [%s]", reference, exc_info=error)
    return error_page(500, reference)
