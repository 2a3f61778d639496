"""Several things in one visit, a full day, somebody who cannot come: all find a way."""

from datetime import date, timedelta

from sqlalchemy import Engine

from forms_app.access import Grant, Role
from tests.browser.visits import Visitor, choose_a_time, sign_in
from tests.staff_builders import PASSWORD, a_member

HERE = "qiaodong-police-station"
PHONE = "13900008642"


def test_several_things_a_full_day_and_a_visit_at_home(
    visitor: Visitor, clerk: Visitor, engine: Engine
) -> None:
    """One person and one clerk; each way ends where the desk can see it."""
    username = f"clerk{abs(hash(visitor.page)) % 10**6}"
    at = Grant(Role.COUNTER, f"station:{HERE}")
    a_member(engine, at, username=username, name="陈晓燕")
    together = book_two_things(visitor)
    waiting = wait_for_a_full_day(visitor)
    at_home = ask_somebody_to_come(visitor)

    sign_in(clerk, username=username, password=PASSWORD)
    clerk.open_desk(f"/appointments/waiting?station={HERE}")
    assert waiting.replace("-", "") in clerk.text.replace("-", "")
    look_for(clerk, together)
    assert "出生登记" in clerk.text
    assert "首次申领居民身份证" in clerk.text
    plan_a_visit(clerk, at_home)

    visitor.open("/forms/home-visit")
    assert visitor.heading == "时间定好了"


def book_two_things(visitor: Visitor) -> str:
    visitor.open("/forms/together/child-born")
    visitor.choose("首次申领居民身份证")
    visitor.press("下一步")
    visitor.page.locator(f"main a[href*='{HERE}']").first.click()
    visitor.look()
    choose_a_time(visitor)
    visitor.press("下一步")
    visitor.fill("您的姓名", "孙小满")
    visitor.fill("联系电话", PHONE)
    visitor.press("确认预约")
    assert visitor.heading == "已经约好了"
    assert "出生医学证明" in visitor.text
    return visitor.code_on_the_page()


def wait_for_a_full_day(visitor: Visitor) -> str:
    visitor.open(f"/forms/book/id-card-renewal/{HERE}")
    visitor.follow("排候补")
    visitor.choose_first("days")
    visitor.fill("您的姓名", "孙小满")
    visitor.fill("联系电话", PHONE)
    visitor.press("排候补")
    assert visitor.heading == "已经排上候补"
    return visitor.code_on_the_page()


def ask_somebody_to_come(visitor: Visitor) -> str:
    visitor.open("/forms/home-visit/id-card-renewal")
    visitor.follow("申请上门")
    visitor.choose("年纪大，走不动")
    visitor.page.locator("main select#area").select_option("qiaodong-huanxi")
    visitor.fill("门牌、怎么走", "欢喜村三组桥头")
    visitor.fill("姓名", "孙奶奶")
    visitor.fill("联系电话", PHONE)
    visitor.press("提交申请")
    assert visitor.heading == "申请收到了"
    return visitor.code_on_the_page()


def look_for(clerk: Visitor, code: str) -> None:
    clerk.open_desk(f"/appointments/today?station={HERE}")
    clerk.page.locator("main input[name=code]").fill(code)
    clerk.press("只看一看")


def plan_a_visit(clerk: Visitor, code: str) -> None:
    clerk.open_desk("/home-visits/")
    clerk.follow(code)
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - the server's own day
    clerk.fill("哪天去", tomorrow.isoformat())
    clerk.fill("几点左右", "10:00")
    clerk.press("就这个时间")
    assert clerk.heading == "上门和送证"
    assert "定好了时间" in clerk.text
