"""Every paper as a page and as a Word file, read back character by character."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from sqlalchemy.orm import Session

from forms_app.access import Grant, Role
from forms_app.disputes import queries
from forms_app.disputes.papers.docx_file import docx_of
from forms_app.disputes.papers.index import index_of, missing_words
from forms_app.disputes.papers.items import ITEMS, Kind, Side, Terms
from forms_app.disputes.papers.paper import Paper
from forms_app.disputes.papers.texts import PAPERS, agreement_paper
from tests.disputes_builders import (
    ITEM_TEXTS,
    MONDAY,
    PHONE,
    POLICE,
    Register,
    read,
    send,
)
from tests.forms.case_builders import CENTRE_HEAD, COUNTER, HEAD, Desk
from tests.forms.paper_builders import READY, of_case, read_back

HEAD_OF = {
    "neighbour": HEAD,
    "injury-light": Grant(Role.HEAD, f"station:{POLICE}"),
}
NAMES = {
    "rare": "𠮷㐂䶮龘",
    "tibetan": "བཀྲ་ཤིས་སྒྲོལ་མ",
    "arabic": "ئابدۇللا مەمەت",
    "english": "O'Brien <b>&amp;",
}
STORY = "第一行：外机对着窗。\n第二行：𠮷家也看见了。"


def every_paper(register: Register, case_id: int) -> dict[str, Paper]:
    record = of_case(register, case_id)
    assert record.terms is not None
    made = {key: write(record) for key, (_, write) in PAPERS.items()}
    return {**made, "agreement": agreement_paper(record.terms)}


def test_names_in_every_script_come_back_from_a_word_file() -> None:
    sides = tuple(Side("applicant", name, f"住{name}") for name in NAMES.values())
    items = {key: ITEM_TEXTS[key] for key in ITEMS[Kind.PEOPLE]}
    paper = agreement_paper(
        Terms(
            kind=Kind.PEOPLE,
            number="1",
            station="司法所",
            mediator="赵",
            sides=sides,
            items=items,
            perform_by=MONDAY.date(),
        )
    )

    words = read_back(docx_of(paper, author="司法所", now=MONDAY))

    for line in paper.words():
        for piece in line.split("｜"):
            assert piece in words


@pytest.mark.slow
@pytest.mark.parametrize("name", list(NAMES.values()), ids=list(NAMES))
@pytest.mark.parametrize("kind", ["neighbour", "injury-light"])
def test_a_word_file_says_what_the_paper_says(
    register: Register, name: str, kind: str
) -> None:
    case_id = register.a_case(*READY, name=name, story=STORY, dispute_type=kind)

    for key, paper in every_paper(register, case_id).items():
        words = read_back(docx_of(paper, author="桥东司法所", now=MONDAY))
        for line in paper.words():
            for piece in line.split("｜"):
                assert piece in words, (key, piece)
        for line in paper.signatures:
            assert line in words
        if key in ("application", "agreement", "record", "confirmation"):
            assert name in words


def test_each_run_names_a_chinese_font_and_the_file_names_nobody(
    register: Register,
) -> None:
    case_id = register.a_case(*READY, name=NAMES["rare"])
    paper = every_paper(register, case_id)["agreement"]

    document: Any = Document(BytesIO(docx_of(paper, author="桥东司法所", now=MONDAY)))

    paragraphs = [
        *document.paragraphs,
        *(
            p
            for t in document.tables
            for r in t.rows
            for c in r.cells
            for p in c.paragraphs
        ),
    ]
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in paragraphs
        for run in paragraph.runs
    }
    assert fonts == {"仿宋", "黑体"}
    about = document.core_properties
    assert (about.author, about.last_modified_by) == ("桥东司法所", "桥东司法所")
    assert about.title == "人民调解协议书"
    assert about.created == MONDAY


@pytest.mark.parametrize("kind", ["neighbour", "injury-light"])
def test_a_page_says_what_the_paper_says(
    register: Register, desk_as: Desk, kind: str
) -> None:
    case_id = register.a_case(*READY, name=NAMES["english"], dispute_type=kind)
    desk = desk_as(HEAD_OF[kind])

    for key, paper in every_paper(register, case_id).items():
        if kind == "injury-light" and key == "confirmation":
            continue
        page = send(desk, f"/cases/{case_id}/papers", what=key, form="page")
        text = plain(page.soup)
        for line in paper.words():
            for piece in line.replace("：", "｜").split("｜"):
                assert "".join(piece.split()) in text, (key, piece)
        assert "<b>&amp;amp;" not in page.text.replace("&lt;b&gt;", "")


def plain(soup: BeautifulSoup) -> str:
    found = soup.find("main")
    assert found is not None
    return "".join(found.get_text().replace("：", "").split())


def test_who_makes_a_paper_is_written_down(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case("accept")

    page = send(
        desk_as(HEAD, name="李所长"),
        f"/cases/{case_id}/papers",
        what="application",
        form="page",
    )

    assert PHONE in page.text
    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
    assert (last.kind, last.by_name, last.shown) == ("read", "李所长", False)
    assert "人民调解申请书" in last.words


def test_the_list_of_papers_names_nobody(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case(*READY)

    page = read(desk_as(HEAD), f"/cases/{case_id}/papers")

    for secret in ("王小明", PHONE, "李四光头"):
        assert secret not in page.text
    assert "已签字生效" in page.text


def test_a_word_file_comes_as_an_attachment(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case(*READY)
    data = {"what": "agreement", "form": "docx"}

    with desk_as(HEAD).post(f"/cases/{case_id}/papers", data=data) as answer:
        words = read_back(answer.get_data())

    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{case_id}-agreement.docx"'
    )
    assert "人民调解协议书" in words


def test_who_has_nothing_to_do_with_a_case_gets_no_paper(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("refer", "take_over")
    former, stranger = desk_as(HEAD), desk_as(COUNTER)

    for client, status in ((former, 403), (stranger, 403)):
        address = f"/cases/{case_id}/papers"
        assert client.get(address).status_code == status
        answer = client.post(address, data={"what": "application", "form": "page"})
        assert answer.status_code == status
    assert desk_as(CENTRE_HEAD, id=3).get(address).status_code == 200


def test_the_two_kinds_of_mediation_never_print_each_others_paper(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(*READY, dispute_type="injury-light")
    police = desk_as(HEAD_OF["injury-light"])

    page = send(police, f"/cases/{case_id}/papers", what="agreement", form="page")
    assert page.h1 == "治安调解协议书"
    asked = send(police, f"/cases/{case_id}/papers", what="confirmation", form="page")
    assert asked.status == 422
    assert "请在" not in read(police, f"/cases/{case_id}/papers").text


@pytest.mark.parametrize(
    ("signed", "safe", "last"),
    [
        (date(2026, 1, 20), "2026年2月19日", "2026年2月24日"),
        (date(2026, 9, 4), "2026年10月4日", "2026年10月8日"),
    ],
)
def test_the_court_is_asked_by_the_safe_day_and_the_last_one_is_shown(
    register: Register, desk_as: Desk, signed: date, safe: str, last: str
) -> None:
    at = datetime.combine(signed, datetime.min.time(), UTC).replace(hour=3)
    case_id = register.a_case(*READY[:2], now=at.replace(day=1))
    for step in ("plan_soon", "draw", "sign"):
        register.do(case_id, step, at)

    text = read(desk_as(HEAD), f"/cases/{case_id}/papers").text
    assert f"请在 {safe} 前一起申请，最迟 {last}" in text
    paper = PAPERS["confirmation"][1](of_case(register, case_id))
    assert ("请在这一天前申请", safe) in paper.facts
    assert last in [value for _, value in paper.facts]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "缺 2 项：权利义务告知书、身份证明"),
        (("accept_unseen",), "缺 2 项：权利义务告知书、身份证明"),
        (("accept",), "缺 1 项：权利义务告知书"),
        (("accept", "rights"), "都齐了"),
        (
            ("accept", "rights", "plan", "agree"),
            "缺 2 项：调解记录、回访记录",
        ),
        (READY, "缺 1 项：回访记录"),
    ],
)
def test_the_index_says_what_is_missing(
    register: Register, steps: tuple[str, ...], words: str
) -> None:
    record = of_case(register, register.a_case(*steps))

    assert missing_words(index_of(record)) == words
    assert len(index_of(record)) == 13


def test_an_agreement_of_police_has_other_items() -> None:
    paper = agreement_paper(
        Terms(
            kind=Kind.POLICE,
            number="1",
            station="派出所",
            mediator="王警官",
            sides=(Side("applicant", "甲", "住"), Side("respondent", "乙", "住")),
            items={key: ITEM_TEXTS[key] for key in ITEMS[Kind.POLICE]},
            perform_by=date(2026, 4, 1),
        )
    )

    assert next(p.heading for p in paper.parts) == "案由"
    assert "其他在场的人" in [p.heading for p in paper.parts]
