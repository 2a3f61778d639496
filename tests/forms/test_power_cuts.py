"""A trial by power cuts counts rightly, and says where it cannot be made."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_scripts.cli import main
from forms_app.bench import disk, power_cuts
from forms_app.bench.disk import NoDisk, a_disk
from forms_app.bench.power_command import section
from forms_app.bench.power_cuts import Loss, measure
from tests import forms_builders
from tests.forms.booking_builders import NOW

OURS = Loss(cuts=40, acknowledged=6259, lost=0, damaged=0)
PYTHONS = Loss(cuts=10, acknowledged=1500, lost=3, damaged=0)


@dataclass
class Folder:
    """Stands for a disk.  A forgetful one comes back as it was when it was put in."""

    folder: Path
    forgetful: bool
    dark: bool = False

    def put_in(self) -> None:
        if self.forgetful:
            shutil.copytree(self.folder, self._before, dirs_exist_ok=True)

    def take_out(self) -> None:
        assert self.dark
        if self.forgetful and self._before.exists():
            shutil.rmtree(self.folder)
            shutil.copytree(self._before, self.folder)

    def cut(self) -> None:
        self.dark = True

    @property
    def _before(self) -> Path:
        return self.folder.with_name("before")


@pytest.fixture(autouse=True)
def shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power_cuts, "LIGHT", (0.0, 0.05))


@pytest.fixture
def shells(tmp_path: Path) -> Path:
    return forms_builders.a_published_site(tmp_path / "built") / "shell"


@pytest.mark.slow
@pytest.mark.parametrize("pythons_own", [False, True])
def test_a_disk_that_keeps_everything_has_lost_nothing(
    tmp_path: Path, shells: Path, *, pythons_own: bool
) -> None:
    power = Folder(tmp_path / "disk", forgetful=False)
    power.folder.mkdir()

    found = measure(power, tmp_path, shells, NOW, cuts=3, pythons_own=pythons_own)

    assert (found.cuts, found.lost, found.damaged) == (3, 0, 0)
    assert found.acknowledged >= 3


@pytest.mark.slow
def test_whatever_a_disk_forgets_is_counted_once(tmp_path: Path, shells: Path) -> None:
    power = Folder(tmp_path / "disk", forgetful=True)
    power.folder.mkdir()
    heard: list[int] = []

    found = measure(power, tmp_path, shells, NOW, cuts=4, told=heard.append)

    assert heard == [1, 2, 3, 4]
    assert 0 < found.lost < found.acknowledged, "the first time it had no copy yet"


@pytest.mark.parametrize(
    ("ours", "pythons", "said"),
    [
        (OURS, PYTHONS, ("0 | pass", "3 | pass")),
        (Loss(40, 6259, 2, 0), PYTHONS, ("2 | short", "3 | pass")),
        (Loss(40, 6259, 0, 1), PYTHONS, ("0 | short", "3 | pass")),
        (OURS, Loss(10, 1500, 0, 0), ("0 | pass", "0 | short")),
    ],
)
def test_the_printout_says_what_passed(
    ours: Loss, pythons: Loss, said: tuple[str, str]
) -> None:
    text = section("doorstep bench power-cuts", date(2026, 11, 23), ours, pythons)

    assert text.startswith("## `doorstep bench power-cuts`\n\n2026-11-23. ")
    assert f"| nothing acknowledged is lost | {said[0]} |" in text
    assert f"| where something is lost, it is seen | {said[1]} |" in text
    assert "| as Doorstep opens it | 40 | 6,259 |" in text


def test_who_is_not_root_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "TOOLS", ("sh",))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(NoDisk, match="root"), a_disk(tmp_path):
        raise AssertionError("there is none")


def test_a_machine_without_the_tools_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "TOOLS", ("sh", "mkfs.nothing"))

    with pytest.raises(NoDisk, match=r"没有 mkfs\.nothing"), a_disk(tmp_path):
        raise AssertionError("there is none")


def test_without_a_built_site_the_command_says_what_to_do_first(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        main, ["bench", "power-cuts", "--site", str(tmp_path / "none")]
    )

    assert told.exit_code == 1
    assert "doorstep build" in told.output
