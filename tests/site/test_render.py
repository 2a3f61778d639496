"""How words of a template become HTML."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from build_scripts.pages.render import environment, words


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
