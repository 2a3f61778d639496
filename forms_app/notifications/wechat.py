"""WeChat subscription messages, through the county's own WeChat service.

Only that service knows which WeChat user has which telephone number, so it gets the
body of `subscribeMessage.send` with the number in the place of the openid:

    {"id": "…", "phone": "…", "template_id": "…", "data": {"thing1": {"value": "…"}, …}}

and answers as WeChat does: HTTP 200 with `errcode`.  0 is sent; a person who has not
subscribed, or has no WeChat, is a refusal, and the next channel takes over.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException

from forms_app.notifications.channels import Outcome, Parcel, Receipt
from forms_app.notifications.gateways import WebGateway
from forms_app.notifications.web_gateway import post

NEVER = {"40003", "43101", "43107", "47003"}
"""No such user; not subscribed; refused; the template wants other words."""
FIELDS = {
    "place": ("thing1", 20),
    "time": ("time2", 20),
    "code": ("character_string3", 32),
    "note": ("thing4", 20),
}
"""What the template calls our facts, and how many characters WeChat takes there."""


@dataclass(frozen=True, slots=True)
class WeChatChannel:
    """The adapter; the template has a place, a time, a code and a note."""

    gateway: WebGateway
    name: str = "wechat"

    def send(self, parcel: Parcel) -> Receipt:
        facts = parcel.telling.facts
        data = {
            name: {"value": facts.get(fact, "")[:most]}
            for fact, (name, most) in FIELDS.items()
        }
        body = {
            "id": parcel.key,
            "phone": parcel.telling.phone,
            "template_id": self.gateway.template,
            "data": data,
        }
        try:
            answer = post(self.gateway, parcel.key, body)
        except (OSError, HTTPException) as problem:
            return Receipt(Outcome.LATER, type(problem).__name__)
        if answer.says(*self.gateway.accepted):
            return Receipt(Outcome.SENT, str(answer.status))
        code = str(answer.body.get("errcode", ""))[:20]
        outcome = Outcome.REFUSED if code in NEVER else Outcome.LATER
        return Receipt(outcome, code or str(answer.status))
