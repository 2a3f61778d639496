"""Who asks for a visit at home or a paper sent there."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.database import reading
from forms_app.home_visits.models import HomeRequest
from tests.forms.page import Page, follow

Desk = Callable[..., FlaskClient]
SERVICE, VILLAGE = "id-card-renewal", "qiaodong-huanxi"
VISIT, DELIVERY = (
    f"/forms/home-visit/{SERVICE}/visit",
    f"/forms/home-visit/{SERVICE}/delivery",
)
ADDRESS = "三组，桥头红瓦房"


def filled(**changes: str) -> dict[str, str]:
    return {
        "area": VILLAGE,
        "address": ADDRESS,
        "reason": "ill",
        "people": "1",
        "day": "any",
        "part": "any",
        "name": "王小明",
        "phone": "13800138000",
        "request_key": "a" * 32,
        **changes,
    }


def ask(resident: FlaskClient, where: str = VISIT, **changes: str) -> Page:
    return follow(resident, resident.post(where, data=filled(**changes)))


def rows(engine: Engine) -> list[HomeRequest]:
    with reading(engine) as session:
        return list(session.query(HomeRequest).order_by(HomeRequest.id))
