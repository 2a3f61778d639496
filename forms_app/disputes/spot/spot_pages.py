"""The record on a phone at the desk, the sheet to sign, and the blank one for no signal."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    Form,
    FormField,
    RadioField,
    StringField,
)
from wtforms.validators import (
    InputRequired,
    Length,
    NumberRange,
    Optional,
)

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes import desk_forms, forms, queries, sealing
from forms_app.disputes.desk_register import area_choices, station_choices
from forms_app.disputes.spot import record
from forms_app.disputes.spot.record import Household, Spot
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import (
    NAME_LENGTH,
    NOT_YET,
    RequestKeyForm,
    given,
    is_phone,
    is_readable,
    mended,
    mended_phone,
    name_field,
)
from forms_app.refusals import Refusal
from forms_app.times import local_day, now
from forms_app.wiring import the_catalogue, the_engine, the_vault

ROWS_AT_FIRST = 3
MORE_ROWS = 5
MOST_YUAN = 10_000_000
BLANK_ROWS = 12
"""So many fit one sheet of A4 with room to write."""
SHEET = "spot"
SHEET_SECONDS = 20 * 60
KINDS = ("crop-damage", "neighbour", "land-contract")
"""Kinds of dispute that are settled in the field, offered first."""

bp = Blueprint("spot", __name__)


class HouseholdForm(Form):
    """One household's line; an empty one is left out."""

    name = StringField(
        "户主",
        filters=[mended],
        validators=[Length(max=NAME_LENGTH, message="姓名太长了。"), is_readable],
        render_kw={"autocomplete": "off"},
    )
    phone = StringField(
        "电话",
        filters=[mended_phone],
        validators=[Optional(), is_phone],
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    what = StringField(
        "损失了什么",
        filters=[mended],
        validators=[Length(max=forms.SHORT_TEXT, message="请写短一点。"), is_readable],
        render_kw={"autocomplete": "off"},
    )
    yuan = DecimalField(
        "赔多少元",
        places=2,
        validators=[
            Optional(),
            NumberRange(0, MOST_YUAN, message="金额不对，请核对。"),
        ],
        render_kw={"inputmode": "decimal"},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Beyond each field: a line is whole or empty."""
        sound: bool = super().validate(extra_validators)
        missing = self._missing()
        for field, sentence in missing:
            field.errors = [*field.errors, sentence]
        return sound and not missing

    def _missing(self) -> list[tuple[StringField | DecimalField, str]]:
        name, what, yuan = self.name.data, self.what.data, self.yuan.data
        found: list[tuple[StringField | DecimalField, str]] = []
        if not name and (what or yuan is not None):
            found.append((self.name, "这一家没有写户主。"))
        if name and not what:
            found.append((self.what, f"{name}家损失了什么，请写上。"))
        if name and not yuan:
            found.append((self.yuan, f"{name}家赔多少，请写上。"))
        if yuan is not None and yuan != round(yuan, 2):
            found.append((self.yuan, "金额最多写到分。"))
        return found


class SpotForm(RequestKeyForm):
    station = desk_forms.select("登记在哪个站点", {})
    type = desk_forms.select("哪类事", {})
    area = desk_forms.select("在哪个村社区", {})
    day = DateField("哪天办的", validators=[InputRequired("请选日期。")])
    place = forms.short_text("在哪里", "比如“三社河边地头”。")
    story = desk_forms.text("怎么回事", "谁家的什么，怎么弄坏的。")
    payer = name_field("赔的一方")
    payer_about = forms.short_text("怎么找到赔的一方", "住处或者电话。可以不填。")
    households = FieldList(FormField(HouseholdForm), min_entries=ROWS_AT_FIRST)
    agreement = RadioField(
        "怎么说定的", choices=dict(record.AGREEMENTS), default="oral"
    )
    terms = desk_forms.text("约定了什么", "谁、赔谁、怎么给、以后怎么做。")
    paid_now = BooleanField("当场付清了")
    perform_by = DateField("没付清的，哪天前付清", validators=[Optional()])
    mediator = name_field("调解员")


@bp.get("/spot")
@requires(Permission.REGISTER_CASES)
def new() -> ResponseReturnValue:
    form = _form(None)
    form.day.data, form.mediator.data = local_day(now()), actor().name
    return render_template("disputes/spot.html", form=form)


@bp.post("/spot")
@requires(Permission.REGISTER_CASES)
def enter() -> ResponseReturnValue:
    """Add lines to the list, or enter the whole record."""
    form = _form(request.form)
    if "more" in request.form:
        for _ in range(min(MORE_ROWS, record.MOST_HOUSEHOLDS - len(form.households))):
            form.households.append_entry()
        return render_template("disputes/spot.html", form=form)
    if not form.validate():
        return render_template("disputes/spot.html", form=form), 422
    by = By(name=actor().name, station=given(form.station), id=actor().id)
    try:
        with transaction(the_engine()) as database:
            work = Work(database, the_vault(), the_catalogue(), by, now())
            case = record.enter(work, _spot(form))
    except Refusal as refusal:
        form.form_errors.append(refusal.message)
        return render_template("disputes/spot.html", form=form), 422
    session[SHEET] = (case.id, int(now().timestamp()))
    return redirect(url_for(".sheet"), code=303)


@bp.get("/spot/sheet")
@requires(Permission.REGISTER_CASES)
def sheet() -> ResponseReturnValue:
    """What was entered, to print and sign; for whoever has just entered it."""
    case_id, at = session.get(SHEET, (0, 0))
    fresh = now().timestamp() - at <= SHEET_SECONDS
    with reading(the_engine()) as database:
        case = queries.case_by_id(database, case_id) if fresh else None
        if case is None:
            return redirect(url_for("disputes_desk.index"), code=303)
        held = queries.sessions(database, case.id)[-1]
        losses = record.listed(database, the_vault(), case.id, masked=False)
        return render_template(
            "disputes/spot_sheet.html",
            case=case,
            held=held,
            losses=losses,
            total=sum(loss.yuan for loss in losses),
            payer=[
                sealing.name(the_vault(), party)
                for party in queries.parties(database, case.id)
                if party.role == "respondent"
            ],
            terms=sealing.terms(the_vault(), case),
            code=sealing.code(the_vault(), case),
        )


@bp.get("/spot/blank")
@requires(Permission.REGISTER_CASES)
def blank() -> ResponseReturnValue:
    """An empty sheet to take along where there is no signal."""
    return render_template("disputes/spot_blank.html", rows=range(1, BLANK_ROWS + 1))


def _form(formdata: Any) -> Any:
    form: Any = SpotForm(formdata)
    form.station.choices = station_choices()
    kinds = [k for k in the_catalogue().dispute_types.values() if k.intake]
    first = sorted(kinds, key=lambda kind: kind.id not in KINDS)
    form.type.choices = NOT_YET | {kind.id: kind.name for kind in first}
    form.area.choices = area_choices(the_catalogue())
    return form


def _spot(form: Any) -> Spot:
    lines = [line for line in form.households.entries if line.form.name.data]
    return Spot(
        request_key=given(form.request_key),
        station=given(form.station),
        dispute_type=given(form.type),
        area_id=given(form.area),
        day=form.day.data,
        place=given(form.place),
        story=given(form.story),
        payer=given(form.payer),
        payer_about=given(form.payer_about),
        households=tuple(
            Household(
                given(line.form.name),
                given(line.form.phone),
                given(line.form.what),
                line.form.yuan.data,
            )
            for line in lines
        ),
        agreement=given(form.agreement),
        terms=given(form.terms),
        paid_now=bool(form.paid_now.data),
        perform_by=form.perform_by.data,
        mediator=given(form.mediator),
    )
