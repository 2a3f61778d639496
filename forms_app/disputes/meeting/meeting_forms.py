"""The desk's forms about people: invited, another party, times, the mediators' register."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, widgets
from wtforms.validators import InputRequired, Optional

from forms_app.disputes.desk_forms import StepForm, optional_text, select
from forms_app.disputes.meeting.invited import NEW_SIDES, RELATIONS
from forms_app.disputes.meeting.mediators import LANGUAGES, SKILLS
from forms_app.form_fields import DoorstepForm, is_phone, mended_phone, name_field


def ticks(
    label: str, options: dict[str, str], description: str = ""
) -> SelectMultipleField:
    """Several answers, each with a box of its own."""
    return SelectMultipleField(
        label,
        choices=options,
        description=description,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )


class Invite(StepForm):
    name = name_field("请谁来")
    relation = select("是什么人", RELATIONS)
    applicant_agrees = BooleanField(
        "申请人同意", validators=[InputRequired("申请人不同意，就不能请。")]
    )
    respondent_agrees = BooleanField(
        "对方同意", validators=[InputRequired("对方不同意，就不能请。")]
    )


class AddParty(StepForm):
    role = RadioField(
        "在哪一边",
        choices=dict(NEW_SIDES),
        validators=[InputRequired("请选一项：在哪一边。")],
    )
    name = name_field("姓名")
    phone = StringField(
        "电话（可以不填）",
        filters=[mended_phone],
        validators=[Optional(), is_phone],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    about = optional_text("怎么找到（可以不填）", "例如住哪里、在哪里上班。", rows=2)


class Times(StepForm):
    """When the other side can come, as they said on the telephone."""

    times = ticks("对方哪些时间方便", {}, "打电话问过以后，替对方勾上。")


class OwnTimes(DoorstepForm):
    """When the applicant can come."""

    times = ticks("哪些时间方便", {}, "勾得越多，越容易约上。")


class AskChange(DoorstepForm):
    reason = optional_text(
        "为什么想换（可以不写）", "写了的话，只有工作人员看得到。", rows=3
    )


class MediatorForm(DoorstepForm):
    name = name_field("姓名或者大家叫的名字")
    station = select("在哪个站点", {})
    languages = ticks("会说", dict(LANGUAGES))
    skills = ticks("擅长", dict(SKILLS))
    foreign = BooleanField("洋娘舅：外国人，帮着调涉外的纠纷")
    consent = BooleanField("本人同意把名字和特长放在网上给大家看")
    active = BooleanField("还在做调解", default=True)
