"""Messages by SMTP: to gateways that turn mail into short messages, or to mailboxes
whose address is the telephone number (a mobile operator's mail service).
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from forms_app.notifications import channels
from forms_app.notifications.channels import Outcome, Parcel, Receipt
from forms_app.notifications.gateways import MailGateway

READY = 220
SUBJECT = "预约通知"


@dataclass(frozen=True, slots=True)
class MailChannel:
    gateway: MailGateway
    name: str = "mail"

    def send(self, parcel: Parcel) -> Receipt:
        """Handed over, refused for this very recipient or message, or later."""
        mail = self.mail(parcel)
        try:
            self._hand_over(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            return Receipt(_judged(codes[0]), str(codes[0]))
        except smtplib.SMTPDataError as refused:
            return Receipt(_judged(refused.smtp_code), str(refused.smtp_code))
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            return Receipt(Outcome.LATER, type(problem).__name__)
        return Receipt(Outcome.SENT)

    def mail(self, parcel: Parcel) -> EmailMessage:
        """The same key gives the same Message-ID: mailboxes show it once."""
        mail = EmailMessage()
        mail["Message-ID"] = f"<{parcel.key}@doorstep>"
        mail["From"] = self.gateway.sender
        mail["To"] = self.gateway.to.replace("{phone}", parcel.telling.phone)
        mail["Subject"] = SUBJECT
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(parcel.telling.text, cte="base64")  # any server takes it
        return mail

    def _hand_over(self, mail: EmailMessage) -> None:
        gateway = self.gateway
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(timeout=channels.SECONDS, context=context)
            if gateway.scheme == "smtps"
            else smtplib.SMTP(timeout=channels.SECONDS)
        )
        server._host = gateway.host  # type: ignore[attr-defined]  # whom TLS must prove
        try:
            with channels.cut_off(lambda: getattr(server, "sock", None)):
                code, words = server.connect(gateway.host, gateway.port)
                if code != READY:
                    raise smtplib.SMTPConnectError(code, words)
                if gateway.scheme == "smtp+tls":
                    server.starttls(context=context)
                if gateway.user:
                    server.login(gateway.user, gateway.secret)
                server.send_message(mail)
        finally:
            server.close()  # without QUIT: a strange answer to it would mean: send again


def _judged(code: int) -> Outcome:
    """SMTP's 5xx is for good, everything else for now."""
    return Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER
