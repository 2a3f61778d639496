"""Typed values are mended before they are judged."""

import pytest
from flask import Flask
from wtforms import DateField

from forms_app.form_fields import (
    DoorstepForm,
    masked_name,
    masked_phone,
    mended,
    mended_phone,
    one_line,
)
from forms_app.references import ALPHABET, new_reference, normalised, spoken

PHONES = [
    ("13800138000", "13800138000"),
    ("138 0013 8000", "13800138000"),
    ("+86 138-0013-8000", "13800138000"),
    ("008613800138000", "13800138000"),
    ("１３８００１３８０００", "13800138000"),
    ("＋８６１３８００１３８０００", "13800138000"),
    ("(0571)8765 4321", "057187654321"),
    ("没有电话", "没有电话"),
    (None, None),
]


@pytest.mark.parametrize(("typed", "phone"), PHONES)
def test_phones_are_mended(typed: str | None, phone: str | None) -> None:
    assert mended_phone(typed) == phone


def test_full_width_and_stray_space_are_mended() -> None:
    assert mended("　王　小明 ") == "王 小明"
    assert mended("Ａ１") == "A1"


def test_a_sentence_keeps_its_marks() -> None:
    assert one_line(" 停电检修，\n 下午恢复！ ") == "停电检修， 下午恢复！"
    assert (one_line(""), one_line(None)) == ("", None)


def test_masks_show_only_what_is_needed_to_call_somebody() -> None:
    assert masked_name("王小明") == "王**"
    assert masked_name("") == ""
    assert masked_phone("13800138000") == "138****8000"
    assert masked_phone("110") == "****"


def test_a_code_survives_being_read_aloud_and_typed_back() -> None:
    code = new_reference(12)

    assert normalised(spoken(code)) == code
    assert normalised(f" {code.lower()} ") == code
    assert normalised("ＡＢＣＤ－２３４５") == "ABCD2345"


def test_codes_have_no_look_alikes() -> None:
    assert not set("0O1ILU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 30
    assert len({new_reference(8) for _ in range(200)}) == 200


def test_the_librarys_own_sentences_are_chinese_too(public_app: Flask) -> None:
    class DayForm(DoorstepForm):
        day = DateField("日期")

    with public_app.test_request_context(method="POST", data={"day": "昨天"}):
        form = DayForm()
        form.validate()

    assert form.day.errors == ["不是有效的日期值。"]
