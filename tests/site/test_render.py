"""How words of a template become HTML."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from build_scripts import program
from build_scripts.pages import render
from build_scripts.pages.compiled import Compiled
from build_scripts.pages.render import (
    are_compiled,
    compile_all,
    environment,
    keep_compiled,
    words,
)


def shown(source: str, **seen: object) -> str:
    return environment().from_string(source).render(**seen)


def test_finished_words_are_text_of_the_template() -> None:
    compiled = environment().compile(
        '<b title="{{ _("您") }}">{{ _("好") }}</b>', raw=True
    )
    assert '<b title="您">好</b>' in compiled


def test_words_wait_for_what_is_put_in_and_escape_it() -> None:
    source = '{{ _("满 %(n)s 天", n=given) }}'
    assert shown(source, given="<b>") == "满 &lt;b&gt; 天"
    assert words("共 %(n)s 处", n=3) == "共 3 处"


def test_finished_words_stand_in_for_what_is_missing() -> None:
    assert shown('{{ x or _("没有") }}', x="") == "没有"
    assert shown('{{ x or _("没有") }}', x="<i>") == "&lt;i&gt;"


def test_a_name_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nothing }}")


def test_templates_lie_beside_compiled_modules_or_in_the_projects_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "BUILD_SCRIPTS", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert program.kept_beside(tmp_path / "cache") == tmp_path / "cache"
    (tmp_path / "__pycache__").mkdir()
    assert program.kept_beside(tmp_path / "cache") == tmp_path / "__pycache__" / "kept"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert program.kept_beside(tmp_path / "cache") == tmp_path / "cache"


@pytest.fixture
def two_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "templates"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        (folder / name).write_text(name)
    monkeypatch.setattr(render, "TEMPLATES", folder)
    monkeypatch.setattr(Compiled, "folder", None)
    yield folder
    environment.cache_clear()


@pytest.mark.usefixtures("two_templates")
def test_some_compiled_templates_are_not_yet_all(tmp_path: Path) -> None:
    """A small build compiles what it needs; a killed one leaves what it came to."""
    keep_compiled(tmp_path / "cache")
    environment().get_template("a.html")
    assert not are_compiled()
    compile_all()
    assert are_compiled()
