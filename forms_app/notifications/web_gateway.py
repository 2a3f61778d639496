"""A generic HTTP gateway: one POST of JSON a message, and an answer that must say yes.

    POST <url>   Authorization: Bearer <token>   Idempotency-Key: <id>
    {"id": "…", "kind": "reminder", "phone": "13800138000", "text": "…"}

It has accepted when the status is 2xx and the JSON answer says what the settings expect
(`{"accepted": true}`): a login page of a proxy answers 200 as well.  400 and 422 are a
refusal of this message.  Everything else, wrong credentials too, is a matter of time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from forms_app.notifications import channels
from forms_app.notifications.channels import Outcome, Parcel, Receipt
from forms_app.notifications.gateways import WebGateway

MOST_BYTES = 64 * 1024
REFUSALS = (400, 422)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway said; `body` is {} unless it was a JSON object."""

    status: int
    body: Mapping[str, Any]

    def says(self, key: str, value: str) -> bool:
        """Whether the answer is a success and names this value (numbers as text)."""
        found = self.body.get(key)
        text = json.dumps(found) if isinstance(found, bool) else str(found)
        return 200 <= self.status < 300 and key in self.body and text == value


@dataclass(frozen=True, slots=True)
class SmsChannel:
    """Short messages through the county's gateway."""

    gateway: WebGateway
    name: str = "sms"

    def send(self, parcel: Parcel) -> Receipt:
        body = {
            "id": parcel.key,
            "kind": parcel.kind,
            "phone": parcel.telling.phone,
            "text": parcel.telling.text,
        }
        try:
            answer = post(self.gateway, parcel.key, body)
        except (OSError, HTTPException) as problem:
            return Receipt(Outcome.LATER, type(problem).__name__)
        if answer.says(*self.gateway.accepted):
            return Receipt(Outcome.SENT, str(answer.status))
        refused = answer.status in REFUSALS and answer.body
        return Receipt(
            Outcome.REFUSED if refused else Outcome.LATER, str(answer.status)
        )


def post(gateway: WebGateway, key: str, body: Mapping[str, Any]) -> Answer:
    """One POST; OSError and HTTPException when there was no whole answer in time.

    Redirections are not followed: a message goes to the address in the settings only.
    """
    parts = urlsplit(gateway.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=channels.SECONDS)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",
        "Idempotency-Key": key,
        "Connection": "close",
    }
    if gateway.token:
        headers["Authorization"] = f"Bearer {gateway.token}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with channels.cut_off(lambda: connection.sock):
            connection.connect()
            sent = json.dumps(body, ensure_ascii=False).encode()
            connection.request("POST", path, sent, headers)
            with connection.getresponse() as response:
                return Answer(response.status, _object(response.read(MOST_BYTES)))
    finally:
        connection.close()


def _object(content: bytes) -> Mapping[str, Any]:
    """The JSON object in the answer, or {}."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
