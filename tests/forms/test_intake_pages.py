"""A resident's way from the danger question to the code, read like a person."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from forms_app.disputes import intake_pages
from tests.disputes_builders import (
    MONDAY,
    OTHER,
    PHONE,
    STORY,
    answer_everything,
    read,
    send,
)


def test_the_first_question_is_about_danger_and_asks_nothing_else(
    client: FlaskClient,
) -> None:
    page = read(client, "/forms/dispute/start")

    assert "危险" in page.h1
    assert not page.soup.find_all(["form", "input", "textarea"])


def test_danger_leads_to_numbers_and_no_way_into_the_form(client: FlaskClient) -> None:
    start = read(client, "/forms/dispute/start?type=neighbour")
    danger = start.links()["有，现在就有危险"]
    page = read(client, danger)

    assert "110" in page.h1
    for number in ("tel:110", "tel:120", "tel:119", "sms:12110"):
        assert number in page.links().values()
    assert not page.soup.find_all(["form", "button", "input"])
    assert not [a for a in page.links().values() if "/type" in a or "/way" in a]


def test_violence_at_home_leads_to_a_safe_page_with_a_quick_way_out(
    client: FlaskClient,
) -> None:
    page = read(client, "/forms/dispute/support")

    assert "纠纷" not in page.title
    assert "家暴" not in page.title
    assert "tel:12338" in page.links().values()
    assert "tel:110" in page.links().values()
    assert page.links()["人身安全保护令"] == "../../services/protection-order.html"
    leave = page.soup.select_one("a[data-ds-exit]")
    assert leave is not None
    assert str(leave["href"]).endswith("/services/index.html")
    assert not page.soup.find_all(["form", "button", "input"])


def test_nobody_reaches_the_types_without_the_questions_about_danger(
    client: FlaskClient,
) -> None:
    for address in ("/forms/dispute/type", "/forms/dispute/way?type=neighbour"):
        assert "危险" in read(client, address).h1


def test_a_preselected_type_is_kept_through_the_questions(client: FlaskClient) -> None:
    page = read(client, "/forms/dispute/start?type=neighbour")
    page = read(client, page.links()["没有，大家都安全"])
    page = read(client, page.links()["不是"])

    assert page.h1 == "邻里纠纷"


def test_the_ways_show_cost_and_the_article_of_the_law(client: FlaskClient) -> None:
    page = read(client, "/forms/dispute/way?type=neighbour&asked=1")

    assert "不收费" in page.text
    assert "自愿" in page.text
    assert "《人民调解法》第 17 条" in page.links()
    assert (
        page.links()["《人民调解法》第 17 条"] == "../../laws/people-mediation-law.html"
    )
    assert "我想申请" in page.submit_buttons


def test_a_type_that_is_only_guided_has_no_form(client: FlaskClient) -> None:
    page = read(client, "/forms/dispute/way?type=petition&asked=1")

    assert page.submit_buttons == []
    assert "tel:12345" in page.links().values()
    assert (
        client.post("/forms/dispute/begin", data={"type": "petition"}).status_code
        == 400
    )


def test_a_sensitive_type_leads_to_the_safe_page(client: FlaskClient) -> None:
    page = read(client, "/forms/dispute/way?type=family-violence&asked=1")

    assert "tel:12338" in page.links().values()
    assert not page.submit_buttons
    forged = client.post("/forms/dispute/begin", data={"type": "family-violence"})
    assert forged.status_code == 400


def test_one_question_a_page_each_says_who_reads_the_answer(
    client: FlaskClient,
) -> None:
    page = send(client, "/forms/dispute/begin", type="neighbour")

    assert "第 1 步" in page.title
    for key in ("story", "name", "phone", "contact", "needs"):
        page = read(client, f"/forms/dispute/ask/{key}")
        assert "看得到" in page.text
        assert "一小时" in page.text


def test_a_missing_answer_is_asked_for_at_its_field(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")

    page = send(client, "/forms/dispute/ask/story", story="  ")

    assert page.status == 422
    assert page.errors == ["请写几句发生了什么事。"]


def test_the_back_button_finds_the_answer_again(client: FlaskClient) -> None:
    answer_everything(client)

    assert STORY in read(client, "/forms/dispute/ask/story").text
    assert read(client, "/forms/dispute/ask/phone").value("phone") == PHONE


def test_the_check_shows_every_answer_with_a_way_to_change_it(
    client: FlaskClient,
) -> None:
    page = answer_everything(client)

    assert page.h1 == "看一遍，没问题就交"
    for words in (STORY, OTHER, "王小明", PHONE, "欢喜村", "需要翻译", "不要打电话"):
        assert words in page.text
    assert "桥东司法所" in page.text
    page = send(client, "/forms/dispute/ask/wish?back=check", wish="道个歉就好")
    assert page.h1 == "看一遍，没问题就交"
    assert "道个歉就好" in page.text


def test_another_town_asks_for_its_villages_again(client: FlaskClient) -> None:
    answer_everything(client)

    page = send(client, "/forms/dispute/ask/town?back=check", town="chunhe")

    assert page.h1 == "是哪个村、社区？"
    assert "欢喜村" not in page.text


def test_the_summary_of_mistakes_leads_to_the_first_option(
    client: FlaskClient,
) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")

    page = send(client, "/forms/dispute/ask/town")

    link = page.soup.select_one(".ds-error-summary a")
    assert link is not None
    target = page.soup.find(id=str(link["href"])[1:])
    assert target is not None
    assert target.name == "input"


def test_a_skipped_question_is_asked_before_the_check(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")

    assert read(client, "/forms/dispute/check").h1 == "事情发生在哪个镇、街道？"


def test_the_code_comes_last_with_the_day_of_the_answer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_pages, "now", lambda: MONDAY)
    check = answer_everything(client)
    page = send(client, "/forms/dispute/send", request_key=check.value("request_key"))

    code = page.soup.select_one(".ds-code")
    assert code is not None
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", code.get_text(strip=True))
    assert "请抄下来或拍照" in page.text
    assert "我存好了" in page.submit_buttons
    assert "最晚 2026年3月19日 答复" in page.text
    assert "0000-0000101" in page.text


def test_sending_twice_makes_one_case_and_shows_the_same_code(
    client: FlaskClient, engine: Engine
) -> None:
    key = answer_everything(client).value("request_key")
    first = send(client, "/forms/dispute/send", request_key=key)
    second = send(client, "/forms/dispute/send", request_key=key)

    assert first.soup.select(".ds-code") == second.soup.select(".ds-code")
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM dispute_case"))
        assert count.scalar() == 1


def test_the_draft_is_gone_once_the_request_is_sent(
    client: FlaskClient, engine: Engine
) -> None:
    key = answer_everything(client).value("request_key")
    send(client, "/forms/dispute/send", request_key=key)

    assert read(client, "/forms/dispute/ask/story").status == 410
    with engine.connect() as connection:
        left = connection.execute(text("SELECT count(*) FROM intake_draft"))
        assert left.scalar() == 0


def test_nothing_personal_lies_open_in_cookie_or_database(
    client: FlaskClient, engine: Engine
) -> None:
    check = answer_everything(client)
    send(client, "/forms/dispute/send", request_key=check.value("request_key"))
    cookie = client.get_cookie("doorstep_public")
    with engine.connect() as connection:
        stored = "".join(
            str(row)
            for table in ("dispute_case", "dispute_party", "case_event")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        )

    assert cookie is not None
    for secret in (STORY, OTHER, "王小明", PHONE):
        assert secret not in stored
        assert secret not in cookie.value


def test_clearing_leaves_nothing_behind(client: FlaskClient) -> None:
    check = answer_everything(client)
    send(client, "/forms/dispute/send", request_key=check.value("request_key"))

    page = send(client, "/forms/dispute/clear")

    assert page.h1 == "已经清除"
    assert read(client, "/forms/dispute/sent").h1 == "查我的事项"


def test_titles_and_addresses_do_not_speak_of_a_dispute(client: FlaskClient) -> None:
    for address in ("start", "progress", "support", "home"):
        page = read(client, f"/forms/dispute/{address}")
        for word in ("纠纷", "调解", "案", "家暴"):
            assert word not in page.title
