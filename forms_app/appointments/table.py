"""A list of days as a table for office programs; no name and no telephone is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from forms_app.appointments.models import Appointment, Kind, Status
from forms_app.references import spoken
from forms_app.times import local

HEAD = ("日期", "时间", "编号", "办什么", "怎么来的", "状态", "分钟")
STATUS_WORDS: Mapping[str, str] = {
    Status.BOOKED: "已预约",
    Status.ARRIVED: "已到",
    Status.FULFILLED: "已办完",
    Status.CANCELLED: "已取消",
    Status.NOSHOW: "没来",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Appointment]) -> bytes:
    """CSV with the mark by which office programs recognise UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        moment = local(row.starts_at)
        writer.writerow(
            (
                f"{moment:%Y-%m-%d}",
                f"{moment:%H:%M}",
                spoken(row.reference),
                harmless(row.service_name),
                "现场" if row.kind == Kind.WALK_IN else "预约",
                STATUS_WORDS[row.status],
                row.minutes,
            )
        )
    return out.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """What an office program would take for a formula stays text."""
    return f"'{text}" if text.startswith(FORMULA) else text
