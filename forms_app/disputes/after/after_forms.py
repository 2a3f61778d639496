"""The forms of what comes after: promises, visits, the end, and the applicant's word."""

from __future__ import annotations

from wtforms import DateField, RadioField
from wtforms.validators import InputRequired

from forms_app.disputes import forms
from forms_app.disputes.after import promises, rating, visits
from forms_app.disputes.desk_forms import (
    ONLY_HERE,
    StepForm,
    is_plausible,
    optional_text,
    select,
    text,
)
from forms_app.form_fields import DoorstepForm


class Promise(StepForm):
    side = RadioField(
        "谁来做",
        choices=dict(promises.SIDES),
        validators=[InputRequired("请选一项：谁来做。")],
    )
    what = text("做什么", "一件事写一条。申请人会看到。")
    due = DateField(
        "最晚哪一天", validators=[InputRequired("请选日期。"), is_plausible]
    )


class Settle(StepForm):
    undertaking = select("哪一件", {})
    kept = RadioField(
        "做到了吗",
        choices={"yes": "做到了", "no": "没有做到"},
        validators=[InputRequired("请选一项：做到了吗？")],
    )


class Visit(StepForm):
    kept = RadioField(
        "协议履行了吗",
        choices=dict(visits.KEPT),
        validators=[InputRequired("请选一项：协议履行了吗？")],
    )
    satisfied = RadioField(
        "问过双方，满意吗",
        choices=dict(visits.SATISFIED),
        validators=[InputRequired("请选一项：满意吗？")],
    )
    risk = RadioField(
        "有没有激化的苗头",
        choices=dict(visits.RISK),
        validators=[InputRequired("请选一项：有没有激化的苗头？")],
    )
    told = forms.short_text("可能出事的，报告给了谁", "写单位和时间。")
    note = optional_text("回访情况", ONLY_HERE, rows=3)


class Rate(DoorstepForm):
    rating = RadioField(
        "这件事办得怎么样？",
        choices=dict(rating.RATINGS),
        description="只问一次。对方看不到您的评价，公开的只有全站的比例。",
        validators=[InputRequired("请选一项。")],
    )
