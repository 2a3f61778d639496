"""The resident's forms: one question a page, the look-up, and two that only confirm."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import (
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import DataRequired, InputRequired, Length

from forms_app.disputes import intake
from forms_app.form_fields import (
    DoorstepForm,
    RequestKeyForm,
    code_field,
    is_readable,
    mended,
    name_field,
    phone_field,
    phone_tail_field,
)

LONG_TEXT = 2000
MEDIUM_TEXT = 500
SHORT_TEXT = 100
WHO_SEES = "只有负责办理的工作人员看得到。"
NOT_OTHERS = "对方看不到您在这里写的原话。"


def trimmed(text: str | None) -> str | None:
    """Outer blank lines away; the paragraphs somebody wrote stay."""
    return text.replace("\r\n", "\n").strip() if text else text


def long_text(
    label: str, description: str, missing: str, most: int, rows: int = 8
) -> TextAreaField:
    return TextAreaField(
        label,
        description=description,
        filters=[trimmed],
        validators=[
            DataRequired(missing),
            Length(max=most, message=f"最多写 {most} 个字，其余的可以当面说。"),
            is_readable,
        ],
        render_kw={"rows": rows, "autocomplete": "off"},
    )


def short_text(label: str, description: str) -> StringField:
    return StringField(
        label,
        description=description,
        filters=[mended],
        validators=[Length(max=SHORT_TEXT, message="请写短一点。"), is_readable],
        render_kw={"autocomplete": "off"},
    )


def radio(label: str, options: Mapping[str, str], description: str = "") -> RadioField:
    return RadioField(
        label,
        choices=dict(options),
        description=description,
        validators=[InputRequired(f"请选一项：{label}")],
    )


def needs_field() -> SelectMultipleField:
    return SelectMultipleField(
        "您需要哪些照顾？",
        description="可以不选，也可以选几项。只有负责办理的工作人员看得到。",
        choices=dict(intake.NEEDS),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )


class ChooseTown(DoorstepForm):
    town = radio("事情发生在哪个镇、街道？", {}, "用来找到负责的站点。")


class ChooseVillage(DoorstepForm):
    area = radio("是哪个村、社区？", {}, "用来找到离您近的调解员。")


class Story(DoorstepForm):
    story = long_text(
        "发生了什么事？",
        f"像平时说话一样写就行，不用写法律词。{WHO_SEES}{NOT_OTHERS}",
        "请写几句发生了什么事。",
        LONG_TEXT,
    )


class Wish(DoorstepForm):
    wish = long_text(
        "您希望怎么解决？",
        f"比如道歉、赔多少钱、以后怎么做。调解时还可以改。{WHO_SEES}",
        "请写一句您希望怎么解决。",
        MEDIUM_TEXT,
    )


class Other(DoorstepForm):
    other_name = short_text(
        "对方是谁？",
        "姓名或者称呼都行，不知道可以不填。核实您的身份以前，我们不会联系对方。",
    )
    other_about = short_text(
        "怎么找到对方？",
        f"比如住哪里、哪家店。不知道可以不填。{WHO_SEES}",
    )


class Minor(DoorstepForm):
    minor = radio(
        "这是替未成年人办的吗？",
        intake.MINOR,
        "不满 18 岁的，调解时要请监护人一起来；监护人不合适的，我们另请人陪。",
    )


class Name(DoorstepForm):
    name = name_field("您的姓名", f"请写身份证上的姓名。{WHO_SEES}")


class Phone(DoorstepForm):
    phone = phone_field(
        "您的手机号", f"以后查进展要用它的后四位。{WHO_SEES}不会发给对方。"
    )


class Contact(DoorstepForm):
    contact_when = radio(
        "什么时候给您打电话方便、安全？",
        intake.CONTACT_TIMES,
        f"如果身边的人知道了会对您不利，请选“不要打电话”。{WHO_SEES}",
    )
    contact_message = radio("没接到的话，可以留言或发短信吗？", intake.MESSAGE)
    contact_note = short_text("还有什么要注意的？", "比如“请说是快递”。可以不填。")


class Needs(DoorstepForm):
    needs = needs_field()


class Lookup(DoorstepForm):
    code = code_field("编号（12 位）")
    tail = phone_tail_field()


class Confirm(DoorstepForm):
    """A button and its CSRF token, nothing else."""


class Send(RequestKeyForm):
    """The button under the check of answers."""
