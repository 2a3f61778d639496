"""From a complaint to the step its applicant sees."""

from sqlalchemy import Engine

from forms_app.access import Grant, Role
from tests.browser.visits import Visitor, ask_for_help, follow_up, sign_in
from tests.staff_builders import PASSWORD, a_member


def test_what_the_desk_accepts_the_applicant_sees(
    visitor: Visitor, clerk: Visitor, engine: Engine
) -> None:
    username = f"head{abs(hash(visitor.page)) % 10**6}"
    a_member(engine, Grant(Role.HEAD, "*"), username=username, name="赵所长")
    code = ask_for_help(visitor, kind="neighbour", name="陈大爷", phone="13900004321")

    sign_in(clerk, username=username, password=PASSWORD)
    clerk.open_desk("/cases/?tab=new")
    clerk.page.locator("main table a").last.click()
    clerk.look()
    clerk.page.locator("#accept summary").click()
    clerk.page.locator("#accept input[type=checkbox]").check()
    clerk.page.locator("#accept button[type=submit]").click()
    clerk.look()

    assert "已受理" in clerk.text

    follow_up(visitor, code=code, tail="4321")

    assert "已受理" in visitor.text
