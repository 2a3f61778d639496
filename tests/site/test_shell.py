"""The empty pages keep their contract with the forms."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from build_scripts.pages import shell
from build_scripts.pages.shell import (
    CONTENT,
    HEAD,
    SECTIONS,
    TABS,
    TITLE,
    ShellBroken,
    Shells,
    load_shells,
)
from tests.record_builders import T, a_config


@pytest.mark.parametrize("section", SECTIONS)
def test_each_marker_stands_once_and_in_its_place(shells: Shells, section: str) -> None:
    text = shells.pages[section]
    assert f"<title>{TITLE}</title>" in text
    assert text.index('rel="stylesheet"') < text.index(HEAD) < text.index("</head>")
    article = text.index('class="md-content__inner md-typeset"')
    assert text.index("<main") < article < text.index(CONTENT) < text.index("</main>")
    assert text.count(TITLE) == text.count(HEAD) == text.count(CONTENT) == 1
    assert text.count(TABS) == (1 if section == "desk" else 0)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_own_link_starts_with_the_token(shells: Shells, section: str) -> None:
    links = re.findall(r'(?:href|src)="([^"]*)"', shells.pages[section])
    outside = ("tel:", "#", "https://example.gov.cn/")
    own = [link for link in links if not link.startswith(outside)]
    assert own
    assert all(link.startswith("@@ROOT@@/") for link in own)


def test_the_theme_leaves_no_inline_code_and_names_no_program(shells: Shells) -> None:
    assert shells.script_hashes == ()
    assert shells.style_hashes == ()
    assert all("generator" not in text for text in shells.pages.values())
    assert all("googleapis" not in text for text in shells.pages.values())


def test_an_inline_script_of_the_theme_would_be_allowed_by_its_hash() -> None:
    pages = {"home": "<script>alert(1)</script><script src='x'></script>"}
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    wanted = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="
    assert shell._hashes("script", pages) == (wanted,)


def test_the_section_one_is_in_is_marked(shells: Shells) -> None:
    marked = re.findall(r'href="([^"]*)" aria-current', shells.pages["stations"])
    assert set(marked) == {"@@ROOT@@/stations/index.html"}
    assert "aria-current" not in shells.pages["about"]


def test_the_desk_shows_nothing_of_the_public_site(shells: Shells) -> None:
    links = re.findall(r'href="(@@ROOT@@/[^"]*)"', shells.pages["desk"])
    assert all(link.startswith("@@ROOT@@/assets/") for link in links)


def test_the_menu_can_be_opened_without_javascript(shells: Shells) -> None:
    assert re.search(r"<details[^>]*ds-menu.*?<summary", shells.pages["home"], re.S)


def test_shell_json_lists_the_sections_and_hashes(shells: Shells) -> None:
    facts = json.loads(shells.describe())
    assert facts["schema_version"] == "1.0"
    assert facts["sections"] == list(SECTIONS)
    assert facts["csp"] == {"script": [], "style": []}


def test_words_of_the_configuration_are_escaped(tmp_path: Path) -> None:
    config = a_config(name=T("<b>家</b>"), operator=T('"><script>x</script>'))
    text = load_shells(config, tmp_path).pages["home"]
    assert "<b>" not in text
    assert "<script>" not in text


def test_the_demo_says_so_and_the_real_site_does_not(tmp_path: Path) -> None:
    real = load_shells(a_config(demo=False), tmp_path).pages["home"]
    demo = load_shells(a_config(), tmp_path).pages["home"]
    assert "演示数据" in demo
    assert "演示数据" not in real


def test_a_kept_shell_is_used_again_and_a_damaged_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_shells(a_config(), tmp_path)
    runs = []
    original = shell._render

    def counting(*given: object) -> dict[str, str]:
        runs.append(1)
        return original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(shell, "_render", counting)
    assert load_shells(a_config(), tmp_path) == first
    assert runs == []
    (kept,) = tmp_path.glob("*.json")
    for damage in ("", "{", "[]", kept.read_text("utf-8").replace("portal", "p", 1)):
        kept.write_text(damage, "utf-8")
        assert load_shells(a_config(), tmp_path) == first
    assert len(runs) == 4


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}{HEAD}",
        f"{TITLE}{HEAD}{CONTENT}{CONTENT}",
        f'{TITLE}{HEAD}{CONTENT}<img src="https://elsewhere.example/x.png">',
        f'{TITLE}{HEAD}{CONTENT}<link href="../x.css">',
    ],
)
def test_a_theme_that_breaks_the_contract_is_refused(text: str) -> None:
    with pytest.raises(ShellBroken):
        shell._check("home", text)
