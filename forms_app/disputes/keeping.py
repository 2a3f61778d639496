"""The code to take along: a picture for the telephone, and a day for the calendar.

Neither says what it is about: somebody else may look at the same screen.
"""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from PIL import Image, ImageDraw, ImageFont

from forms_app.disputes.models import Case
from forms_app.references import spoken

SIZE = (960, 420)
INK, PAPER, FRAME = (20, 20, 20), (255, 255, 255), (0, 110, 100)
CODE_POINTS, PHONE_POINTS = 92, 44


def picture(code: str, phone: str) -> bytes:
    """A PNG with the code and the number to call; letters and digits only."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, SIZE[0] - 9, SIZE[1] - 9), outline=FRAME, width=6)
    middle = SIZE[0] // 2
    for words, points, y in (
        (spoken(code), CODE_POINTS, 160),
        (phone, PHONE_POINTS, 300),
    ):
        font = ImageFont.load_default(points)
        draw.text((middle, y), words, fill=INK, font=font, anchor="mm")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def reminder(case: Case, code: str, phone: str, day: date, now: datetime) -> bytes:
    """An all-day entry on the day by which there is an answer (RFC 5545)."""
    event = Event()
    digest = hashlib.sha256(f"case {case.uid}".encode()).hexdigest()
    event.add("uid", f"{digest[:32]}@doorstep")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", "看看回复")
    event.add("description", f"编号 {spoken(code)}，电话 {phone}")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Doorstep//Reminder//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
