"""Nothing a person tells us lands in a log or a temporary file, whatever the log is set to."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forms_app.disputes import timeline
from forms_app.disputes.evidence import child, cleaning
from forms_app.disputes.evidence.child import Cleaned
from tests.disputes_builders import (
    OTHER,
    PHONE,
    STORY,
    Register,
    answer_everything,
    send,
)
from tests.forms.case_builders import HEAD, Desk
from tests.forms.file_builders import CAMERA, a_photo
from tests.forms.test_case_register import registration
from tests.forms.test_evidence import hand_in
from tests.forms.test_on_the_spot import NAMES, a_sheet


def test_a_case_from_the_first_word_to_the_desk_leaves_no_word_in_the_log(
    client: FlaskClient,
    register: Register,
    desk_as: Desk,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(
        child, "cleaned", lambda content: Cleaned(*cleaning.clean(content))
    )
    photo = a_photo()
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    check = answer_everything(client)
    send(client, "/forms/dispute/send", request_key=check.value("request_key"))
    code = register.code(1)
    send(client, "/forms/dispute/progress", code=code, tail="0001")
    send(client, "/forms/dispute/progress", code=code, tail=PHONE[-4:])
    hand_in(client, photo, about="漏水的天花板")
    desk = desk_as(HEAD)
    look = {"look-what": "party-1", "look-reason": "约时间见面"}
    send(desk, "/cases/1/look", **look)
    send(desk, "/cases/1/code", proof="id-card", renewal="same")
    send(desk, "/cases/find", phone=PHONE)
    send(desk, "/cases/spot", **a_sheet())

    fault(desk, monkeypatch)
    errand = registration(type="neighbour", landmark="老槐树下", behalf_name="")
    send(desk, "/cases/new", **errand)
    seen = capfd.readouterr()
    kept = b"".join(f.read_bytes() for f in (tmp_path / "temp").rglob("*"))
    written = "".join((caplog.text, seen.out, seen.err, kept.decode("latin-1")))

    assert "RuntimeError" in caplog.text
    told = (STORY, OTHER, "王小明", PHONE, code, code.replace("-", ""), CAMERA)
    for secret in (*told, "漏水的天花板", "约时间见面", *NAMES, "党参", "老槐树下"):
        assert secret not in written
        assert secret.encode().decode("latin-1") not in written


def fault(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something breaks in the middle of a page that has everything in its hands."""

    def breaks(*_given: object) -> str:
        raise RuntimeError

    desk.application.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as broken:
        broken.setattr(timeline, "masked_applicants", breaks)
        broken.setitem(desk.application.config, "TESTING", False)
        assert desk.get("/cases/").status_code == 500
