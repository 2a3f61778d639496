"""From a complaint to the step its applicant sees."""

from pathlib import Path

from sqlalchemy import Engine

from forms_app.access import Grant, Role
from tests.browser.visits import Visitor, ask_for_help, follow_up, sign_in
from tests.forms.file_builders import a_photo
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


def test_a_photo_handed_in_by_code_is_seen_at_the_desk(
    visitor: Visitor, clerk: Visitor, engine: Engine, tmp_path: Path
) -> None:
    username = f"duty{abs(hash(visitor.page)) % 10**6}"
    a_member(engine, Grant(Role.HEAD, "*"), username=username, name="赵所长")
    code = ask_for_help(visitor, kind="neighbour", name="陈大娘", phone="13900005678")
    photo = tmp_path / "wall.jpg"
    photo.write_bytes(a_photo())

    follow_up(visitor, code=code, tail="5678")
    visitor.follow("交照片、单据")
    visitor.page.set_input_files("main input[type=file]", photo)
    visitor.fill("这是什么？", "泡坏的墙")
    visitor.press("交上去")
    assert "泡坏的墙" in visitor.text

    sign_in(clerk, username=username, password=PASSWORD)
    clerk.open_desk("/cases/?tab=new")
    clerk.page.locator("main table a").last.click()
    clerk.look()
    with clerk.page.expect_download() as download:
        clerk.page.locator("#files button", has_text="下载").first.click()
    assert download.value.suggested_filename.endswith(".jpg")


def test_a_field_is_settled_on_a_phone(clerk: Visitor, engine: Engine) -> None:
    username = f"field{abs(hash(clerk.page)) % 10**6}"
    a_member(engine, Grant(Role.HEAD, "*"), username=username, name="赵所长")
    sign_in(clerk, username=username, password=PASSWORD)
    clerk.open_desk("/cases/spot")
    for words, text in {
        "在哪里": "三社河边",
        "怎么回事": "牛踩了党参",
        "赔的一方": "马老三",
        "户主": "周大山",
        "损失了什么": "党参半亩",
        "赔多少元": "120.50",
        "约定了什么": "当场赔清",
    }.items():
        clerk.fill(words, text)
    for words, choice in {
        "哪类事": "crop-damage",
        "在哪个村社区": "baicao-danggui",
    }.items():
        clerk.page.locator("main").get_by_label(words).select_option(choice)
    clerk.choose("当场付清了")
    clerk.press("登记")

    assert "现场调解记录" in clerk.heading
    assert "120.50" in clerk.text
