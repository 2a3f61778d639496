"""The script does the same sum as the server, in parts, and quickly enough."""

from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page

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
