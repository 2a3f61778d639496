"""Every channel against a server that really answers, and how it is set up."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from forms_app.notifications import delivery
from forms_app.notifications.channels import (
    FileChannel,
    Outcome,
    Parcel,
    ScreenChannel,
    Telling,
)
from forms_app.notifications.gateways import Gateways, MailGateway, WebGateway
from forms_app.notifications.mail import MailChannel
from forms_app.notifications.wechat import WeChatChannel
from forms_app.settings import Settings, SettingsError
from tests.forms.gateway_servers import (
    MailServer,
    WebServer,
    a_mail_gateway,
    a_web_gateway,
)

FACTS = {
    "place": "桥东派出所" * 9,
    "time": "2026-12-03 09:30",
    "code": "ABCD-2345",
    "note": "提醒要来",
}
PARCEL = Parcel("k" * 32, "reminder", Telling("13800138000", "提醒您：𠮷时到。", FACTS))


@pytest.fixture
def web() -> Iterator[WebServer]:
    with a_web_gateway() as server:
        yield server


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with a_mail_gateway() as server:
        yield server


def mail_to(server: MailServer, **changes: str) -> MailChannel:
    gateway = MailGateway(
        scheme="smtp",
        host="127.0.0.1",
        port=server.port,
        sender="doorstep@example.cn",
        to="{phone}@139.example",
        **changes,
    )
    return MailChannel(gateway)


def test_a_mail_carries_the_words_to_the_telephones_address(
    post_office: MailServer,
) -> None:
    receipt = mail_to(post_office).send(PARCEL)

    assert receipt.outcome is Outcome.SENT
    ((recipient, source),) = post_office.mails
    mail = message_from_bytes(source.encode(), policy=default)
    assert recipient == "13800138000@139.example"
    assert mail["Message-ID"] == f"<{'k' * 32}@doorstep>"
    assert mail["Subject"] == "预约通知"
    assert mail.get_content().strip() == "提醒您：𠮷时到。"


@pytest.mark.parametrize(
    ("command", "answer", "outcome"),
    [
        ("RCPT", "550 no such user", Outcome.REFUSED),
        ("RCPT", "451 greylisted", Outcome.LATER),
        ("MAIL", "530 who are you", Outcome.LATER),
        ("DATA", "554 no", Outcome.REFUSED),
        ("end", "554 spam", Outcome.REFUSED),
        ("end", "452 disk full", Outcome.LATER),
        ("end", "what?", Outcome.LATER),
        ("hello", "554 not today", Outcome.LATER),
        ("hello", "HTTP/1.1 400 Bad Request", Outcome.LATER),
        ("EHLO", "502 no", Outcome.SENT),  # older servers know HELO
    ],
)
def test_what_a_mail_server_says_is_taken_at_its_word(
    post_office: MailServer, command: str, answer: str, outcome: Outcome
) -> None:
    post_office.answers = {command: answer}

    assert mail_to(post_office).send(PARCEL).outcome is outcome
    assert len(post_office.mails) == (outcome is Outcome.SENT)


def test_a_mail_server_that_wants_a_password_it_does_not_know_is_asked_later(
    post_office: MailServer,
) -> None:
    channel = mail_to(post_office, user="doorstep", secret="s")

    assert channel.send(PARCEL).outcome is Outcome.LATER
    assert "secret='s'" not in repr(channel)


def test_a_mail_server_that_is_gone_is_asked_later() -> None:
    with a_mail_gateway() as gone:
        channel = mail_to(gone)

    assert channel.send(PARCEL).outcome is Outcome.LATER


def wechat_at(server: WebServer) -> WeChatChannel:
    return WeChatChannel(
        WebGateway(url=server.url, accepted=("errcode", "0"), template="T1")
    )


def test_wechat_gets_the_pieces_its_template_has_room_for(web: WebServer) -> None:
    web.yes = b'{"errcode": 0, "errmsg": "ok"}'

    assert wechat_at(web).send(PARCEL).outcome is Outcome.SENT
    assert web.tries == [
        {
            "id": "k" * 32,
            "phone": "13800138000",
            "template_id": "T1",
            "data": {
                "thing1": {"value": ("桥东派出所" * 9)[:20]},
                "time2": {"value": "2026-12-03 09:30"},
                "character_string3": {"value": "ABCD-2345"},
                "thing4": {"value": "提醒要来"},
            },
        }
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b'{"errcode": 43101, "errmsg": "user refuse"}', Outcome.REFUSED),
        (b'{"errcode": 47003}', Outcome.REFUSED),
        (b'{"errcode": 40001, "errmsg": "token"}', Outcome.LATER),
        (b'{"errcode": "0x"}', Outcome.LATER),
        (b"{}", Outcome.LATER),
    ],
)
def test_wechat_says_in_its_own_numbers_what_became_of_it(
    web: WebServer, answer: bytes, outcome: Outcome
) -> None:
    web.yes = answer

    assert wechat_at(web).send(PARCEL).outcome is outcome


def test_the_file_gets_one_line_a_message_that_only_the_owner_reads(
    tmp_path: Path,
) -> None:
    path = tmp_path / "messages.jsonl"
    channel = FileChannel(str(path))

    for _ in range(2):
        assert channel.send(PARCEL).outcome is Outcome.SENT

    first, _ = path.read_text().splitlines()
    assert json.loads(first)["text"] == "提醒您：𠮷时到。"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert FileChannel(str(tmp_path)).send(PARCEL).outcome is Outcome.LATER


def test_the_screen_shows_the_words() -> None:
    said: list[str] = []

    ScreenChannel(said.append).send(PARCEL)

    assert said == ["13800138000 提醒您：𠮷时到。"]


SET_UP = {
    "DOORSTEP_SMS_URL": "https://sms.example.cn/send?v=1",
    "DOORSTEP_SMS_OK": "code=0",
    "DOORSTEP_WECHAT_URL": "http://10.0.0.5:8080/wechat",
    "DOORSTEP_WECHAT_TEMPLATE": "T1",
    "DOORSTEP_SMTP_URL": "smtp+tls://door%40step:s%3Acret@mail.example.cn",
    "DOORSTEP_SMTP_FROM": "doorstep@example.cn",
    "DOORSTEP_SMTP_TO": "{phone}@139.com",
    "DOORSTEP_MESSAGES_FILE": "-",
}


def test_every_gateway_is_set_up_by_the_environment(tmp_path: Path) -> None:
    gateways = Settings.from_environment(SET_UP, tmp_path).gateways

    assert gateways.sms is not None
    assert gateways.sms.accepted == ("code", "0")
    assert gateways.mail is not None
    assert (gateways.mail.user, gateways.mail.secret) == ("door@step", "s:cret")
    assert gateways.mail.port == 587
    names = [channel.name for channel in delivery.channels_of(gateways, print)]
    assert names == ["wechat", "sms", "mail", "screen"]


def test_without_settings_there_is_no_gateway(tmp_path: Path) -> None:
    gateways = Settings.from_environment({}, tmp_path).gateways

    assert not gateways
    assert gateways == Gateways()
    assert delivery.channels_of(gateways, print) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DOORSTEP_SMS_URL", "sms.example.cn", "DOORSTEP_SMS_URL"),
        ("DOORSTEP_SMS_URL", "file:///etc/passwd", "DOORSTEP_SMS_URL"),
        ("DOORSTEP_SMS_URL", "http://h:99999/", "DOORSTEP_SMS_URL"),
        ("DOORSTEP_SMS_OK", "yes", "key=value"),
        ("DOORSTEP_WECHAT_TEMPLATE", "", "DOORSTEP_WECHAT_TEMPLATE"),
        ("DOORSTEP_SMTP_URL", "mail.example.cn:25", "DOORSTEP_SMTP_URL"),
        ("DOORSTEP_SMTP_FROM", "", "DOORSTEP_SMTP_FROM"),
        ("DOORSTEP_SMTP_TO", "all@139.com", "{phone}"),
    ],
)
def test_a_wrong_setting_is_said_before_anything_starts(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError, match=sentence):
        Settings.from_environment({**SET_UP, name: value}, tmp_path)
