"""One rush on one engine: the floor, cold and hot seats, the raw engine, a blow in the middle."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forms_app import times
from forms_app.appointments import booking
from forms_app.appointments.booking import Wish
from forms_app.appointments.forms import start_of, start_value
from forms_app.appointments.people import Person
from forms_app.bench import ground as grounds
from forms_app.bench import postgres, raw
from forms_app.bench.ground import HOT_STARTS, SEATS, SERVICE, STATIONS, Ground, Place
from forms_app.bench.guests import BOOKED, FULL, Form, Outcome, Rush, forms_for, send_in
from forms_app.bench.served import HOST, Served, serving
from forms_app.database import reading

PAGE = f"/forms/book/{SERVICE}/{STATIONS[1]}"
BOOK = f"/forms/book/{SERVICE}/{{station}}"
NULL = f"/forms/null/{SERVICE}/{{station}}"
LOOKS = 20
"""So often each page is looked at."""
BLOWS = 2
Values = list[tuple[str, str]]
"""(station, start) as a form carries it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a run is."""

    requests: int
    browsers: int
    processes: int
    repeat: int
    past: int


@dataclass(frozen=True, slots=True)
class Phase:
    """One kind of rush: the median of its runs."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one engine has shown."""

    engine: str
    past: int
    null: Phase
    cold: Phase
    hot: Phase
    raw: float
    hot_booked: int
    hot_seats: int
    oversold: int
    acknowledged: int
    lost: int
    unanswered: int
    """Who was neither given a seat nor told that it was gone, while nobody struck."""
    blows: int
    slot_page: float
    plain_page: float
    """Milliseconds for a page with every free time, and for one without."""


def measure(
    engine: str, size: Size, shells: Path, say: Callable[[str], None]
) -> Figures:
    """Everything for one engine: 'sqlite' or 'postgresql'."""
    with _ground(engine, shells) as ground:
        if size.past:
            say(f"{engine}: 写进 {size.past:,} 个过去的预约……")
        grounds.fill_the_past(ground, size.past)
        with serving(ground.environment) as served:
            return _measured(engine, size, ground, served, say)


def _measured(
    engine: str,
    size: Size,
    ground: Ground,
    served: Served,
    say: Callable[[str], None],
) -> Figures:
    people = _People()
    cold, hot = _values(ground.cold()), _values(ground.hot())

    def rush(places: Values, target: str, *, stubborn: bool = False) -> Rush:
        forms = tuple(people.wishing(places, size.requests))
        page = f"{PAGE}?start={cold[0][1]}"
        return Rush(served.port, page, target, forms, size.browsers, stubborn)

    def median(name: str, places: Values, target: str) -> tuple[Phase, Counter[int]]:
        say(f"{engine}: {name}……")
        runs = [
            send_in(rush(places, target), size.processes) for _ in range(size.repeat)
        ]
        return _phase(runs), sum((run.answers for run in runs), Counter())

    send_in(rush(cold, NULL), size.processes)  # everything is loaded by then
    null, _ = median("不碰数据库的同一张表", cold, NULL)
    calm, answers = median("冷门时间", cold, BOOK)
    crowd, crowded = median("热门时间", hot, BOOK)
    plain, slots = _pages(served)
    say(f"{engine}: 中途强行停掉服务……")
    struck = send_in(
        rush(cold, BOOK, stubborn=True), size.processes, meanwhile=_blows(served)
    )
    say(f"{engine}: 数据库引擎自己……")
    return Figures(
        engine=engine,
        past=size.past,
        null=null,
        cold=calm,
        hot=crowd,
        raw=raw.rate(ground, min(size.requests, 2000)),
        hot_booked=crowded[BOOKED],
        hot_seats=HOT_STARTS * SEATS,
        oversold=grounds.oversold(ground),
        acknowledged=len(struck.acknowledged),
        lost=_lost(ground, struck.acknowledged),
        unanswered=_unanswered(answers + crowded),
        blows=BLOWS,
        slot_page=slots,
        plain_page=plain,
    )


class _People:
    """Nobody comes twice."""

    def __init__(self) -> None:
        self.next = 1

    def wishing(self, places: Values, count: int) -> list[Form]:
        forms = forms_for(places, count, self.next)
        self.next += count
        return forms


@contextmanager
def _ground(engine: str, shells: Path) -> Iterator[Ground]:
    with tempfile.TemporaryDirectory(prefix="doorstep-rush-") as name:
        folder = Path(name)
        if engine == "sqlite":
            url = f"sqlite:///{folder / 'rush.db'}"
            yield from _prepared(folder, url, shells)
        else:
            with postgres.running() as url:
                yield from _prepared(folder, url, shells)


def _prepared(folder: Path, url: str, shells: Path) -> Iterator[Ground]:
    ground = grounds.prepare(folder, url, shells, times.now())
    try:
        yield ground
    finally:
        ground.engine.dispose()


def _phase(runs: list[Outcome]) -> Phase:
    return Phase(
        rate=statistics.median(run.rate for run in runs),
        p50=statistics.median(run.at(0.5) for run in runs),
        p99=statistics.median(run.at(0.99) for run in runs),
    )


def _unanswered(answers: Counter[int]) -> int:
    return answers.total() - answers[BOOKED] - answers[FULL]


def _blows(served: Served) -> Iterator[None]:
    """Twice in the middle of the rush the whole server is struck down."""
    for _ in range(BLOWS):
        time.sleep(1.0)
        served.strike()
        served.start()
        yield


def _lost(ground: Ground, acknowledged: list[Form]) -> int:
    """Forms that were answered with a booking which is not there."""
    lost = 0
    with reading(ground.engine) as session:
        for form in acknowledged:
            start = start_of(form.start)
            assert start is not None  # noqa: S101 - we have written it ourselves
            wish = Wish(start, Person(form.name, form.phone), form.key)
            offer = ground.offers[form.station]
            there = booking.has_booked(
                session, ground.vault, offer, wish, now=ground.now
            )
            lost += not there
    return lost


def _pages(served: Served) -> tuple[float, float]:
    """Milliseconds of a page without times and of the one with all of them."""

    def look(path: str) -> float:
        connection = http.client.HTTPConnection(HOST, served.port, timeout=60)
        taken = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            connection.request("GET", path)
            connection.getresponse().read()
            taken.append(time.perf_counter() - began)
        connection.close()
        return 1000 * statistics.median(taken)

    return look("/forms/appointment"), look(PAGE)


def _values(places: list[Place]) -> Values:
    return [(station, start_value(start)) for station, start in places]
