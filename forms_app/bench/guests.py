"""Who rushes: processes of their own, each with many browsers that wait for nobody.

A guest opens the page once, as people do, and then sends the form again and again: other
person, other key, each answer timed.  Who loses the connection sends the same form again.
"""

from __future__ import annotations

import http.client
import multiprocessing
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any
from urllib.parse import urlencode

from forms_app.bench.served import HOST

PATIENCE = 300
RETRY_SECONDS = 0.2
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
BOOKED, FULL, BUSY = 303, 409, 503


@dataclass(frozen=True, slots=True)
class Form:
    """One person's wish, as it is sent."""

    station: str
    start: str
    number: int
    key: str

    @property
    def phone(self) -> str:
        return f"139{self.number:08d}"

    @property
    def name(self) -> str:
        return f"客人{self.number}"


@dataclass(frozen=True, slots=True)
class Rush:
    """What one process does."""

    port: int
    page: str
    """Where the form is got."""
    target: str
    """Where it is sent; {station} is the form's own."""
    forms: tuple[Form, ...]
    browsers: int
    until_answered: bool = False


@dataclass(slots=True)
class Outcome:
    """What all guests together have seen."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    acknowledged: list[Form] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def at(self, share: float) -> float:
        """The time within which this share of the answers came, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def forms_for(places: Sequence[tuple[str, str]], count: int, first: int) -> list[Form]:
    """So many people, each at a random one of these (station, start)."""
    return [
        Form(*secrets.choice(places), first + n, secrets.token_hex(16))
        for n in range(count)
    ]


def send_in(rush: Rush, processes: int, *, meanwhile: Iterable[Any] = ()) -> Outcome:
    """Let them all go at once; `meanwhile` is run through while they rush."""
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(processes + 1), context.Queue()
    shares = [
        Rush(
            rush.port,
            rush.page,
            rush.target,
            rush.forms[n::processes],
            max(rush.browsers // processes, 1),
            rush.until_answered,
        )
        for n in range(processes)
    ]
    runners = [
        context.Process(target=_run, args=(share, start, out)) for share in shares
    ]
    for runner in runners:
        runner.start()
    start.wait(PATIENCE)
    began = time.perf_counter()
    for _ in meanwhile:
        pass
    parts = [out.get(timeout=PATIENCE) for _ in runners]
    whole = Outcome(seconds=time.perf_counter() - began)
    for runner in runners:
        runner.join()
    for times, answers, acknowledged in parts:
        whole.times += times
        whole.answers += answers
        whole.acknowledged += acknowledged
    return whole


def _run(rush: Rush, start: Barrier, out: Queue[Any]) -> None:
    """One process: its browsers are threads, which mostly wait."""
    whole, lock = Outcome(), threading.Lock()
    waiting = iter(rush.forms)
    ready = [_opened(rush) for _ in range(rush.browsers)]
    start.wait(PATIENCE)

    def browse(cookie: str, token: str) -> None:
        connection = http.client.HTTPConnection(HOST, rush.port, timeout=60)
        while True:
            with lock:
                form = next(waiting, None)
            if form is None:
                connection.close()
                return
            status, seconds = _send(rush, connection, form, cookie, token)
            with lock:
                whole.times.append(seconds)
                whole.answers[status] += 1
                if status == BOOKED:
                    whole.acknowledged.append(form)

    threads = [threading.Thread(target=browse, args=pair) for pair in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.put((whole.times, whole.answers, whole.acknowledged))


def _opened(rush: Rush) -> tuple[str, str]:
    """The cookie and the form's token of a browser that has just opened the page."""
    connection = http.client.HTTPConnection(HOST, rush.port, timeout=60)
    connection.request("GET", rush.page)
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    connection.close()
    found = TOKEN.search(page)
    if found is None:
        raise RuntimeError(f"no form on the page: {answer.status}")
    return cookie, found[1]


def _send(
    rush: Rush,
    connection: http.client.HTTPConnection,
    form: Form,
    cookie: str,
    token: str,
) -> tuple[int, float]:
    """Status and seconds; 0 when nobody answered."""
    body = urlencode(
        {
            "csrf_token": token,
            "start": form.start,
            "name": form.name,
            "phone": form.phone,
            "whom": "",
            "request_key": form.key,
        }
    )
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    target = rush.target.format(station=form.station)
    began, deadline = time.perf_counter(), time.perf_counter() + PATIENCE
    while True:
        status = _answer(connection, target, body, headers)
        answered = status not in (0, BUSY)
        if answered or not rush.until_answered or time.perf_counter() > deadline:
            return status, time.perf_counter() - began
        time.sleep(RETRY_SECONDS)


def _answer(
    connection: http.client.HTTPConnection,
    target: str,
    body: str,
    headers: dict[str, str],
) -> int:
    try:
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return answer.status
