"""The script does the same sum as the server, in parts, and quickly enough."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route

import forms_app
from forms_app.puzzle import sum_of, zeros

SCRIPT = Path(forms_app.__file__).parent / "static" / "puzzle.js"


@pytest.mark.parametrize("length", [0, 1, 54, 55, 56, 63, 64, 65, 119, 200])
def test_the_scripts_digest_is_sha_256(page: Page, length: int) -> None:
    page.set_content("<p>x")
    page.add_script_tag(content=SCRIPT.read_text())
    text = "a" * length

    words = page.evaluate("text => doorstepPuzzle.sha256(text).map(w => w >>> 0)", text)

    assert (
        b"".join(word.to_bytes(4, "big") for word in words)
        == sha256(text.encode()).digest()
    )


def test_the_scripts_answer_is_one_for_the_server(page: Page) -> None:
    page.set_content("<p>x")
    page.add_script_tag(content=SCRIPT.read_text())
    asked = ["1.abc.def", "2026-11-24T09:00", 12]

    answer = page.evaluate(
        "([t, s, b]) => new Promise(done => doorstepPuzzle.solve(t, s, b, done))", asked
    )

    assert zeros(sha256(sum_of("1.abc.def", "2026-11-24T09:00", answer)).digest()) >= 12


TOKEN, NINE, HALF_PAST = "1.abc.def", "2026-11-24T09:00", "2026-11-24T09:30"
A_FORM = f"""<form method="post" action="http://127.0.0.1:9/hold" data-ds-puzzle="%d">
  <input type="hidden" name="puzzle" value="{TOKEN}"><input type="hidden" name="answer">
  <input type="radio" name="start" value="{NINE}" checked>
  <input type="radio" name="start" value="{HALF_PAST}">
  <button name="step" value="next">go</button></form>"""


@pytest.fixture
def sent(page: Page) -> list[dict[str, list[str]]]:
    """What the form has sent, as often as it was sent."""
    found: list[dict[str, list[str]]] = []

    def hear(route: Route) -> None:
        found.append(parse_qs(route.request.post_data or ""))
        route.fulfill(body="<h1>there</h1>")

    page.route("http://127.0.0.1:9/hold", hear)
    return found


@pytest.mark.parametrize("bits", [1, 13])
@pytest.mark.parametrize("pressed", ["once", "twice", "before another time was chosen"])
def test_a_form_with_a_sum_is_sent_once_by_the_first_press(
    page: Page, sent: list[dict[str, list[str]]], bits: int, pressed: str
) -> None:
    """A sum of one bit is done at once, one of thirteen after some parts."""
    page.set_content(A_FORM % bits)
    page.add_script_tag(content=SCRIPT.read_text())
    deeds = {
        "once": "",
        "twice": "document.querySelector('button').click()",
        "before another time was chosen": (
            "document.querySelectorAll('[type=radio]')[1].checked = true"
        ),
    }

    page.evaluate(f"document.querySelector('button').click(); {deeds[pressed]}")
    page.locator("h1").wait_for()

    start = HALF_PAST if "another" in pressed else NINE
    (form,) = sent
    assert (form["start"], form["step"]) == ([start], ["next"])
    (answer,) = form["answer"]
    assert zeros(sha256(sum_of(TOKEN, start, answer)).digest()) >= bits
