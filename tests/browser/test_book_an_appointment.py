"""From the guide to a booked time, and out of it again."""

from tests.browser.visits import Visitor, book


def test_somebody_finds_the_guide_books_a_time_and_cancels_it(
    visitor: Visitor,
) -> None:
    code = book(visitor, name="王小明", phone="13900001234")

    assert visitor.heading == "已经约好了"
    assert len(code) >= 8

    visitor.follow("取消预约")
    visitor.press("确定取消")

    assert visitor.heading == "这个预约已经取消"


def test_the_code_and_four_digits_open_the_booking_on_another_phone(
    visitor: Visitor,
) -> None:
    code = book(visitor, name="李阿姨", phone="13900005678")
    visitor.page.context.clear_cookies()

    visitor.open("/forms/appointment")
    visitor.fill("预约编号", code)
    visitor.fill("手机号后四位", "5678")
    visitor.press("查预约")

    assert visitor.heading == "已经约好了"
