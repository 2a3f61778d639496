"""Pages under `doorstep serve`; and that a server knows nothing of all this."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from forms_app.access import public
from forms_app.apps import create_public_app
from forms_app.settings import Settings

HOSTILE = "</pre></section><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return tmp_path / "live.json"


@pytest.fixture
def site(published_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_site, tmp_path / "site"))


@pytest.fixture
def author(settings: Settings, site: Path, news: Path) -> FlaskClient:
    """The browser of somebody who edits the content while `doorstep serve` runs."""
    app = create_public_app(replace(settings, site=site, live=news))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def a_failure(news: Path, words: str = "没有这个字段", crash: str = "") -> None:
    source = [{"number": 3, "text": words, "here": True}]
    problem = {
        "place": f"content/{words}:3:9",
        "code": "K102",
        "sentence": words,
        "hint": words,
        "source": source,
    }
    told = {"problems": [problem], "more": 2, "crash": crash}
    news.write_text(json.dumps(told), "utf-8")


def page(client: FlaskClient, path: str = "/") -> BeautifulSoup:
    with client.get(path) as answer:
        return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


PAGES = ("/", "/forms/appointment", "/no/such/page.html")


@pytest.mark.parametrize("path", PAGES)
def test_on_a_server_no_page_knows_of_it(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert "live" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["", "/panel", "/live.js", "/live.css"])
def test_on_a_server_nothing_answers_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/__live{path}").status_code == 404


def test_only_its_own_word_in_the_environment_switches_it_on(tmp_path: Path) -> None:
    assert Settings.from_environment({}, tmp_path).live is None
    assert Settings.from_environment({"DOORSTEP_LIVE": ""}, tmp_path).live is None

    told = Settings.from_environment({"DOORSTEP_LIVE": "live.json"}, tmp_path)
    assert told.live == tmp_path / "live.json"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_loads_the_script_and_it_is_there(
    author: FlaskClient, path: str
) -> None:
    shown = page(author, path)
    for tag, attribute in (("script", "src"), ("link", "href")):
        loaded = shown.find(tag, {attribute: lambda url: "__live" in (url or "")})
        assert loaded
        with author.get(str(loaded[attribute])) as answer:
            assert answer.status_code == 200


def test_a_page_carries_the_word_that_the_script_will_hear(author: FlaskClient) -> None:
    script = page(author).select_one("script[data-site]")
    assert script

    heard = author.get("/__live").get_json()

    assert heard == {"site": script["data-site"], "notice": script["data-notice"]}
    assert heard["notice"] == ""


def test_a_swapped_site_is_another_word(author: FlaskClient, site: Path) -> None:
    before = author.get("/__live").get_json()["site"]
    os.utime(site / "catalogue.json", ns=(1, 1))

    assert author.get("/__live").get_json()["site"] != before


def test_a_site_whose_catalogue_stayed_is_another_word_too(
    settings: Settings, site: Path, news: Path
) -> None:
    """An edited article is not in catalogue.json: the file is the same in both folders."""
    link = site.with_name("link")
    link.symlink_to(site)
    twin = Path(shutil.copytree(site, site.with_name("twin"), copy_function=os.link))
    app = create_public_app(replace(settings, site=link, live=news))
    before = app.test_client().get("/__live").get_json()["site"]

    link.unlink()
    link.symlink_to(twin)

    assert app.test_client().get("/__live").get_json()["site"] != before


def test_a_site_swapped_while_a_page_is_read_is_news_to_that_page(
    settings: Settings, site: Path, news: Path
) -> None:
    app = create_public_app(replace(settings, site=site, live=news))

    @app.get("/forms/slow")
    @public
    def slow() -> str:
        os.utime(site / "catalogue.json", ns=(1, 1))
        return "<p>the site before</p>"

    author = app.test_client()
    script = page(author, "/forms/slow").select_one("script[data-site]")

    assert script
    assert script["data-site"] != author.get("/__live").get_json()["site"]


def test_a_door_that_stays_shut_stays_shut_quietly(
    settings: Settings, site: Path, news: Path
) -> None:
    app = create_public_app(replace(settings, site=site, live=news))
    app.add_url_rule("/forms/forgotten", "forgotten", lambda: "secret")

    assert app.test_client().get("/forms/forgotten").status_code == 403


def test_a_page_that_answers_a_form_is_never_reloaded_by_itself(
    author: FlaskClient,
) -> None:
    asked = page(author, "/forms/appointment").select_one("script[data-site]")
    with author.post("/forms/appointment", data={}) as answer:
        answered = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    again = answered.select_one("script[data-site]")

    assert asked
    assert not asked.has_attr("data-keep")
    assert again
    assert again.has_attr("data-keep")


def test_the_browser_keeps_no_page_and_gets_each_whole(author: FlaskClient) -> None:
    with author.get("/") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers
    wishes = {
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
        "Range": "bytes=0-9",
    }
    with author.get("/", headers=wishes) as answer:
        assert answer.status_code == 200
        assert "__live" in answer.get_data(as_text=True)


def test_what_is_not_a_page_stays_as_it_is(author: FlaskClient, site: Path) -> None:
    with author.get("/catalogue.json") as answer:
        assert answer.get_data() == (site / "catalogue.json").read_bytes()


def test_the_panel_comes_with_the_next_page_also_without_javascript(
    author: FlaskClient, news: Path
) -> None:
    assert not page(author).select_one(".ds-live__list")

    a_failure(news)
    panel = page(author, "/forms/appointment").select_one("body > #ds-live")

    assert panel
    words = panel.get_text()
    assert "content/没有这个字段:3:9 K102" in words
    assert "没有这个字段 — 没有这个字段" in words
    assert "还有 2 处" in words
    assert panel.select_one(".ds-live__line--here")


def test_the_script_gets_the_same_panel_and_a_word_for_it(
    author: FlaskClient, news: Path
) -> None:
    a_failure(news)
    first = author.get("/__live").get_json()["notice"]
    a_failure(news, "另一处")
    second = author.get("/__live").get_json()["notice"]

    assert first
    assert first != second
    assert "另一处" in author.get("/__live/panel").get_data(as_text=True)

    news.unlink()

    assert author.get("/__live").get_json()["notice"] == ""
    assert "另一处" not in author.get("/__live/panel").get_data(as_text=True)


def test_a_crash_is_shown_with_its_last_words(author: FlaskClient, news: Path) -> None:
    a_failure(news, crash="Traceback\nTemplateSyntaxError: <unexpected>")
    shown = page(author)
    first = shown.select(".ds-live__place")[-1]

    assert first.get_text() == "TemplateSyntaxError: <unexpected>"
    assert "Traceback\nTemplateSyntaxError" in shown.get_text()


def test_hostile_words_in_a_file_stay_words(author: FlaskClient, news: Path) -> None:
    a_failure(news, HOSTILE, crash=HOSTILE)
    for shown in (page(author), page(author, "/__live/panel")):
        panel = shown.select_one("#ds-live")
        assert panel
        assert panel.get_text().count(HOSTILE) == 6
        assert not panel.find(["script", "img"])


def test_a_site_that_is_not_built_still_shows_what_is_wrong(
    author: FlaskClient, site: Path, news: Path
) -> None:
    shutil.rmtree(site)
    a_failure(news)

    assert author.get("/__live").get_json()["site"] == ""
    assert page(author).select_one("#ds-live .ds-live__list")


def test_the_policy_is_as_strict_as_on_a_server(author: FlaskClient) -> None:
    with author.get("/") as answer:
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not page(author).find_all(style=True)
