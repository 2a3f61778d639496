"""What people do in the browser, as page objects: one method per deed.

A visitor looks at every page it comes to: console errors (the content security policy
speaks there), requests to other hosts, answers that failed, and pages wider than the
screen are complaints, which the fixture reads at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

HOST = "127.0.0.1"
STEP_LIMIT = 20
# Chromium reports each failed answer in the console as well; we name it by its address.
FAILED_ANSWER = "Failed to load resource"


@dataclass(frozen=True, slots=True)
class Portal:
    """Where the product runs."""

    port: int
    desk_port: int
    folder: Path

    @property
    def public(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def desk(self) -> str:
        return f"http://{HOST}:{self.desk_port}"


class Visitor:
    """A person with a browser."""

    def __init__(self, page: Page, portal: Portal) -> None:
        self.page = page
        self.portal = portal
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._see_request)
        page.on("response", self._see_answer)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().strip()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def open(self, path: str) -> None:
        self.page.goto(self.portal.public + path)
        self.look()

    def open_desk(self, path: str = "/") -> None:
        self.page.goto(self.portal.desk + path)
        self.look()

    def follow(self, words: str) -> None:
        """Click a link in the page's content that reads so."""
        self.page.locator("main").get_by_role("link", name=words).first.click()
        self.look()

    def use_the_bar(self, words: str) -> None:
        """Touch a link of the bar that stays at the foot of a phone's screen."""
        self.page.locator(".ds-bar").get_by_role("link", name=words).click()
        self.look()

    def press(self, words: str) -> None:
        self.page.locator("main").get_by_role("button", name=words).first.click()
        self.look()

    def choose(self, words: str) -> None:
        self.page.locator("main").get_by_label(words).first.check()

    def choose_first(self, name: str) -> None:
        """The first radio button of this name."""
        self.page.locator(f"main input[type=radio][name={name}]").first.check()

    def fill(self, words: str, text: str) -> None:
        self.page.locator("main").get_by_label(words).first.fill(text)

    def look(self) -> None:
        """Is the page wider than the screen?"""
        self.page.wait_for_load_state()
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        if wider > 0:
            self.complaints.append(f"{self.page.url} is {wider} pixels too wide")

    def code_on_the_page(self) -> str:
        """The code shown large, to write down."""
        return self.page.locator(".ds-code").first.inner_text().strip()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and FAILED_ANSWER not in message.text:
            self.complaints.append(f"{self.page.url} console: {message.text}")

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != HOST:
            self.complaints.append(f"{self.page.url} asks {request.url}")

    def _see_answer(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(f"{answer.status} {answer.url}")


def book(visitor: Visitor, *, name: str, phone: str) -> str:
    """From the home page over the guide to a booked time; returns the code."""
    visitor.open("/")
    visitor.open("/services/index.html")
    visitor.follow("居民身份证换领")
    visitor.use_the_bar("预约")
    visitor.page.locator("main a", has_text="约时间").first.click()
    visitor.look()
    choose_a_time(visitor)
    visitor.press("下一步")
    visitor.fill("您的姓名", name)
    visitor.fill("联系电话", phone)
    visitor.press("确认预约")
    return visitor.code_on_the_page()


def choose_a_time(visitor: Visitor) -> None:
    """Open the first day that has times, and take its first."""
    first = visitor.page.locator("main input[type=radio][name=start]").first
    if not first.is_visible():
        day = visitor.page.locator("main details", has=first)
        day.locator("summary").first.click()
    first.check()


def ask_for_help(visitor: Visitor, *, kind: str, name: str, phone: str) -> str:
    """Through danger, triage and the questions to the code of the case."""
    visitor.open("/disputes/index.html")
    visitor.open(f"/forms/dispute/start?type={kind}")
    visitor.follow("没有，大家都安全")
    visitor.page.locator("main").get_by_role("link", name="不是", exact=True).click()
    visitor.look()
    answer_the_triage(visitor)
    visitor.press("我想申请")
    for _ in range(STEP_LIMIT):
        if "交上去" in visitor.text:
            break
        answer_what_is_asked(visitor, name=name, phone=phone)
        visitor.press("下一步")
    visitor.press("交上去")
    return visitor.code_on_the_page()


def answer_the_triage(visitor: Visitor) -> None:
    """Nothing out of the ordinary: 'no' where it can be said, else the last answer."""
    for _ in range(STEP_LIMIT):
        if not visitor.page.locator("main form input[type=radio]").count():
            return
        assert not visitor.page.locator("main [role=alert]").count(), visitor.text
        no = visitor.page.locator("main input[type=radio][value=no]")
        last = visitor.page.locator("main input[type=radio]").last
        (no.first if no.count() else last).check()
        visitor.press("下一步")


def answer_what_is_asked(visitor: Visitor, *, name: str, phone: str) -> None:
    """Fill the one question on the page as somebody would."""
    key = re.search(r"/ask/(\w+)", visitor.page.url)
    assert key, visitor.page.url
    page = visitor.page.locator("main")
    words = {
        "story": "楼上漏水，把我家的墙泡坏了，说了几次都不修。",
        "wish": "把水管修好，墙刷一遍。",
        "name": name,
        "phone": phone,
    }.get(key[1])
    if words:
        page.locator("textarea, input[type=text], input[type=tel]").first.fill(words)
    for group in {"town": "town", "village": "area", "contact": "contact_when"}.items():
        if group[0] == key[1]:
            visitor.choose_first(group[1])


def follow_up(visitor: Visitor, *, code: str, tail: str) -> None:
    """Look at one's own case with the code and four digits."""
    visitor.open("/forms/dispute/progress")
    visitor.fill("编号", code)
    visitor.fill("手机号后四位", tail)
    visitor.press("查看")


def sign_in(visitor: Visitor, *, username: str, password: str) -> None:
    visitor.open_desk("/")
    visitor.page.locator("input[name=username]").fill(username)
    visitor.page.locator("input[name=password]").fill(password)
    visitor.press("登录")


def take_step(clerk: Visitor, key: str, **answers: str) -> None:
    """Open a step on the page of a case, fill it in, send it.

    An answer 'tick' ticks a box; a radio button is chosen by its value.
    """
    step = clerk.page.locator(f"#{key}")
    step.locator("summary").first.click()
    fill_in(step, {f"{key}-{name}": answer for name, answer in answers.items()})
    step.locator("button[type=submit]").click()
    clerk.look()


def fill_in(where: Locator, answers: dict[str, str]) -> None:
    for name, answer in answers.items():
        field = where.locator(f"[name='{name}']")
        kind = field.first.get_attribute("type") or ""
        if kind == "radio":
            where.locator(f"[name='{name}'][value='{answer}']").check()
        elif kind == "checkbox":
            field.first.check()
        elif field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(answer)
        else:
            field.fill(answer)


def sign_out(clerk: Visitor) -> None:
    clerk.page.context.clear_cookies()
