"""A quiz is marked in the reader's own browser, and nothing leaves the page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect


def test_practice_marks_each_answer_at_once(page: Page, folder: Path) -> None:
    page.goto((folder / "quizzes/practice.html").as_uri())
    first = page.locator("#q-renew")
    first.get_by_label("不能").check()
    expect(first).to_contain_text("没答对，正确答案是 A。")
    expect(first.get_by_text("到期前就能换。")).to_be_visible()

    first.get_by_label("A 能").check()
    expect(first).to_contain_text("答对了。")

    several = page.locator("#q-papers")
    several.get_by_label("A 甲").check()
    several.get_by_role("button", name="选好了").click()
    expect(several).to_contain_text("没答对，正确答案是 A、C。")
    expect(page.get_by_text("答对 1 题，一共 2 题。", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="您的证书")).to_be_hidden()

    several.get_by_label("C 丙").check()
    several.get_by_role("button", name="选好了").click()
    expect(page.get_by_role("heading", name="您的证书")).to_be_visible()


def test_an_exam_is_marked_when_it_is_handed_in(page: Page, folder: Path) -> None:
    page.goto((folder / "quizzes/exam.html").as_uri())
    page.locator("#q-renew").get_by_label("A 能").check()
    expect(page.get_by_text("看答案").first).to_be_hidden()

    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("还没做的题：2")).to_be_visible()
    expect(page.get_by_text("答对了。")).to_have_count(0)

    page.locator("#q-papers").get_by_label("A 甲").check()
    page.locator("#q-papers").get_by_label("C 丙").check()
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("答对 2 题，一共 2 题。", exact=True)).to_be_visible()
    expect(page.get_by_text("到期前就能换。").first).to_be_visible()


def test_a_certificate_is_made_here_and_sent_nowhere(page: Page, folder: Path) -> None:
    page.goto((folder / "quizzes/exam.html").as_uri())
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    page.locator("#q-renew").get_by_label("A 能").check()
    page.locator("#q-papers").get_by_label("A 甲").check()
    page.locator("#q-papers").get_by_label("C 丙").check()
    page.get_by_role("button", name="交卷").click()
    page.get_by_label("证书上写谁的名字").fill("小余")
    page.get_by_role("button", name="打印证书").click()

    expect(page.locator(".ds-diploma")).to_contain_text("小余")
    assert "ds-printing-diploma" in page.evaluate("window.printed")
    page.evaluate("document.body.classList.add('ds-printing-diploma')")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    assert [url for url in sent if "/assets/" not in url] == []
    assert page.evaluate("JSON.stringify(localStorage)").count("小余") == 0
    page.reload()
    expect(page.locator(".ds-diploma")).not_to_contain_text("小余")


def test_a_trail_counts_the_boards_passed_on_this_device(
    page: Page, folder: Path
) -> None:
    trail = (folder / "quizzes/trail.html").as_uri()
    page.goto(trail)
    expect(page.get_by_text("闯过")).to_have_count(0)
    page.get_by_role("link", name="第一块").click()
    page.get_by_label("A 能").check()
    page.get_by_role("link", name="看看闯过了几关").click()
    expect(page.get_by_text("闯过 1 关，一共 2 关。", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="您的证书")).to_be_hidden()

    page.get_by_role("link", name="第二块").click()
    page.get_by_label("A 甲").check()
    page.get_by_label("C 丙").check()
    page.get_by_role("button", name="选好了").click()
    page.goto(trail)
    expect(page.get_by_role("heading", name="您的证书")).to_be_visible()
