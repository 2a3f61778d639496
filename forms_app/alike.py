"""Does the look-up give away by its time whether a person ever filed?  A measurement.

On an empty database of its own: tries at codes that exist, with wrong digits, and at
codes nobody has, one after the other.  The share of pairs in which the existing one
took longer is 50 % when nobody can tell; far from it, somebody could.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import click
from flask.testing import FlaskClient

from forms_app import migrate, references, times
from forms_app.apps import create_public_app
from forms_app.catalogue import Catalogue
from forms_app.database import transaction
from forms_app.disputes import intake, sealing
from forms_app.disputes.intake import Application
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.trail import APPLICANT, By, Work
from forms_app.settings import Settings
from forms_app.vault import create_keys
from forms_app.wiring import Wiring

TRIES_A_CODE = 4
"""Fewer than lock it."""
WRONG_TAIL = "0000"
ADDRESS = "/forms/dispute/progress"
TELLABLE = 0.15
"""Further from one half than this, the times tell something."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each answer, in pairs."""

    filed: list[float]
    never: list[float]

    @property
    def slower(self) -> float:
        """Share of all pairs in which the code that exists took longer."""
        pairs = [(f > n) + (f == n) / 2 for f in self.filed for n in self.never]
        return sum(pairs) / len(pairs)


@click.command()
@click.option("--tries", default=200, show_default=True, help="各试多少次。")
def alike(tries: int) -> None:
    """量一量：有没有这件事，查的时候回答得一样快吗。"""
    found = Settings.from_environment(os.environ, Path.cwd())
    with TemporaryDirectory() as folder:
        instance = Path(folder)
        create_keys(instance / "keys")
        url = f"sqlite:///{instance / 'alike.db'}"
        settings = replace(found, instance=instance, database_url=url)
        times_found = measure(settings, tries)
    click.echo(
        f"有的编号 {1000 * median(times_found.filed):.2f} 毫秒，"
        f"没有的编号 {1000 * median(times_found.never):.2f} 毫秒（中位数，各 {tries} 次）；"
        f"有的更慢的占 {100 * times_found.slower:.0f}%（50% 就是看不出来）。"
    )
    if abs(times_found.slower - 1 / 2) > TELLABLE:
        raise click.ClickException("从时间上看得出来，请检查 intake.open_by_code。")


def measure(settings: Settings, tries: int) -> Times:
    """Interleaved, so that whatever else the machine does falls on both alike."""
    app = create_public_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False)
    wired: Wiring = app.extensions["doorstep"]
    migrate.upgrade(wired.engine)
    codes = _filed(wired, 1 + tries // TRIES_A_CODE)
    client = app.test_client()
    found = Times([], [])
    for number in range(tries):
        found.filed.append(_seconds(client, codes[number // TRIES_A_CODE]))
        nobody = references.new_reference(references.CASE_LENGTH)
        found.never.append(_seconds(client, nobody))
    wired.engine.dispose()
    return found


def _seconds(client: FlaskClient, code: str) -> float:
    begin = perf_counter()
    client.post(ADDRESS, data={"code": code, "tail": WRONG_TAIL}).close()
    return perf_counter() - begin


def _filed(wired: Wiring, count: int) -> list[str]:
    """Codes of so many cases."""
    catalogue: Catalogue = wired.published.current()
    kind = next(k for k in catalogue.dispute_types.values() if k.intake)
    area = next(a for a in catalogue.areas.values() if a.level == "township")
    with transaction(wired.engine) as session:
        by = By(name=APPLICANT, station="")
        work = Work(session, wired.vault, catalogue, by, times.now())
        cases = [
            intake.submit(
                work,
                Application(
                    request_key=secrets.token_hex(16),
                    dispute_type=kind.id,
                    area_id=area.id,
                    story="量时间用",
                    wish="量时间用",
                    name="某某",
                    phone="13800138000",
                    contact=SafeContact(),
                ),
            )
            for _ in range(count)
        ]
        return [sealing.code(wired.vault, case) for case in cases]
