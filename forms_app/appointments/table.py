"""A list of days as a table for office programs; no name and no telephone is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

from xlsxwriter import Workbook

from forms_app.appointments.models import Appointment, Kind, Status
from forms_app.references import spoken
from forms_app.times import local

WIDTHS = (12, 8, 12, 28, 10, 10, 8, 8)
FIXED = datetime(2026, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes
HEAD = ("日期", "时间", "编号", "办什么", "怎么来的", "状态", "分钟", "人数")
STATUS_WORDS: Mapping[str, str] = {
    Status.BOOKED: "已预约",
    Status.ARRIVED: "已到",
    Status.FULFILLED: "已办完",
    Status.CANCELLED: "已取消",
    Status.NOSHOW: "没来",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_table(rows: Iterable[Appointment]) -> bytes:
    """CSV with the mark by which office programs recognise UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        words, numbers = _cells(row)
        writer.writerow([*map(harmless, words), *numbers])
    return out.getvalue().encode("utf-8-sig")


def xlsx_table(rows: Iterable[Appointment]) -> bytes:
    """The same as a workbook: words are words, whatever they begin with."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"created": FIXED})
        sheet = book.add_worksheet("预约")
        bold = book.add_format({"bold": True})
        for column, (words, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            texts, numbers = _cells(row)
            for column, words in enumerate(texts):
                sheet.write_string(line, column, words)
            for column, number in enumerate(numbers, start=len(texts)):
                sheet.write_number(line, column, number)
    return out.getvalue()


def _cells(row: Appointment) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Words, then numbers, in the order of HEAD."""
    moment = local(row.starts_at)
    words = (
        f"{moment:%Y-%m-%d}",
        f"{moment:%H:%M}",
        spoken(row.reference),
        row.service_name,
        "现场" if row.kind == Kind.WALK_IN else "预约",
        STATUS_WORDS[row.status],
    )
    return words, (row.minutes, row.persons)


def harmless(text: str) -> str:
    """What an office program would take for a formula stays text."""
    return f"'{text}" if text.startswith(FORMULA) else text
