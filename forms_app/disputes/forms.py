"""The resident's forms: one question a page, the look-up, and two that only confirm."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from forms_app.disputes import applicants, intake
from forms_app.form_fields import (
    DoorstepForm,
    RequestKeyForm,
    code_field,
    is_phone,
    is_readable,
    mended,
    mended_phone,
    name_field,
    paragraphs,
    phone_field,
    phone_tail_field,
)
from forms_app.refusals import ChildAlone, NoProxyForSuspect, Refusal

LONG_TEXT = 2000
MEDIUM_TEXT = 500
SHORT_TEXT = 100
WHO_SEES = "只有负责办理的工作人员看得到。"
NOT_OTHERS = "对方看不到您在这里写的原话。"


PAPER = {"yes": "有，来的时候带上", "no": "还没有，我去补"}
GUARDIAN_MAY = {"yes": "可以", "no": "不方便让他们知道，请另外安排人陪我"}


def long_text(
    label: str, description: str, missing: str, most: int, rows: int = 8
) -> TextAreaField:
    return TextAreaField(
        label,
        description=description,
        filters=[paragraphs],
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
    landmark = short_text(
        "说不清是哪里，就写附近好认的", "比如店名、路口、桥、学校。可以不填。"
    )


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
        "您是替自己办，还是替别人办？",
        intake.MINOR,
        "不满 18 岁的，调解时要请监护人一起来；监护人不合适的，我们另请人陪。",
    )


class Child(DoorstepForm):
    """A guardian asks for a child."""

    behalf_name = name_field("孩子叫什么？", f"请写户口簿上的姓名。{WHO_SEES}")
    age = radio("孩子多大？", applicants.AGES)
    consent = BooleanField(
        "我是孩子的监护人，同意为了办这件事使用孩子的这些信息",
        validators=[InputRequired("要监护人同意，才能登记孩子的信息。")],
    )


class Age(DoorstepForm):
    age = radio("您多大？", applicants.AGES, f"用来安排谁陪您一起来。{WHO_SEES}")

    def validate_age(self, field: RadioField) -> None:
        if field.data == "under14":
            raise ValidationError(ChildAlone.message)


class Guardian(DoorstepForm):
    """Somebody of 14 to 17 asks for themselves."""

    guardian = radio(
        "可以请您的监护人一起来吗？",
        GUARDIAN_MAY,
        "监护人一般是爸爸妈妈。选“不方便”的，我们不会联系他们。",
    )
    behalf_name = short_text("监护人的姓名", "选“可以”的请填。")
    behalf_phone = StringField(
        "监护人的电话",
        description="没有可以不填。",
        filters=[mended_phone],
        validators=[Optional(), is_phone],
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )

    def validate_behalf_name(self, field: StringField) -> None:
        if self.guardian.data == "yes" and not field.data:
            raise ValidationError("请填写监护人的姓名。")


class Agent(DoorstepForm):
    """Somebody is sent by a grown-up."""

    behalf_name = name_field("谁委托您来？", f"请写本人的姓名。{WHO_SEES}")
    side = radio(
        "委托您的人是哪一方？",
        applicants.SIDES,
        "打架、毁东西的治安调解，动手的一方要本人来，不能委托别人。",
    )
    paper = radio(
        "有本人签了名的委托书吗？",
        PAPER,
    )
    way = ""
    """Which way the table has proposed; set before validation."""

    def validate_side(self, field: RadioField) -> None:
        if self.way == applicants.POLICE and field.data == "did":
            raise ValidationError(NoProxyForSuspect.message)


class Together(DoorstepForm):
    together = TextAreaField(
        "还有谁和您一起申请？",
        description="一行写一位：先写姓名，空一格再写电话，没有电话就只写姓名。"
        f"没有别人就空着。{WHO_SEES}",
        filters=[paragraphs],
        validators=[
            Length(max=LONG_TEXT, message="太长了，请到窗口当面登记。"),
            is_readable,
        ],
        render_kw={"rows": 4, "autocomplete": "off"},
    )

    def validate_together(self, field: TextAreaField) -> None:
        try:
            applicants.people_of(field.data or "")
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal


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
    language = short_text(
        "要翻译的话，您说哪种话？", "比如英语、藏语、本地方言。不用翻译就空着。"
    )


class Lookup(DoorstepForm):
    code = code_field("编号（12 位）")
    tail = phone_tail_field()


class Confirm(DoorstepForm):
    """A button and its CSRF token, nothing else."""


class Send(RequestKeyForm):
    """The button under the check of answers."""
