"""Templates compiled before anybody asked for a page."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from build_scripts.pages.render import compile_ahead, environment


def test_a_template_edited_afterwards_is_the_one_that_counts(tmp_path: Path) -> None:
    file, parent = tmp_path / "a.html", tmp_path / "p.html"
    parent.write_text("old {% block a %}{% endblock %}")
    file.write_text("{% extends 'p.html' %}{% block a %}old{% endblock %}")
    env = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    for path in (file, parent):
        os.utime(path, (1, 1))
    compile_ahead(env)

    for path in (file, parent):
        path.write_text(path.read_text().replace("old", "new"))

    assert env.get_template("a.html").render() == "new new"


def test_a_broken_template_waits_for_the_build_that_needs_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% blok %}")
    (tmp_path / "b.html").write_bytes(b"\xff\xfe")
    (tmp_path / "c.html").write_text("good")
    env = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)

    compile_ahead(env)

    assert env.cache is not None
    assert [key[1] for key in env.cache] == ["c.html"]


def test_our_own_templates_are_all_compiled() -> None:
    env = environment()
    compile_ahead(env)

    assert env.cache is not None
    assert len(env.cache) == len(env.list_templates())
