"""What people and clerks type about a visit at home or a delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Regexp,
    ValidationError,
)

from forms_app.form_fields import (
    DoorstepForm,
    RequestKeyForm,
    code_field,
    is_readable,
    mended,
    name_field,
    one_line,
    phone_field,
    phone_tail_field,
    village_choices,
)

ANY_DAY = "any"
ADDRESS_LENGTH, ANSWER_LENGTH, MOST_PEOPLE = 80, 150, 50
REASONS = {
    "old": "年纪大，走不动",
    "ill": "生病、卧床",
    "disabled": "残疾，出门不便",
    "baby": "坐月子，或者家里有很小的孩子",
    "village": "村里几家一起办",
    "far": "路远，一天来回不了",
}
PARTS = {"any": "都行", "morning": "上午", "afternoon": "下午"}
WAYS = {"post": "寄给我", "hand": "送到家里"}
MAIL_NUMBER = r"[0-9A-Za-z-]{6,40}"


def so_many(_form: object, field: Field) -> None:
    """WTForms validator; its own `NumberRange` cannot look at four hundred digits."""
    if not (isinstance(field.data, int) and 1 <= field.data <= MOST_PEOPLE):
        raise ValidationError(f"请填 1 到 {MOST_PEOPLE}。")


def address_field() -> StringField:
    return StringField(
        "门牌、怎么走",
        description="例如“三组桥头红瓦房”。只给上门的人看，办完就清除。",
        filters=[one_line],
        validators=[
            DataRequired("请写明住在哪里。"),
            Length(max=ADDRESS_LENGTH, message=f"最多 {ADDRESS_LENGTH} 个字。"),
            is_readable,
        ],
        render_kw={"autocomplete": "street-address"},
    )


def own_name() -> StringField:
    return name_field("姓名")


def own_phone() -> StringField:
    return phone_field("联系电话", "上门以前打这个电话。")


class HomeForm(RequestKeyForm):
    """Who cannot come, and where they are.

    Each kind ends with `name` and `phone`: slips are told in the order of the page.
    """

    reason = RadioField(
        "为什么来不了",
        choices=REASONS,
        validators=[DataRequired("请选一个原因。")],
    )
    area = SelectField("在哪个村、社区", validators=[DataRequired("请选村或社区。")])
    address = address_field()
    name: StringField
    phone: StringField

    def __init__(
        self, areas: Mapping[str, Sequence[tuple[str, str]]], formdata: Any, **more: Any
    ) -> None:
        super().__init__(formdata, **more)
        self.area.choices = village_choices(areas)


class VisitForm(HomeForm):
    """Somebody of the station comes: how many have it done, and when it suits."""

    people = IntegerField(
        "几个人一起办",
        default=1,
        validators=[
            InputRequired("请填人数。"),
            so_many,
        ],
        render_kw={"inputmode": "numeric", "min": "1", "max": str(MOST_PEOPLE)},
    )
    day = SelectField("哪天方便")
    part = RadioField("什么时候方便", choices=PARTS, default="any")
    name = own_name()
    phone = own_phone()

    def __init__(
        self,
        areas: Mapping[str, Sequence[tuple[str, str]]],
        days: Sequence[tuple[str, str]],
        formdata: Any,
    ) -> None:
        super().__init__(areas, formdata)
        self.day.choices = {ANY_DAY: "哪天都行", **dict(days)}

    def wanted_day(self) -> date | None:
        text = str(self.day.data)
        return None if text == ANY_DAY else date.fromisoformat(text)


class DeliveryForm(HomeForm):
    """The finished paper comes: by post or by hand."""

    part = RadioField("怎么送", choices=WAYS, default="post")
    name = own_name()
    phone = own_phone()


class LookForm(DoorstepForm):
    """The code and the phone's last four digits."""

    code = code_field("申请编号")
    tail = phone_tail_field()


class PlanForm(DoorstepForm):
    """When somebody goes there."""

    day = DateField("哪天去", validators=[DataRequired("请填日期。")])
    time = TimeField("几点左右", validators=[DataRequired("请填时间。")])


class AnswerForm(DoorstepForm):
    """Why it is not possible; the person reads it."""

    answer = StringField(
        "为什么办不了（对方会看到）",
        description="说清楚原因和可以怎么办，不要写人名。",
        filters=[one_line],
        validators=[
            DataRequired("请写明原因。"),
            Length(max=ANSWER_LENGTH, message=f"最多 {ANSWER_LENGTH} 个字。"),
            is_readable,
        ],
    )


class PostForm(DoorstepForm):
    """The number by which the letter can be followed."""

    number = StringField(
        "邮寄单号",
        filters=[mended],
        validators=[
            DataRequired("请填邮寄单号。"),
            Regexp(f"^{MAIL_NUMBER}$", message="单号是 6 到 40 位字母和数字。"),
        ],
        render_kw={"autocomplete": "off"},
    )
