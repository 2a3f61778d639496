"""Which gateways this installation has: read from the environment, all or none wrong.

DOORSTEP_SMS_URL          address of an HTTP gateway that takes JSON (see `web_gateway`)
DOORSTEP_SMS_TOKEN        sent as `Authorization: Bearer …`
DOORSTEP_SMS_OK           what its answer says when it has accepted: `accepted=true`
DOORSTEP_WECHAT_URL       address of the county's WeChat service (see `wechat`)
DOORSTEP_WECHAT_TOKEN     likewise
DOORSTEP_WECHAT_TEMPLATE  number of the subscription message's template
DOORSTEP_SMTP_URL         smtp://, smtp+tls:// (STARTTLS) or smtps://user:secret@host:port
DOORSTEP_SMTP_FROM        whose mail it is
DOORSTEP_SMTP_TO          where mail for a telephone goes, such as {phone}@139.com
DOORSTEP_MESSAGES_FILE    a file that gets one JSON line a message; `-` is the screen
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

WEB_SCHEMES = ("https", "http")
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
ACCEPTED = "accepted=true"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebGateway:
    """An HTTP gateway that takes JSON."""

    url: str
    token: str = field(default="", repr=False)
    accepted: tuple[str, str] = ("accepted", "true")
    """Key and value in its answer that say: I have it."""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGateway:
    """An SMTP server, and how a telephone number becomes an address."""

    scheme: str
    host: str
    port: int
    sender: str
    to: str
    user: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    """Every channel that is set up; none is a call list at the desk."""

    wechat: WebGateway | None = None
    sms: WebGateway | None = None
    mail: MailGateway | None = None
    file: str = ""

    def __bool__(self) -> bool:
        return bool(self.wechat or self.sms or self.mail or self.file)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], wrong: list[str]) -> Gateways:
        """What DOORSTEP_SMS_*, _WECHAT_*, _SMTP_* say; sentences go to `wrong`."""
        return cls(
            wechat=_web(environ, "DOORSTEP_WECHAT", "errcode=0", wrong),
            sms=_web(environ, "DOORSTEP_SMS", ACCEPTED, wrong),
            mail=_mail(environ, wrong),
            file=environ.get("DOORSTEP_MESSAGES_FILE", ""),
        )


def _web(
    environ: Mapping[str, str], name: str, accepted: str, wrong: list[str]
) -> WebGateway | None:
    url = environ.get(f"{name}_URL", "")
    if not url:
        return None
    parts = _parts(url)
    if parts is None or parts.scheme not in WEB_SCHEMES:
        wrong.append(f"{name}_URL must begin with https:// (or http://) and a host")
    key, separator, value = environ.get(f"{name}_OK", accepted).partition("=")
    if not (key and separator):
        wrong.append(f"{name}_OK is written key=value, such as {accepted}")
    template = environ.get(f"{name}_TEMPLATE", "")
    if name.endswith("WECHAT") and not template:
        wrong.append(f"{name}_TEMPLATE is missing")
    return WebGateway(
        url=url,
        token=environ.get(f"{name}_TOKEN", ""),
        accepted=(key, value),
        template=template,
    )


def _mail(environ: Mapping[str, str], wrong: list[str]) -> MailGateway | None:
    url = environ.get("DOORSTEP_SMTP_URL", "")
    if not url:
        return None
    sender = environ.get("DOORSTEP_SMTP_FROM", "")
    to = environ.get("DOORSTEP_SMTP_TO", "")
    parts = _parts(url)
    if parts is None or parts.scheme not in SMTP_PORTS:
        wrong.append(
            "DOORSTEP_SMTP_URL must begin with smtp://, smtp+tls:// or smtps://"
        )
        return None
    if "@" not in sender:
        wrong.append("DOORSTEP_SMTP_FROM must be an address")
    if "{phone}" not in to or "@" not in to:
        wrong.append("DOORSTEP_SMTP_TO must contain {phone} and @")
    return MailGateway(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or SMTP_PORTS[parts.scheme],
        sender=sender,
        to=to,
        user=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
    )


def _parts(url: str) -> SplitResult | None:
    """The address in parts, or None when it names no host or no possible port."""
    try:
        parts = urlsplit(url)
        possible = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if possible else None
