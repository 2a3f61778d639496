"""One rush on one engine: the floor, cold and hot seats, the raw engine, a blow in the middle."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
LOOKS = 30
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
    """So many past bookings in a second table, beside the empty one; 0: no second."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One kind of rush."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Round:
    """What followed each other within seconds: only these are held against each other,
    since a machine that others use is now fast, now slow."""

    null: Phase
    cold: Phase
    hot: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one engine has shown."""

    engine: str
    past: int
    rounds: tuple[Round, ...]
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

    def median(self, of: Callable[[Round], float]) -> float:
        return statistics.median(of(one) for one in self.rounds)

    def phase(self, of: Callable[[Round], Phase]) -> Phase:
        """The medians of one kind."""
        return Phase(
            rate=self.median(lambda one: of(one).rate),
            p50=self.median(lambda one: of(one).p50),
            p99=self.median(lambda one: of(one).p99),
        )


def measure(
    engine: str, size: Size, shells: Path, say: Callable[[str], None]
) -> list[Figures]:
    """Everything for one engine, 'sqlite' or 'postgresql': with an empty table and, if
    there shall be a past, with a full one, in turns."""
    with ExitStack() as stack:
        places = []
        for past in sorted({0, size.past}):
            ground = stack.enter_context(_ground(engine, shells))
            if past:
                say(f"{engine}: 写进 {past:,} 个过去的预约……")
            grounds.fill_the_past(ground, past)
            served = stack.enter_context(serving(ground.environment))
            places.append(_Place(engine, past, size, ground, served, say))
        for place in places:
            place.warm_up()
        for _ in range(size.repeat):
            for place in places:
                place.one_round()
        return [place.figures() for place in places]


class _Place:
    """A server, its database and what was seen there."""

    def __init__(
        self,
        engine: str,
        past: int,
        size: Size,
        ground: Ground,
        served: Served,
        say: Callable[[str], None],
    ) -> None:
        self.engine, self.past, self.size = engine, past, size
        self.ground, self.served = ground, served
        self.name = f"{engine} + {past:,}" if past else engine
        self._say = say
        self.people = _People()
        self.cold, self.hot = _values(ground.cold()), _values(ground.hot())
        self.rounds: list[Round] = []
        self.answers: Counter[int] = Counter()
        self.hot_booked = 0

    def say(self, words: str) -> None:
        self._say(f"{self.name}: {words}")

    def warm_up(self) -> None:
        """Everything is loaded after it, and every connection has been used."""
        for target in (NULL, BOOK):
            send_in(self._rush(self.cold, target), self.size.processes)

    def one_round(self) -> None:
        self.say(f"第 {len(self.rounds) + 1} 轮……")
        null = send_in(self._rush(self.cold, NULL), self.size.processes)
        cold = send_in(self._rush(self.cold, BOOK), self.size.processes)
        hot = send_in(self._rush(self.hot, BOOK), self.size.processes)
        self.rounds.append(Round(*map(_phase, (null, cold, hot))))
        self.answers += cold.answers + hot.answers
        self.hot_booked += hot.answers[BOOKED]

    def figures(self) -> Figures:
        """With what is seen once, after the rounds."""
        plain, slots = _pages(self.served)
        self.say("中途强行停掉服务……")
        rush = self._rush(self.cold, BOOK, stubborn=True)
        struck = send_in(rush, self.size.processes, meanwhile=_blows(self.served))
        self.say("数据库引擎自己……")
        return Figures(
            engine=self.engine,
            past=self.past,
            rounds=tuple(self.rounds),
            raw=raw.rate(self.ground, min(self.size.requests, 2000)),
            hot_booked=self.hot_booked,
            hot_seats=HOT_STARTS * SEATS,
            oversold=grounds.oversold(self.ground),
            acknowledged=len(struck.acknowledged),
            lost=_lost(self.ground, struck.acknowledged),
            unanswered=_unanswered(self.answers),
            blows=BLOWS,
            slot_page=slots,
            plain_page=plain,
        )

    def _rush(self, places: Values, target: str, *, stubborn: bool = False) -> Rush:
        forms = tuple(self.people.wishing(places, self.size.requests))
        page = f"{PAGE}?start={self.cold[0][1]}"
        return Rush(self.served.port, page, target, forms, self.size.browsers, stubborn)


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


def _phase(run: Outcome) -> Phase:
    return Phase(run.rate, run.at(0.5), run.at(0.99))


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
    """Milliseconds of a page without times and of the one with all of them, in turns."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=60)

    def look(path: str) -> float:
        began = time.perf_counter()
        connection.request("GET", path)
        connection.getresponse().read()
        return 1000 * (time.perf_counter() - began)

    pairs = [(look("/forms/appointment"), look(PAGE)) for _ in range(LOOKS)]
    connection.close()
    plain, slots = zip(*pairs, strict=True)
    return statistics.median(plain), statistics.median(slots)


def _values(places: list[Place]) -> Values:
    return [(station, start_value(start)) for station, start in places]
