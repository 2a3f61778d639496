"""Pages that follow the author: only under `doorstep serve`, never on a server.

Every HTML page gets a small script that asks what is new and reloads the page, and, when
the last build failed, a panel on top of the old content that says what is wrong.  Without
JavaScript the panel comes with the next page.  `build_scripts/live.py` describes the file.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue

from forms_app.access import public
from forms_app.wiring import wiring

STATIC = Path(__file__).parent / "static"
BODY = re.compile(r"<body[^>]*>")
# An author's browser gets every page whole and never shows one it has kept.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


@dataclass(frozen=True, slots=True)
class News:
    """What a page has to know: which site this is, and what is wrong with the next."""

    site: str
    """Another word for every published site; '' while there is none."""
    notice: str
    """Another word for every set of problems; '' when all is well."""
    told: dict[str, Any]


def install(app: Flask, file: Path) -> None:
    """Make the residents' pages follow the site and `file`."""
    bp = Blueprint("live", __name__, url_prefix="/__live")

    @bp.get("")
    @public
    def ask() -> ResponseReturnValue:
        """Asked several times a second by every open page."""
        news: News = g.news
        return {"site": news.site, "notice": news.notice}

    @bp.get("/panel")
    @public
    def panel() -> ResponseReturnValue:
        return _panel(g.news)

    @bp.get("/<name>")
    @public
    def static(name: str) -> ResponseReturnValue:
        return send_from_directory(STATIC, name, max_age=0)

    app.register_blueprint(bp)
    app.before_request(lambda: _before_the_page(file))
    app.after_request(_with_news)


def _before_the_page(file: Path) -> None:
    """The news come first: a site swapped while the page is read is news to it."""
    g.news = _news(file)
    for name in CONDITIONS:
        request.environ.pop(name, None)


def _with_news(response: Response) -> Response:
    """The page with the script in its head and the panel on top of its body."""
    refused = "news" not in g  # by the guard, before it came to us
    if refused or response.mimetype != "text/html" or _is_ours(request.path):
        return response
    if request.method != "HEAD":
        response.direct_passthrough = False  # a file of the site is sent as a stream
        response.set_data(_spliced(response.get_data(as_text=True), g.news))
    response.headers["Cache-Control"] = "no-store"
    for name in ("ETag", "Last-Modified"):
        response.headers.pop(name, None)
    return response


def _is_ours(path: str) -> bool:
    return path.startswith("/__live")


def _spliced(page: str, news: News) -> str:
    """A page without a head or body takes both at its end, as HTML allows."""
    answers_a_form = request.method != "GET"
    head = _rendered("head.html", news=news, keep=answers_a_form)
    before, end_of_head, after = page.partition("</head>")
    page = f"{before}{head}{end_of_head}{after}"
    body = BODY.search(page)
    at = body.end() if body else len(page)
    return f"{page[:at]}{_panel(news)}{page[at:]}"


def _panel(news: News) -> str:
    return _rendered("panel.html", told=news.told)


def _rendered(name: str, **sees: object) -> str:
    """Without what other templates see: a page without shell or catalogue has these."""
    return current_app.jinja_env.get_template(f"live/{name}").render(sees)


def _news(file: Path) -> News:
    try:
        text = file.read_bytes()
    except OSError:
        return News(_site(), "", {})
    return News(_site(), hashlib.sha256(text).hexdigest()[:16], json.loads(text))


def _site() -> str:
    """The folder that was swapped in and the file that every build of it wrote.

    Either alone may be as before: folders are used again, and an edited article changes
    nothing in catalogue.json.
    """
    site = wiring().settings.site
    try:
        looks = (site / "catalogue.json").stat()
        folder = site.readlink().name if site.is_symlink() else ""
    except OSError:
        return ""
    return f"{folder}-{looks.st_ino}-{looks.st_mtime_ns}"
