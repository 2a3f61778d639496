"""Photos and papers: handed in by code, taken out by the desk, gone with the case."""

from __future__ import annotations

import tempfile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes import erasure, queries
from forms_app.disputes.evidence import child, cleaning, evidence_pages, filing
from forms_app.disputes.evidence import queries as files
from forms_app.disputes.evidence.child import Cleaned
from tests.disputes_builders import MONDAY, PHONE, Page, Register, a_work, read, send
from tests.forms.case_builders import CENTRE_HEAD, DUTY, HEAD, MEDIATOR, Desk
from tests.forms.file_builders import CAMERA, a_bomb, a_lively_pdf, a_photo

MINE = "/forms/dispute/mine/files"


@pytest.fixture(autouse=True)
def clean_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cleaning without a process for each file; the child has its own tests."""
    monkeypatch.setattr(
        child, "cleaned", lambda content: Cleaned(*cleaning.clean(content))
    )


def open_case(client: FlaskClient, register: Register, case_id: int) -> None:
    code = register.code(case_id)
    send(client, "/forms/dispute/progress", code=code, tail=PHONE[-4:])


def hand_in(
    client: FlaskClient, content: bytes, about: str = "漏水的天花板", where: str = MINE
) -> Page:
    """The body is written here: the client would put it into a temporary file."""
    words = f'--x\r\nContent-Disposition: form-data; name="about"\r\n\r\n{about}\r\n'
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="我家.jpg"\r\n\r\n'
    body = words.encode() + head.encode() + content + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return Page(client.post(where, data=body, content_type=kind, follow_redirects=True))


def test_the_applicant_hands_in_a_photo_and_sees_that_it_came(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())
    page = hand_in(client, a_photo())

    assert "漏水的天花板" in page.text
    assert "已经交了 1 份" in page.text
    assert "收到一份材料：照片。" in read(client, "/forms/dispute/mine").text


def test_the_same_file_twice_is_one_file(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_photo())

    assert "已经交了 1 份" in hand_in(client, a_photo()).text


def test_nothing_of_a_file_lies_open_in_the_database(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_lively_pdf())

    with register.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM evidence_file")).one()
    stored = b"".join(bytes(v) for v in row if isinstance(v, (bytes, memoryview)))
    for open_ in (b"%PDF", "漏水".encode(), "我家".encode()):
        assert open_ not in stored


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (a_bomb(), "照片尺寸太大了"),
        (b"PK\x03\x04", "只收照片"),
        (b"\xff\xd8\xff...", "打不开"),
        (b"\xff\xd8\xff" + b"0" * filing.MOST_BYTES, "一份最多 10 兆"),
    ],
)
def test_a_refused_file_gets_a_sentence_and_leaves_nothing(
    client: FlaskClient, register: Register, content: bytes, sentence: str
) -> None:
    open_case(client, register, register.a_case())
    page = hand_in(client, content)

    assert page.status == 422
    assert sentence in page.errors[0]
    with Session(register.engine) as session:
        assert files.of_case(session, 1) == []
        assert len(queries.events(session, 1)) == 1


def test_a_file_far_too_large_is_not_even_read(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())

    answer = client.post(
        MINE,
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(filing.MOST_BYTES + 200_000)},
    )
    assert answer.status_code == 413


def test_no_other_form_takes_a_large_body(client: FlaskClient) -> None:
    assert send(client, "/forms/dispute/begin", x="0" * 300_000).status == 413


def test_a_photo_lies_in_no_temporary_folder(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    open_case(client, register, register.a_case())
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", refuse)
    large = a_photo() + b"\0" * 900_000

    assert "已经交了 1 份" in hand_in(client, large).text


def test_a_case_has_room_for_so_many(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "MOST_FILES", 1)
    open_case(client, register, register.a_case())
    hand_in(client, a_photo())

    assert "材料已经够多了" in hand_in(client, a_photo((10, 10))).errors[0]


def test_nobody_hands_in_without_the_code(
    client: FlaskClient, register: Register
) -> None:
    register.a_case()

    assert hand_in(client, a_photo()).h1 == "查我的事项"
    assert read(client, MINE).h1 == "查我的事项"


def test_the_public_side_never_gives_a_file_out(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())
    page = hand_in(client, a_photo())

    assert not page.soup.select("main img, a[download]")
    assert client.get(f"{MINE}/1").status_code == 404


def test_the_desk_takes_a_file_as_an_attachment_and_it_is_written_down(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_photo())
    desk = desk_as(MEDIATOR, name="林调解员", id=42)
    assert "漏水的天花板" in read(desk, "/cases/1").text

    answer = desk.post("/cases/1/files/1/clean")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="file-1.jpg"'
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == evidence_pages.SANDBOX
    assert CAMERA.encode() not in answer.get_data()
    with Session(register.engine) as session:
        last = queries.events(session, 1)[-1]
    assert (last.words, last.by_id) == ("下载了第 1 份材料。", 42)


def test_the_original_of_a_pdf_is_kept_and_never_shown_as_what_it_is(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_lively_pdf())
    desk = desk_as(HEAD)

    original = desk.post("/cases/1/files/1/original")
    kept = desk.post("/cases/1/files/1/clean").get_data()

    assert original.headers["Content-Type"] == "application/octet-stream"
    assert original.get_data() == a_lively_pdf_as_sent(register)
    assert b"/JavaScript" not in kept


def a_lively_pdf_as_sent(register: Register) -> bytes:
    with Session(register.engine) as session:
        file = files.file_of(session, 1, 1)
        assert file is not None
        found = filing.content_of(register.vault, file, original=True)
    assert found is not None
    assert b"/JavaScript" in found
    return found


def test_a_photo_has_no_original(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_photo())

    assert desk_as(HEAD).post("/cases/1/files/1/original").status_code == 404


def test_another_station_or_case_gets_no_file(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    open_case(client, register, register.a_case())
    hand_in(client, a_photo())
    other = register.a_case(name="李四")

    assert desk_as(CENTRE_HEAD).post("/cases/1/files/1/clean").status_code == 404
    assert desk_as(HEAD).post(f"/cases/{other}/files/1/clean").status_code == 404
    assert desk_as(HEAD).get("/cases/1/files/1/clean").status_code == 405


def test_a_clerk_hands_in_for_the_person_at_the_counter(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(DUTY, name="赵警官")
    page = hand_in(desk, a_photo(), where=f"/cases/{case_id}/files")
    wrong = hand_in(desk, b"PK", where=f"/cases/{case_id}/files")

    assert "照片和材料（1 份）" in page.text
    assert "赵警官" in page.text
    assert wrong.status == 422


def test_files_go_with_the_case(client: FlaskClient, register: Register) -> None:
    case_id = register.a_case("decline", "close")
    with transaction(register.engine) as session:
        work = a_work(session, register.vault, register.catalogue)
        case = register.case(case_id)
        case.status = "submitted"
        filing.add(work, case, filing.cleaned(a_photo(), "照片"))
        late = MONDAY.replace(year=2036)
        old = a_work(session, register.vault, register.catalogue, now=late)
        assert erasure.erase_old(old) == 1

    with register.engine.connect() as connection:
        row = connection.execute(
            text("SELECT about_sealed, clean_sealed, kind FROM evidence_file")
        ).one()
    assert tuple(row) == (None, None, "jpeg")
