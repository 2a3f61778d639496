"""One case from the complaint to the visit and its end, through three people's hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.times import local_day, now
from tests.browser.visits import (
    Visitor,
    ask_for_help,
    fill_in,
    follow_up,
    sign_in,
    sign_out,
    take_step,
)
from tests.staff_builders import PASSWORD, a_member

ITEMS = {
    "item_facts": "楼上的水管漏水，泡坏了楼下的墙。",
    "item_issues": "谁来修，墙怎么赔。",
    "item_duties": "水管的主人负责修。",
    "item_terms": "楼上十天内修好水管。\n墙的粉刷费各出一半。",
    "item_manner": "请师傅上门。",
    "item_place": "楼上家里。",
}

SOON = local_day(now()) + timedelta(days=2)
LATER = SOON + timedelta(days=8)


@pytest.fixture
def colleagues(engine: Engine, visitor: Visitor) -> dict[str, str]:
    """A duty officer, a mediator and a head, new for this run: role → user name."""
    mark = abs(hash(visitor.page)) % 10**6
    found = {}
    for role in (Role.DUTY_OFFICER, Role.MEDIATOR, Role.HEAD):
        found[role.value] = f"{role.value[:4]}{mark}"
        a_member(
            engine, Grant(role, "*"), username=found[role.value], name=f"{role.value}员"
        )
    return found


def sit_down(clerk: Visitor, colleagues: dict[str, str], role: Role) -> None:
    sign_out(clerk)
    sign_in(clerk, username=colleagues[role.value], password=PASSWORD)


def test_from_the_complaint_to_the_visit(
    visitor: Visitor, clerk: Visitor, colleagues: dict[str, str]
) -> None:
    code = ask_for_help(visitor, kind="neighbour", name="钱大爷", phone="13900008765")

    address = duty_takes_it_on(clerk, colleagues)
    mediator_settles_it(clerk, colleagues, address)
    mediator_visits(clerk)
    sit_down(clerk, colleagues, Role.HEAD)
    clerk.open_desk(address)
    take_step(clerk, "close", reason="回访过，双方都满意")
    assert "已办结" in clerk.text

    follow_up(visitor, code=code, tail="8765")
    for words in ("已办结", "拟好了人民调解协议书", "回访过了", "协议生效"):
        assert words in visitor.text
    visitor.follow("说说办得怎么样")
    visitor.choose("满意")
    visitor.press("就这样")
    assert "您的评价：满意。" in visitor.text
    visitor.follow("拿一份凭证")
    assert visitor.heading == "登记凭证"


def duty_takes_it_on(clerk: Visitor, colleagues: dict[str, str]) -> str:
    """The newest case is accepted and gets a mediator; returns its address."""
    sit_down(clerk, colleagues, Role.DUTY_OFFICER)
    clerk.open_desk("/cases/?tab=new")
    clerk.page.locator("main table a").last.click()
    clerk.look()
    address = clerk.page.url.removeprefix(clerk.portal.desk)
    take_step(clerk, "accept", identity_checked="tick")
    take_step(clerk, "party", role="respondent", name="吴楼上")
    mediator = f"孙{number_of(address)}"
    take_step(clerk, "assign", colleague="0", mediator=mediator, ties="none")
    assert "没有亲属、利害关系" in clerk.text
    return address


def mediator_settles_it(
    clerk: Visitor, colleagues: dict[str, str], address: str
) -> None:
    sit_down(clerk, colleagues, Role.MEDIATOR)
    clerk.open_desk(address)
    take_step(clerk, "rights", applicant="tick", respondent="tick")
    room = f"{number_of(address)}号调解室"
    take_step(clerk, "plan", day=f"{SOON}", time="09:30", place=room)
    take_step(clerk, "record", facts="水管确实漏。", concessions="愿意出一半。")
    clerk.follow("文书和卷宗")
    clerk.follow("拟协议书")
    form = clerk.page.locator("main form")
    abouts = form.locator("textarea[name^=about_]")
    for n in range(abouts.count()):
        abouts.nth(n).fill("住二单元")
    fill_in(form, {**ITEMS, "perform_by": f"{LATER}"})
    clerk.press("拟好了")
    fingerprint = clerk.page.locator("main code").first.inner_text()
    fill_in(clerk.page.locator("main form"), {"what": "agreement", "form": "page"})
    clerk.press("做出来")
    assert clerk.heading == "人民调解协议书"
    assert "一式3份" in clerk.text
    assert fingerprint in clerk.text
    clerk.page.emulate_media(media="print")
    assert clerk.page.locator("h1").is_visible()
    assert not clerk.page.locator("header").is_visible()
    clerk.page.emulate_media(media="screen")
    clerk.open_desk(address)
    take_step(clerk, "sign", typed=fingerprint, signed_on=f"{local_day(now())}")


def mediator_visits(clerk: Visitor) -> None:
    take_step(clerk, "promise", side="respondent", what="修好水管", due=f"{LATER}")
    take_step(clerk, "settle", kept="yes")
    take_step(clerk, "visit", kept="yes", satisfied="yes", risk="calm", note="都好")
    assert "回访过了：都履行了；满意。" in clerk.text


def number_of(address: str) -> str:
    return address.rsplit("/", 1)[1]
