"""The desk's forms about papers: drawing up, signing, filing, printing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from forms_app.disputes.desk_forms import StepForm, is_plausible, optional_text, select
from forms_app.disputes.papers.items import ITEMS, Kind
from forms_app.form_fields import DoorstepForm, paragraphs

FILED = {
    "identity": "身份证明",
    "authority": "授权委托书",
    "inquiry": "调查记录",
    "evidence": "证据材料",
    "performance": "履行凭证",
    "confirmation": "司法确认材料",
    "statement": "情况说明",
}
HINTS = {
    "facts": "时间、地点、怎么起的、经过。双方都认可的才写。",
    "issues": "双方说不拢的是哪几点。",
    "duties": "各方承担什么责任。",
    "terms": "谁、做什么、做多少。一条写一行。",
    "manner": "例如：当场付清；转账；动手修好。",
    "place": "在哪里履行。",
    "cause": "因为什么事引起的。",
    "held_at": "例如：2026年3月20日上午9点30分。",
    "present": "没有就写“没有”。",
}


class RightsTold(StepForm):
    applicant = BooleanField(
        "申请人听清楚了", validators=[InputRequired("申请人也要告知。")]
    )
    respondent = BooleanField(
        "对方听清楚了", validators=[InputRequired("对方也要告知。")]
    )


class FilePaper(StepForm):
    what = select("归了哪种材料", FILED, "纸质材料放进卷宗以后，在这里记一笔。")


class Sign(StepForm):
    typed = StringField(
        "协议书上印的校验码",
        description="照着双方签好字的那一份抄，至少前四位。",
        filters=[paragraphs],
        validators=[InputRequired("请抄协议书上的校验码。"), Length(max=80)],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    signed_on = DateField(
        "哪一天签齐的",
        description="双方签名或者按了手印、调解员签名、盖了章，这一天起生效。",
        validators=[InputRequired("请选日期。"), is_plausible],
    )


class Print(DoorstepForm):
    """Which paper, and as what."""

    what = RadioField("哪一份", validators=[InputRequired("请选一份。")])
    form = RadioField(
        "要什么样的",
        choices={"page": "网页，直接打印", "docx": "Word 文件，可以再改格式"},
        default="page",
    )


class DraftForm(StepForm):
    """The items of the agreement; fields of the parties are added by `draft_form`."""

    perform_by = DateField(
        "履行的期限（最后一天）", validators=[InputRequired("请选日期。"), is_plausible]
    )
    kind = HiddenField()


def draft_form(
    kind: Kind, sides: Mapping[int, str], known: frozenset[int]
) -> type[DraftForm]:
    """A form with a field for each party (id → words) and each item of this kind.

    Parties in `known` were described in an earlier text: an empty field keeps that.
    """
    fields: dict[str, Any] = {}
    for party_id, words in sides.items():
        hint = "姓名之外要写的：证件号、住址、电话。照证件抄。"
        if party_id in known:
            hint += "空着就照上一稿。"
        fields[f"about_{party_id}"] = optional_text(f"{words}的基本情况", hint, rows=2)
    for key, heading in ITEMS[kind].items():
        fields[f"item_{key}"] = optional_text(heading, HINTS[key], rows=3)
    return type("ThisDraftForm", (DraftForm,), fields)
