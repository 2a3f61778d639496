"""The desk's forms: registering at the counter, and one form per step of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forms_app.disputes import (
    applicants,
    forms,
    mediation,
    recovery,
    referrals,
    sessions,
)
from forms_app.disputes.models import LINK_LENGTH
from forms_app.form_fields import (
    DoorstepForm,
    RequestKeyForm,
    is_readable,
    name_field,
    paragraphs,
    phone_field,
)
from forms_app.refusals import IdentityUnchecked

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 1, 1)
"""What somebody can have meant; year 1 has no midnight in Shanghai that UTC knows."""
SEEN_BY_APPLICANT = "申请人会看到，请写得明白、客气。"
ONLY_HERE = "只有本站看得到。"


def is_plausible(form: object, field: Any) -> None:
    """WTForms validator: a day of our time."""
    if field.data is not None and not FIRST_DAY <= field.data <= LAST_DAY:
        raise ValidationError("日期不对，请核对年份。")


def text(label: str, description: str, missing: str = "") -> TextAreaField:
    missing = missing or f"请写明：{label}。"
    return forms.long_text(label, description, missing, forms.MEDIUM_TEXT, rows=3)


def optional_text(label: str, description: str, rows: int = 4) -> TextAreaField:
    return TextAreaField(
        label,
        description=description,
        filters=[paragraphs],
        validators=[Length(max=forms.LONG_TEXT), is_readable],
        render_kw={"rows": rows, "autocomplete": "off"},
    )


def select(
    label: str, options: Mapping[str, str], description: str = ""
) -> SelectField:
    return SelectField(
        label,
        choices=dict(options),
        description=description,
        validators=[InputRequired(f"请选一项：{label}。")],
    )


class StepForm(DoorstepForm):
    """A form about one case: it says which version of the case was on the screen."""

    version = IntegerField(
        widget=widgets.HiddenInput(), validators=[InputRequired("请刷新页面再试。")]
    )


class Accept(StepForm):
    identity_checked = BooleanField("已经核实申请人身份（当面或者电话）")


class Decide(StepForm):
    way = select("走哪条路", {}, "程序只是建议，由您看过再定。")
    reason = text("为什么走这条路", SEEN_BY_APPLICANT)
    ground = forms.short_text("依据哪条规定", "写法律名称和条款。")


class Decline(StepForm):
    reason = text("为什么不受理", SEEN_BY_APPLICANT)
    ground = forms.short_text("依据哪条规定", "写法律名称和条款。")
    way = select("告诉申请人走哪条路", mediation.NEXT_WAYS)


class Assign(StepForm):
    colleague = select("调解员", {}, "申请人会看到姓名。名单里没有的，选“另写姓名”。")
    mediator = forms.short_text("另写姓名", "名单里没有的，写在这里。")
    ties = RadioField(
        "调解员和当事人有没有亲属、利害关系",
        choices={
            "none": "问过了，没有",
            "told": "有，已经告诉双方，双方都同意由他调",
        },
        validators=[InputRequired("请先问调解员：和当事人有没有关系？")],
    )
    ties_note = forms.short_text("有的话，是什么关系", ONLY_HERE)


class HandOver(StepForm):
    to_station = select("转交给", {})
    reason = text("为什么转交", SEEN_BY_APPLICANT)
    ground = forms.short_text("依据哪条规定", "写法律名称和条款。")
    consent = RadioField(
        "申请人知道吗",
        choices=dict(referrals.CONSENT),
        validators=[InputRequired("请选一项：申请人知道吗？")],
    )


class IdentityWasChecked(StepForm):
    """The applicant has shown who they are, after the case was taken on: a button."""


class TakeOver(StepForm):
    """Accept a hand-over: a button."""


class Reason(StepForm):
    reason = text("理由", ONLY_HERE)


class HandBack(StepForm):
    reason = text("为什么退回", SEEN_BY_APPLICANT)


class Recall(StepForm):
    reason = text("为什么收回", SEEN_BY_APPLICANT)


class Extend(StepForm):
    until = DateField(
        "延长到哪一天",
        description="一般一个月内办完；要更久，必须双方都同意。",
        validators=[InputRequired("请选日期。"), is_plausible],
    )
    applicant_agrees = BooleanField(
        "问过申请人，同意", validators=[InputRequired("申请人不同意，就不能延长。")]
    )
    respondent_agrees = BooleanField(
        "问过对方，同意", validators=[InputRequired("对方不同意，就不能延长。")]
    )
    reason = text("为什么要延长", ONLY_HERE)


class Note(StepForm):
    text = text("内容", "一件事写一条。")
    reader = RadioField(
        "给谁看",
        choices={"station": "只给本站看", "applicant": "申请人也能看到"},
        default="station",
    )


class PlanSession(StepForm):
    day = DateField("日期", validators=[InputRequired("请选日期。"), is_plausible])
    time = TimeField("时间", validators=[InputRequired("请选时间。")])
    mode = RadioField("怎么谈", choices=dict(sessions.MODES), default="room")
    place = forms.short_text("地点", "写到房间。申请人会看到。")
    link = StringField(
        "视频连线的网址",
        description="只有视频连线才填，以 https:// 开头。不录像。",
        filters=[paragraphs],
        validators=[Length(max=LINK_LENGTH), is_readable],
        render_kw={"autocomplete": "off", "inputmode": "url"},
    )
    mediator = name_field("调解员", "申请人会看到。")


class CancelSession(StepForm):
    session = select("取消哪一次", {})


class RecordSession(StepForm):
    session = select("记录哪一次", {})
    facts = optional_text("双方没有争议的事实", "双方都认可的才写在这里。")
    concessions = optional_text(
        "调解中的让步（不得作为不利证据）",
        "为了谈成而作的让步，单独写在这里。不能写进事实，以后打官司也不能拿来对付谁。",
    )


class Agree(StepForm):
    terms = text(
        "约定了什么",
        "谁、做什么、怎么做。写协议书的，不要填在这里，去“文书和卷宗”拟协议书。",
    )
    perform_by = DateField("什么时候前履行", validators=[Optional(), is_plausible])


class Fail(StepForm):
    reason = text("为什么没谈成", ONLY_HERE)
    way = select("下一步可以走哪条路", mediation.NEXT_WAYS, SEEN_BY_APPLICANT)


class Show(DoorstepForm):
    """Unmask something of a case; who did it and why is logged."""

    what = select("看什么", {})
    reason = forms.short_text("为什么要看", "会记下您的名字、时间和理由。")


class FindByPhone(DoorstepForm):
    """Somebody has lost their code and stands at the counter."""

    phone = phone_field(
        "申请时留的手机号", "只在本站能看到的事项里找，找的次数有记录。"
    )


class FindCode(DoorstepForm):
    proof = RadioField(
        "核对了什么",
        choices=dict(recovery.PROOFS),
        validators=[InputRequired(IdentityUnchecked.message)],
    )
    renewal = RadioField("编号", choices=dict(recovery.RENEWAL), default="new")


class Register(
    forms.Together,
    forms.Story,
    forms.Wish,
    forms.Other,
    forms.Minor,
    forms.Name,
    forms.Phone,
    forms.Contact,
    forms.Needs,
    RequestKeyForm,
):
    """The whole intake on one page, for somebody at the counter or on the phone."""

    safe = BooleanField(
        "问过了：现在没有人受伤、没有危险，也不是家庭暴力或者侵害未成年人",
        validators=[InputRequired("请先问清楚。有危险的，马上转 110。")],
    )
    source = RadioField(
        "怎么来的",
        choices={"counter": "到窗口来", "phone": "打电话来"},
        default="counter",
    )
    station = select("登记在哪个站点", {})
    for_station = SelectField(
        "替哪个站点代收",
        description="下班时间替别的站点收下的选它；本站自己办的不用选。",
    )
    type = select("哪类事", {})
    area = select("在哪个村社区", {})
    landmark = forms.short_text("附近好认的地方", "店名、路口、桥等。可以不填。")
    behalf_name = forms.short_text(
        "孩子、监护人或者委托人的姓名", "替别人办、本人不满 18 岁的要填。"
    )
    age = RadioField(
        "未成年人多大", choices={"": "不是未成年人", **applicants.AGES}, default=""
    )
    consent = BooleanField("监护人在场，同意使用孩子的信息")
    side = RadioField(
        "委托人是哪一方", choices={"": "没有委托", **applicants.SIDES}, default=""
    )
    paper = BooleanField("看过本人签名的委托书")

    def __init__(self, formdata: Any = None, **values: Any) -> None:
        values = {"minor": "no", "contact_message": "no", **values}
        super().__init__(formdata, **values)

    def validate_behalf_name(self, field: Any) -> None:
        if self.minor.data != "no" and not field.data:
            raise ValidationError("请填写孩子、监护人或者委托人的姓名。")

    def validate_age(self, field: Any) -> None:
        if self.minor.data in ("guardian", "self") and not field.data:
            raise ValidationError("请选未成年人多大。")

    def validate_side(self, field: Any) -> None:
        if self.minor.data == "agent" and not field.data:
            raise ValidationError("请选委托人是哪一方。")
