"""Fields and words that several forms share, and how typed values are mended.

Full-width digits, spaces and +86 are mended before anything is checked: people type
what their phone gives them.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, Length, Optional, ValidationError

MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0[0-9]{2,3}[0-9]{7,8}")
FOUR_DIGITS = re.compile(r"[0-9]{4}")
"""Not \\d: Arabic or Thai digits make another number of the same telephone."""
REQUEST_KEY = re.compile(r"[0-9a-f]{32}")
NAME_LENGTH = 40
CONTROL_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def given(field: Field) -> str:
    """The text of a field that has passed its validators."""
    return str(field.data or "")


def mended(text: str | None) -> str | None:
    """Full-width letters and digits to half-width; outer and repeated space away."""
    if text is None:
        return None
    return " ".join(unicodedata.normalize("NFKC", text).split())


def one_line(text: str | None) -> str | None:
    """A sentence that people read: its marks stay as they were written, '，' too."""
    return " ".join(text.split()) if text else text


def paragraphs(text: str | None) -> str | None:
    """Outer blank lines away; the paragraphs somebody wrote stay."""
    return text.replace("\r\n", "\n").strip() if text else text


def mended_phone(text: str | None) -> str | None:
    """'＋86 138-0013-8000' -> '13800138000'; what is no number stays as typed."""
    if text is None:
        return None
    digits = re.sub(r"[\s\-()·.]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+86|0086)", "", digits)


def is_phone(field_form: object, field: Field) -> None:
    """WTForms validator: a mobile or a landline with its area code."""
    text = given(field)
    if not (MOBILE.fullmatch(text) or LANDLINE.fullmatch(text)):
        raise ValidationError("请填写 11 位手机号，或者带区号的固定电话。")


def is_readable(field_form: object, field: Field) -> None:
    """WTForms validator: no control characters; every script and emoji is welcome."""
    for character in given(field):
        if character in "\n\r\u200d\ufe0f":
            continue
        if unicodedata.category(character) in CONTROL_CATEGORIES:
            raise ValidationError("里面有看不见的特殊字符，请删掉重新输入。")


def four_digits(field_form: object, field: Field) -> None:
    if not FOUR_DIGITS.fullmatch(given(field)):
        raise ValidationError("请填写手机号的后四位数字。")


@cache
def _sentences() -> Any:
    """Sought on the disk once, not for every form."""
    return get_translations(["zh"])


class DoorstepForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not annotated
    """A form with CSRF protection and a summary of everything to mend."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF is not annotated
        """WTForms' own sentences (a value that is no date) in Chinese, too."""

        def get_translations(self, form: object) -> Any:
            return _sentences()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field id or '', sentence) for the error summary, form errors first."""
        found = [("", sentence) for sentence in self.form_errors]
        for field in self:
            found += [(_first_input(field), sentence) for sentence in field.errors]
        return found


def _first_input(field: Field) -> str:
    """The id a link to the field leads to: of its first option when it is a choice."""
    if isinstance(field, RadioField | SelectMultipleField):
        return next((str(option.id) for option in field), str(field.id))
    return str(field.id)


class RequestKeyForm(DoorstepForm):
    """A form whose repetition must not act twice: it carries an idempotency key."""

    request_key = HiddenField()

    def __init__(self, formdata: Any = None, **values: Any) -> None:
        super().__init__(formdata, **values)
        if not REQUEST_KEY.fullmatch(given(self.request_key)):
            self.request_key.data = secrets.token_hex(16)


def name_field(
    label: str,
    description: str = "",
    *,
    also: Sequence[Callable[[Any, Field], None]] = (),
    own: bool = True,
) -> StringField:
    """`own`: of the one who types, so that the browser may fill it in."""
    return StringField(
        label,
        description=description,
        filters=[mended],
        validators=[
            DataRequired("请填写姓名。"),
            Length(max=NAME_LENGTH, message=f"姓名最多 {NAME_LENGTH} 个字。"),
            is_readable,
            *also,
        ],
        render_kw={"autocomplete": "name" if own else "off"},
    )


def phone_field(
    label: str, description: str = "", *, required: bool = True
) -> StringField:
    needed = DataRequired("请填写电话号码。") if required else Optional()
    return StringField(
        label,
        description=description,
        filters=[mended_phone],
        validators=[needed, is_phone],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


NOT_YET = {"": "请选择"}
"""The first choice of a list where nothing may be chosen for anybody."""


def village_choices(
    areas: Mapping[str, Sequence[tuple[str, str]]],
) -> dict[str, dict[str, str]]:
    """Villages under their townships; nothing is chosen for anybody."""
    groups = {name: dict(inside) for name, inside in areas.items()}
    return {"": NOT_YET, **groups}


def code_field(label: str) -> StringField:
    return StringField(
        label,
        validators=[
            DataRequired("请填写编号。"),
            Length(max=40, message="编号没有这么长，请核对。"),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


def phone_tail_field() -> StringField:
    return StringField(
        "手机号后四位",
        description="当时留的是固定电话，就填固定电话的后四位。",
        filters=[mended],
        validators=[DataRequired("请填写手机号的后四位。"), four_digits],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


def masked_name(name: str) -> str:
    """王小明 -> 王**; the first character is enough to call somebody by surname."""
    return name[:1] + "**" if name else ""


def masked_phone(phone: str) -> str:
    """13800138000 -> 138****8000"""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "****"
