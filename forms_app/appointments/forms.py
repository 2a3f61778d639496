"""What people type in this room, and how a start is written in a form."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from forms_app.appointments.booking import Wish
from forms_app.appointments.offers import MOST_PERSONS
from forms_app.appointments.people import Person
from forms_app.form_fields import (
    NAME_LENGTH,
    DoorstepForm,
    RequestKeyForm,
    code_field,
    given,
    is_phone,
    is_readable,
    mended,
    mended_phone,
    name_field,
    one_line,
    phone_field,
    phone_tail_field,
)
from forms_app.times import SHANGHAI, local

START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
REASON_LENGTH = 100


def start_value(starts_at: datetime) -> str:
    """The station's wall clock, as a radio button carries it: 2026-12-03T09:30."""
    return f"{local(starts_at):%Y-%m-%dT%H:%M}"


def start_of(text: str | None) -> datetime | None:
    """The instant behind `start_value`, or None for anything else."""
    if text is None or not START.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def whom_field(label: str) -> StringField:
    return StringField(
        label,
        description="例如帮家里老人约号，填老人的姓名。到窗口时叫这个名字。",
        filters=[mended],
        validators=[
            Optional(),
            Length(max=NAME_LENGTH, message=f"姓名最多 {NAME_LENGTH} 个字。"),
            is_readable,
        ],
        render_kw={"autocomplete": "off"},
    )


def is_another_name(form: Any, field: Field) -> None:
    """WTForms validator: whoever comes along is none of those named before."""
    before = ["".join((given(form.whom) or given(form.name)).split())]
    for other in form.others:
        name = "".join(given(other).split())
        if other is field and name in before:
            raise ValidationError("这个名字上面填过了。每个人填一次。")
        before.append(name)


def other_field(number: int) -> StringField:
    return name_field(f"第 {number} 个人的姓名", also=(is_another_name,), own=False)


class VisitForm(RequestKeyForm):
    """Of a visit of several persons: one field for each who comes along."""

    def __init__(self, formdata: Any = None, persons: int = 1, **values: Any) -> None:
        super().__init__(formdata, **values)
        for number in range(persons + 1, MOST_PERSONS + 1):
            del self[f"other_{number}"]

    @property
    def others(self) -> list[Field]:
        return [field for field in self if field.name.startswith("other_")]


class BookingForm(VisitForm):
    """Who comes.  `start` is hidden, or radios after somebody else was faster."""

    start = StringField()
    name = name_field("您的姓名")
    phone = phone_field(
        "联系电话", "11 位手机号，或者带区号的固定电话。只用来通知这次预约的事。"
    )
    whom = whom_field("帮谁办（不是给自己办才填）")

    def wish(self, starts_at: datetime, hold: str = "", who: str = "") -> Wish:
        return Wish(starts_at, person_of(self), given(self.request_key), hold, who)


class WaitForm(VisitForm):
    """Who stands in line, and for which of the full days."""

    days = RadioField("等哪天的号", validators=[DataRequired("请选等哪天的号。")])
    name = name_field("您的姓名")
    phone = phone_field("联系电话", "有空号就通知这个号码，手机最好。")
    whom = whom_field("帮谁办（不是给自己办才填）")

    def __init__(
        self, days: list[tuple[str, str]], formdata: Any = None, persons: int = 1
    ) -> None:
        super().__init__(formdata, persons)
        self.days.choices = dict(days)
        if len(days) == 1 and not self.days.data:
            self.days.data = days[0][0]


class PhoneForm(BookingForm):
    """The same, filled in by a clerk for somebody on the telephone."""

    def __init__(self, formdata: Any = None, persons: int = 1, **values: Any) -> None:
        super().__init__(formdata, persons, **values)
        self.name.label.text = "来电人的姓名"
        self.whom.label.text = "帮谁办（来电人不是给自己办才填）"


for _number in range(2, MOST_PERSONS + 1):  # after the fields that stand before them
    for _form in (BookingForm, WaitForm):
        setattr(_form, f"other_{_number}", other_field(_number))


class OpenForm(DoorstepForm):
    """The code and the phone's last four digits."""

    code = code_field("预约编号")
    tail = phone_tail_field()


class WalkInForm(RequestKeyForm):
    """Somebody at the counter without an appointment; the phone may stay empty."""

    service = SelectField("办什么事", validators=[DataRequired("请选择办什么事。")])
    name = name_field("姓名")
    persons = SelectField(
        "几个人一起办",
        choices={str(n): f"{n} 人" for n in range(1, MOST_PERSONS + 1)},
        default="1",
    )
    phone = StringField(
        "联系电话（可以不填）",
        filters=[mended_phone],
        validators=[Optional(), is_phone],
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )

    def __init__(
        self, services: list[tuple[str, str]], formdata: Any = None, **values: Any
    ) -> None:
        super().__init__(formdata, **values)
        self.service.choices = services


class CloseForm(DoorstepForm):
    """Why a day is closed; residents read it."""

    reason = StringField(
        "为什么停（群众会看到）",
        description="例如“全员培训”“停电检修”。不要写人名。",
        filters=[one_line],
        validators=[
            DataRequired("请写明为什么停。"),
            Length(max=REASON_LENGTH, message=f"最多 {REASON_LENGTH} 个字。"),
            is_readable,
        ],
    )

    move = BooleanField("给约了这天的人改到后面最近的空号，并通知他们", default=True)


class CodeForm(DoorstepForm):
    """A code typed at the desk."""

    code = code_field("按编号找")


def person_of(form: BookingForm | WalkInForm | WaitForm) -> Person:
    """The person a checked form describes."""
    if isinstance(form, WalkInForm):
        return Person(given(form.name), given(form.phone))
    others = tuple(given(other) for other in form.others)
    return Person(given(form.name), given(form.phone), given(form.whom), others)
