"""转发与广播: ready texts under a fold, to copy."""

from __future__ import annotations

import re

import pytest

from tests.learning_builders import an_alert
from tests.record_builders import T
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id


@pytest.mark.parametrize(
    "url",
    [
        "alerts/fake-police-call.html",
        "articles/fake-police.html",
        "events/van.html",
        "notices/power-cut.html",
    ],
)
def test_news_can_be_copied_from_its_page(sample_site: BuiltSite, url: str) -> None:
    fold = sample_site.pages[url].select_one("#share details")
    assert fold is not None
    assert "转发与广播" in fold.get_text()
    text = fold.select_one("#sms")
    assert text is not None
    assert f"短信（{len(text.get_text())} 个字）" in fold.get_text()
    button = fold.select_one('[data-ds-copy="sms"]')
    assert button is not None
    assert button.has_attr("hidden"), "only a script can copy"


def test_how_long_the_loudspeaker_takes_is_told(build: Build) -> None:
    alert = an_alert(
        renditions=None, do=tuple(T("先挂断再去问一问。") for _ in range(25))
    )
    words = build(alerts=by_id(alert)).text("alerts/fake-police-call.html")
    found = re.search(r"大喇叭（大约念 (\d+) 秒）", words)
    assert found
    assert 60 <= int(found[1]) <= 90


def test_a_text_that_does_not_fit_is_not_offered(build: Build) -> None:
    page = build().pages["events/evening.html"]
    assert page.select_one("#sms") is not None
    assert page.select_one("#broadcast") is None
