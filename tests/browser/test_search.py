"""The search as people use it, and the script held against its telling in Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from build_scripts.search.query import Found, Search
from tests.browser.visits import Portal, Visitor
from tests.search.gold import gold

LINKS = ".ds-found__answers h2 a, .ds-found__answers li a"
ASK_ALL = """async ([questions, links]) => {
  const field = document.querySelector("#ds-q");
  const count = document.querySelector(".ds-found__count");
  const answers = [];
  for (const question of questions) {
    field.value = question;
    field.form.requestSubmit();
    while (document.title !== `${question} - 搜一搜`
      || !/条|没有找到/.test(count.textContent)) {
      await new Promise((resume) => setTimeout(resume));
    }
    answers.push(Array.from(document.querySelectorAll(links),
      (link) => link.getAttribute("href").replace(/^[.][/]/, "")));
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def told(portal: Portal) -> Search:
    """query.py on the files the browser gets."""
    site = portal.folder / "site"
    return Search(lambda url: json.loads((site / url).read_bytes()))


@pytest.fixture
def reader(chromium: Browser, portal: Portal) -> Iterator[Visitor]:
    """Somebody with JavaScript and a narrow phone."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints


def ask(visitor: Visitor, question: str) -> None:
    visitor.page.locator("#ds-q").fill(question)
    visitor.page.locator("#ds-q").press("Enter")
    settled(visitor.page, question)


def settled(page: Page, question: str) -> None:
    """The title says which question, the status that its answer stands there."""
    page.wait_for_function(
        """(title) => document.title === title
           && /条|没有找到/.test(document.querySelector('.ds-found__count').textContent)""",
        arg=f"{question} - 搜一搜",
    )


def shown(page: Page) -> list[str]:
    """Addresses of the results, as the page shows them."""
    hrefs: list[str] = page.locator(LINKS).evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return [href.removeprefix("./") for href in hrefs]


def expected(told: Search, question: str) -> list[str]:
    every = told.everything(question)
    found: list[Found] = told.ask(question)
    urls = [told.card(one.number)["u"] for one in found]
    both = told.at_one_station(every)
    if both:
        station, service = (told.card(number)["u"] for number in both)
        urls.insert(0, station.replace(".html", "/" + service.partition("/")[2]))
    return urls


def test_the_script_answers_the_whole_gold_set_as_python_does(
    reader: Visitor, told: Search
) -> None:
    places = ("桥东派出所换身份证", "欢喜村办居住证", "派出所换身份证")
    questions = [*places, *(question.words for question in gold())]
    reader.open("/search.html")
    answers = reader.page.evaluate(ASK_ALL, [questions, LINKS])
    for question, answer in zip(questions, answers, strict=True):
        assert answer == expected(told, question), question


def test_from_the_field_on_any_page_to_the_best_answer(reader: Visitor) -> None:
    reader.open("/stations/index.html")
    ask(reader, "身份证丢了咋整")

    card = reader.page.locator(".ds-found .ds-card")
    assert "居民身份证丢失补领" in card.inner_text()
    assert all(
        word in card.inner_text() for word in ("带什么", "到哪里", "多久", "收费")
    )
    reader.look()
    reader.follow("居民身份证丢失补领")
    assert reader.heading


def test_going_back_brings_the_first_question_back(reader: Visitor) -> None:
    reader.open(f"/search.html?q={quote('换身份证')}")
    settled(reader.page, "换身份证")
    ask(reader, "楼上漏水")
    reader.page.go_back()
    settled(reader.page, "换身份证")

    assert shown(reader.page)[0] == "services/id-card-renewal.html"
    assert reader.page.locator("#ds-q").input_value() == "换身份证"


def test_without_a_good_answer_the_telephones_come_first(
    reader: Visitor, told: Search
) -> None:
    for question in ("火车票多少钱", "天气预报", "zzqx"):
        assert not told.is_sure(told.everything(question))
        reader.open(f"/search.html?q={quote(question)}")
        settled(reader.page, question)
        after_status = reader.page.locator(".ds-found__count + section")
        assert "12345" in after_status.inner_text()


def test_words_of_danger_are_answered_with_a_number(reader: Visitor) -> None:
    for question, number in (("有人拿刀", "110"), ("家里起火了", "119")):
        reader.open(f"/search.html?q={quote(question)}")
        settled(reader.page, question)
        notice = reader.page.locator(".ds-found__answers .ds-notice--danger")
        assert notice.locator("a").get_attribute("href") == f"tel:{number}"


def test_the_answer_is_told_to_those_who_do_not_see(reader: Visitor) -> None:
    reader.open(f"/search.html?q={quote('换身份证')}")
    settled(reader.page, "换身份证")

    status = reader.page.locator(".ds-found__count[role=status]").inner_text()
    assert "找到" in status


def test_no_question_leaves_the_browser_but_in_the_page_s_own_address(
    reader: Visitor,
) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open("/search.html")
    ask(reader, "老板不发工资")

    assert len(asked) > 3
    assert all(quote("老板")[:9] not in url and "?" not in url for url in asked)


def test_markup_in_a_question_stays_words(reader: Visitor) -> None:
    question = "<img src=x onerror=alert(1)>身份证"
    reader.open(f"/search.html?q={quote(question)}")
    settled(reader.page, question)

    assert reader.page.locator("main img").count() == 0


def test_the_index_helps_everybody(visitor: Visitor) -> None:
    visitor.open("/search.html")

    assert "按拼音字母找" in visitor.text
    assert "12345" in visitor.text
    visitor.follow("换身份证")
    assert visitor.heading


def test_a_page_from_a_disk_says_why_it_cannot_search(
    chromium: Browser, portal: Portal
) -> None:
    page = chromium.new_page()
    page.goto((portal.folder / "site" / "search.html").resolve().as_uri() + "?q=abc")
    page.wait_for_function(
        "() => /存在电脑里/.test(document.querySelector('.ds-found__count').textContent)"
    )

    assert page.locator("#letters").is_visible()
    page.close()
