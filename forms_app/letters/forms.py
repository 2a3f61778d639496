"""What people and clerks type about a letter.  Nobody's name is ever asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from forms_app.form_fields import (
    DoorstepForm,
    RequestKeyForm,
    code_field,
    given,
    is_readable,
    paragraphs,
    phone_field,
    phone_tail_field,
    village_choices,
)

WORDS_LENGTH, ANSWER_LENGTH, SHOWN_LENGTH = 600, 1000, 300
OFFICES = {
    "police": "派出所（社区民警）",
    "justice": "司法所",
    "governance": "综治中心",
}
LONG_NUMBER = re.compile(r"\d{15,}[\dXx]?")
TELEPHONE = re.compile(r"\d{7,}")


def names_no_papers(_form: object, field: Field) -> None:
    """WTForms validator: no number of an identity card or a bank card."""
    if LONG_NUMBER.search(given(field)):
        raise ValidationError("请删掉身份证号、银行卡号这样的长号码，用不着写。")


def names_nobody(_form: object, field: Field) -> None:
    """WTForms validator for what everybody will read: no long number at all."""
    if TELEPHONE.search(given(field)):
        raise ValidationError("公开的话里不要有手机号、证件号，请删掉。")


def text_field(
    label: str, description: str, missing: str, most: int, *more: Any
) -> TextAreaField:
    return TextAreaField(
        label,
        description=description,
        filters=[paragraphs],
        validators=[
            DataRequired(missing),
            Length(max=most, message=f"最多写 {most} 个字。"),
            is_readable,
            *more,
        ],
        render_kw={"rows": 6, "autocomplete": "off"},
    )


class MistakeForm(RequestKeyForm):
    """What is wrong on a page."""

    words = text_field(
        "哪里写错了，应该是什么",
        "例如“电话打不通”“地址搬到了河东路”。不要写名字、证件号。",
        "请写明哪里错了。",
        WORDS_LENGTH,
        names_no_papers,
    )
    phone = phone_field(
        "手机号（可以不填）",
        "想知道改好没有，就留一个；不留也行。",
        required=False,
    )


class VillageForm(RequestKeyForm):
    """Who writes from which village."""

    area = SelectField("您在哪个村、社区", validators=[DataRequired("请选村或社区。")])

    def __init__(
        self, areas: Mapping[str, Sequence[tuple[str, str]]], formdata: Any, **more: Any
    ) -> None:
        super().__init__(formdata, **more)
        self.area.choices = village_choices(areas)


class QuestionForm(VillageForm):
    """A question about the law, answered later."""

    words = text_field(
        "想问什么",
        "什么事、什么时候、现在怎么样了。不要写别人的名字、证件号。",
        "请写明想问什么。",
        WORDS_LENGTH,
        names_no_papers,
    )
    phone = phone_field("手机号", "有了答复告诉您；查答复也要用它的后四位。")
    may_publish = BooleanField("去掉个人信息以后，可以给别人参考")


class WishForm(VillageForm):
    """A wish or a complaint, said to the station itself."""

    office = RadioField(
        "写给谁", choices=OFFICES, default="police", validators=[DataRequired()]
    )
    words = text_field(
        "想说什么",
        "建议、意见、看见的隐患都可以。不要写证件号。",
        "请写明想说什么。",
        WORDS_LENGTH,
        names_no_papers,
    )
    phone = phone_field(
        "手机号（可以不填）",
        "留了才能告诉您答复；不留也照样有人看。",
        required=False,
    )
    may_publish = BooleanField("去掉个人信息以后，可以公开答复")


class LookForm(DoorstepForm):
    """The code and the phone's last four digits."""

    code = code_field("编号")
    tail = phone_tail_field()


class AnswerForm(DoorstepForm):
    """The answer; only who wrote reads it."""

    words = text_field(
        "答复（对方会看到）",
        "先说结论，再说怎么办、找谁。",
        "请写答复。",
        ANSWER_LENGTH,
    )


class HandOnForm(DoorstepForm):
    """Who can answer."""

    station = SelectField("交给哪个站点", validators=[DataRequired("请选一个站点。")])

    def __init__(self, stations: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        self.station.choices = list(stations)


class PublishForm(DoorstepForm):
    """Question and answer, written anew for everybody."""

    question = text_field(
        "公开的问题",
        "自己重新写一句，看不出是谁、在哪家。",
        "请写公开的问题。",
        SHOWN_LENGTH,
        names_nobody,
    )
    shown = text_field(
        "公开的答复",
        "写一般的办法，不写这一家的事。",
        "请写公开的答复。",
        ANSWER_LENGTH,
        names_nobody,
    )
