"""长辈版 on the same addresses, and a page that reads itself aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site_builders import GUIDE

VOICES = """(() => {
  const said = [];
  window.saidAloud = said;
  const voices = {
    getVoices: () => LIST,
    cancel: () => { voices.stopped = true; },
    speak: (one) => {
      said.push(one.text);
      setTimeout(() => one.onend && one.onend(), 0);
    },
    addEventListener: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()"""


def a_device(page: Page, *languages: str) -> None:
    """A browser with voices for these languages."""
    voices = ",".join(f"{{lang: '{language}'}}" for language in languages)
    page.add_init_script(VOICES.replace("LIST", f"[{voices}]"))


def test_the_switch_is_kept_from_page_to_page_and_changes_no_address(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "index.html").as_uri())
    small = page.locator("main p").first.evaluate("p => getComputedStyle(p).fontSize")
    page.get_by_role("button", name="长辈版").click()
    page.goto((folder / GUIDE).as_uri())

    html = page.locator("html")
    expect(html).to_have_attribute("data-ds-mode", "elder")
    large = page.locator("main p").first.evaluate("p => getComputedStyle(p).fontSize")
    assert float(large[:-2]) > float(small[:-2])
    assert float(large[:-2]) >= 20
    assert "mode" not in page.url
    expect(page.locator(".ds-extra")).to_be_hidden()

    page.get_by_role("button", name="长辈版").click()
    expect(html).to_have_attribute("data-ds-mode", "standard")


def test_a_link_may_ask_for_it(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri() + "?mode=elder")
    page.goto((folder / GUIDE).as_uri())

    expect(page.locator("html")).to_have_attribute("data-ds-mode", "elder")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_large_type_fits_and_can_be_touched(
    page: Page, folder: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for url in ("index.html", GUIDE, "areas/huanxi.html", "help/index.html"):
        page.goto((folder / url).as_uri() + "?mode=elder")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, url
        heights = page.locator("main .ds-btn:visible, main .ds-tiles a:visible")
        for box in heights.evaluate_all("all => all.map(b => b.clientHeight)"):
            assert box >= 55, url  # 60 with its border


def test_the_page_reads_its_own_words_and_can_be_stopped(
    page: Page, folder: Path
) -> None:
    a_device(page, "en-US", "zh-CN")
    page.goto((folder / "stations/qiaodong-police-station.html").as_uri())
    page.get_by_role("button", name="朗读").click()
    expect(page.locator("[data-ds-read]")).to_have_attribute("aria-pressed", "false")
    said = page.evaluate("saidAloud")

    text = " ".join(said)
    assert said[0] == "桥东派出所"
    assert "0 0 0 0 0 0 0 0 2 0 1" in text, "a number is read digit by digit"
    assert "8点30分到12点" in text
    assert not [words for words in said if "预约：" in words or "打印" in words]


def test_what_is_folded_away_is_not_read_until_it_is_opened(
    page: Page, folder: Path
) -> None:
    a_device(page, "zh-CN")
    page.goto((folder / "help/index.html").as_uri())
    page.get_by_role("button", name="朗读").click()
    expect(page.locator("[data-ds-read]")).to_have_attribute("aria-pressed", "false")
    assert "被偷、被抢的打 110。" not in page.evaluate("saidAloud")

    page.get_by_text("丢了东西，或者捡到东西").click()
    page.get_by_role("button", name="朗读").click()
    expect(page.locator("[data-ds-read]")).to_have_attribute("aria-pressed", "false")
    assert "被偷、被抢的打 110。" in page.evaluate("saidAloud")


def test_a_second_touch_stops_it(page: Page, folder: Path) -> None:
    a_device(page, "zh-CN")
    page.goto((folder / GUIDE).as_uri())
    page.evaluate(
        "() => { speechSynthesis.speak = (one) => saidAloud.push(one.text); }"
    )
    page.get_by_role("button", name="朗读").click()
    expect(page.locator(".ds-reading")).to_have_count(1)
    page.get_by_role("button", name="停下").click()

    expect(page.locator(".ds-reading")).to_have_count(0)
    assert len(page.evaluate("saidAloud")) == 1


@pytest.mark.parametrize("languages", [(), ("en-US",)])
def test_without_a_voice_for_chinese_there_is_no_button(
    page: Page, folder: Path, languages: tuple[str, ...]
) -> None:
    a_device(page, *languages)
    page.goto((folder / GUIDE).as_uri())

    expect(page.locator("[data-ds-read]")).to_be_hidden()
