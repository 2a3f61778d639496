"""The figures for everybody, station by station; whoever counts small finds nobody.

Received, settled, median days to the outcome, content, closed against the gate.  A count
under five is not published, nor what would let it be worked out from a sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes.after.rating import CONTENT
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.published import queries
from forms_app.times import at_local

FEWEST = 5
"""The smallest count that is published."""
PERIOD = timedelta(days=365)
STEP = 5
"""A share is rounded to this many percent, so that no single answer shows."""
EVERYWHERE = "all"
COUNTS = ("received", "settled", "overrides")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One station's figures; None: not published."""

    station: str
    received: int | None
    settled: int | None
    """Of the received ones: agreed."""
    median_days: int | None
    content: int | None
    """Percent of those who answered."""
    overrides: int | None


def measured(session: Session, today: date) -> list[Row]:
    """Last year's figures, as they are; the whole county first."""
    start, end = at_local(today - PERIOD, 0), at_local(today, 0)
    found = queries.cases_received(session, start, end)
    by_station: dict[str, list[queries.Measured]] = {}
    for case in found:
        by_station.setdefault(case.station, []).append(case)
    return [
        _row(EVERYWHERE, found),
        *(_row(name, cases) for name, cases in sorted(by_station.items())),
    ]


def _row(station: str, cases: Sequence[queries.Measured]) -> Row:
    days = [(c.outcome_at - c.received_at).days for c in cases if c.outcome_at]
    ratings = [case.rating for case in cases if case.rating]
    content = sum(rating in CONTENT for rating in ratings)
    return Row(
        station=station,
        received=len(cases),
        settled=sum(case.outcome == CaseStatus.AGREED for case in cases),
        median_days=int(median(days)) if len(days) >= FEWEST else None,
        content=_share(content, len(ratings)),
        overrides=sum(case.overridden for case in cases),
    )


def _share(part: int, whole: int) -> int | None:
    if whole < FEWEST:
        return None
    return round(100 * part / whole / STEP) * STEP


def published(rows: Iterable[Row]) -> list[Row]:
    """The rows with every count hidden that is small, or would give a small one away."""
    total, *stations = rows
    total, stations = _without_small(total), [_without_small(row) for row in stations]
    for name in COUNTS:
        stations = _hide_the_way_back(total, stations, name)
    return [total, *stations]


def _without_small(row: Row) -> Row:
    """Counts under five go; so does 'settled' when nearly all were: the rest is small."""
    changes: dict[str, int | None] = {
        name: None for name in COUNTS if _small(getattr(row, name))
    }
    others = (row.received or 0) - (row.settled or 0)
    if 0 < others < FEWEST:
        changes["settled"] = None
    hidden = "received" in changes
    if hidden:
        changes |= {"settled": None, "median_days": None, "content": None}
    return replace(row, **changes)  # type: ignore[arg-type]  # the names are its own


def _small(count: int | None) -> bool:
    return count is not None and count < FEWEST


def _hide_the_way_back(total: Row, rows: list[Row], name: str) -> list[Row]:
    """Total minus what is shown must not be a small count: then one more is hidden."""
    whole = getattr(total, name)
    if whole is None:
        return rows
    while True:
        shown = {row.station: getattr(row, name) for row in rows}
        visible = {k: count for k, count in shown.items() if count is not None}
        hidden = len(rows) - len(visible)
        rest = whole - sum(visible.values())
        if not hidden or not visible or (hidden > 1 and rest >= FEWEST):
            return rows
        smallest = min(visible, key=lambda k: (visible[k], k))
        rows = [
            replace(row, **{name: None}) if row.station == smallest else row  # type: ignore[arg-type]  # a count's name
            for row in rows
        ]


FIGURES = (*COUNTS[:2], "median_days", "content", COUNTS[2])


def written(rows: Iterable[Row], catalogue: Catalogue, today: date) -> str:
    """`content/figures.yml`, as the build reads it."""
    lines = [
        "# 给群众看的数字，由 doorstep figures 写，请不要手改。少于 5 的没有写。\n",
        "figures:\n",
    ]
    for row in rows:
        whole = row.station == EVERYWHERE
        name = "全县" if whole else catalogue.station_name(row.station)
        values = {
            "id": row.station,
            "name": name,
            "since": today - PERIOD,
            "until": today - timedelta(days=1),
            **{key: getattr(row, key) for key in FIGURES},
        }
        said = [
            f"{key}: {json.dumps(str(v), ensure_ascii=False)}"
            for key, v in values.items()
            if v is not None
        ]
        lines.append(f"  - {{{', '.join(said)}}}\n")
    return "".join(lines)
