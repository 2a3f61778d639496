"""The units we ship start what there is: commands, apps, options, each other."""

from __future__ import annotations

import shlex
from configparser import RawConfigParser
from importlib import import_module
from pathlib import Path

import click
import pytest
from granian.cli import cli as granian

from build_scripts.cli import main
from forms_app.settings import Settings

UNITS = Path(__file__).parents[1] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))
PROGRAMS = "/opt/doorstep/.venv/bin/"
WORKED_BY = "doorstep@"


def lines_of(unit: Path, key: str) -> list[str]:
    """Every value of a key that may stand several times."""
    lines = unit.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]


def unit_of(timer: Path) -> str:
    parser = RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(timer, encoding="utf-8")
    return parser["Timer"]["Unit"]


def the_command(words: list[str]) -> click.Command:
    """The command of `doorstep` behind these words; KeyError when there is none."""
    found: click.Command = main
    for word in words:
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), word)
        if inner is None:
            raise KeyError(word)
        found = inner
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_starts_what_there_is(unit: Path) -> None:
    for line in lines_of(unit, "ExecStart"):
        program, *words = shlex.split(line)
        assert program.startswith(PROGRAMS)
        if program.endswith("/granian"):
            module, _, app = words[-1].partition(":")
            assert callable(getattr(import_module(module), app))
            known = {name for option in granian.params for name in option.opts}
            asked = {word for word in words if word.startswith("--")}
            assert asked <= known | {"--no-access-log"}
        elif unit.name.startswith(WORKED_BY):
            assert words == ["%i"]
        else:
            assert the_command(words)


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.name)
def test_a_timer_wakes_a_unit_that_is_here(timer: Path) -> None:
    unit = unit_of(timer)
    if unit.startswith(WORKED_BY):
        assert the_command([unit.removeprefix(WORKED_BY).removesuffix(".service")])
        assert (UNITS / f"{WORKED_BY}.service").exists()
    else:
        assert (UNITS / unit).exists()


def test_the_sample_environment_is_understood() -> None:
    text = (UNITS / "doorstep.env").read_text(encoding="utf-8")
    given = dict(
        line.split("=", 1) for line in text.splitlines() if line and line[0] != "#"
    )
    settings = Settings.from_environment(given, UNITS)
    assert (settings.https, settings.proxies) == (True, 1)
