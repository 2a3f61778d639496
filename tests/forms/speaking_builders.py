"""A site in three languages, and what an English page still says in Chinese."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from forms_app.languages import HANS
from forms_app.settings import Settings
from tests import staff_builders
from tests.forms_builders import SECTIONS, SHELL, a_catalogue, a_published_site

SWITCH = "<!-- doorstep:languages -->"
HANZI = re.compile("[\u3400-\u9fff]+")
MARKED = re.compile(r'<span class="ds-zh" lang="zh-Hans">([^<]*)</span>')


def a_speaking_client(settings: Settings, folder: Path) -> FlaskClient:
    """A resident of a site in three languages."""
    settings = replace(settings, site=a_published_site(folder))
    shells = settings.site / "shell"
    about = json.loads((shells / "shell.json").read_text())
    about["languages"] = [HANS, "zh-Hant", "en"]
    (shells / "shell.json").write_text(json.dumps(about))
    page = SHELL.replace("{tabs}", f"<ul class=languages>{SWITCH}</ul>")
    for where in (shells, shells / "zh-Hant", shells / "en"):
        where.mkdir(exist_ok=True)
        for section in SECTIONS:
            if section != "desk":
                (where / f"{section}.html").write_text(page)
    english = json.dumps(a_catalogue(), ensure_ascii=False)
    english = english.replace("桥东派出所", "Qiaodong Police Station")
    english = english.replace("桥东镇", "Qiaodong")
    (settings.site / "catalogue.en.json").write_text(english)
    return staff_builders.a_public_app(settings).test_client()


def ours_in_chinese(client: FlaskClient, html: str) -> list[str]:
    """Words of ours in Chinese; what the catalogue says may be, if it is marked so."""
    body = html.partition("<main>")[2]
    site: Path = client.application.extensions["doorstep"].settings.site
    catalogue = (site / "catalogue.en.json").read_text()
    marked = [words for words in MARKED.findall(body) if words not in catalogue]
    return marked + HANZI.findall(without_what_is_said_to_be_chinese(body))


def without_what_is_said_to_be_chinese(html: str) -> str:
    plain = MARKED.sub("", html)
    plain = re.sub(r'<a [^>]*lang="zh-Han[st]"[^>]*>[^<]*</a>', "", plain)
    plain = re.sub(r"<textarea.*?</textarea>", "", plain, flags=re.DOTALL)
    return re.sub(r'\svalue="[^"]*"', "", plain)
