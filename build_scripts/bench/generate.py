"""A fictional prefecture of any size: content/ and site_config.yml from a seed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.bench.areas import make_township, make_village
from build_scripts.bench.articles import make_article
from build_scripts.bench.basis import (
    CALENDAR,
    Basis,
    Record,
    Text,
    counterfoil,
    read_basis,
)
from build_scripts.bench.dice import World
from build_scripts.bench.mix import (
    PAGES_OF_A_RECORD,
    Mix,
    plan_for,
    villages_for,
)
from build_scripts.bench.moved import moved_records
from build_scripts.bench.names import Names, township_names, village_names
from build_scripts.bench.services import make_services
from build_scripts.bench.sites import (
    HALL,
    Site,
    Township,
    kinds_of,
    offered_at,
    share_out,
    sites,
)
from build_scripts.bench.stations import make_station
from build_scripts.bench.yaml_text import yaml_text
from build_scripts.catalogue.folder import CONTENT, IMAGES
from build_scripts.catalogue.loader import read_folder
from build_scripts.pages.plan import plan_pages

COUNTY_NAME = "禾川地区"
ANY_DAY = date(2026, 12, 1)
"""Planning wants a day and does not look at it."""
SITE_NAME = "家门口 · 禾川地区基层服务（测速用）"


def generate(
    folder: Path,
    pages: int,
    seed: int = 1,
    townships: Names | None = None,
    project: Path = Path(),
) -> Mix:
    """Write a catalogue whose site has about `pages` pages, and say what is in it.

    The same arguments give the same bytes.  `project` lends its laws, registers and
    services; raises BasisRefused when they cannot be read.
    """
    basis, content = read_basis(project), folder / "content"
    world = World(seed, basis.agencies)
    _write_basis(basis, folder, project)
    fixed = _pages_planned(folder) - PAGES_OF_A_RECORD * len(basis.yaml["services"])
    plan = plan_for(pages, fixed, len(basis.yaml["services"]))
    services = make_services(basis, plan.services, world)
    _write_all(content / "services", services)
    kinds = kinds_of(plan.stations)
    dice = world.dice("townships")
    towns = share_out(township_names(plan.townships, dice, townships), kinds)
    halls = [_hall(basis, towns), *sites(kinds, towns, COUNTY_NAME)]
    offerings = _write_stations(content, halls, services, world)
    _write_moved(content, moved_records(basis, towns, world), basis)
    lent, grown = len(basis.texts["articles"]), offerings + len(services) + len(halls)
    rest = _pages_planned(folder) - grown - lent
    articles = lent + plan.articles
    villages = villages_for(pages, grown + len(towns) + articles + rest, len(towns))
    _write_areas(content, towns, villages, basis.county_id, world)
    _write_articles(content, plan.articles, basis, towns, world)
    return Mix(
        offerings=offerings,
        villages=villages,
        townships=len(towns),
        stations=len(halls),
        services=len(services),
        articles=articles,
        rest=rest,
    )


def _hall(basis: Basis, towns: list[Township]) -> Site:
    return Site(
        id=HALL,
        kind="service_point",
        home="禾川政务大厅",
        address=f"{COUNTY_NAME}{towns[0].place.name}",
        areas=(basis.county_id,),
        night=towns[0].stations["police"],
    )


def _write_basis(basis: Basis, folder: Path, project: Path) -> None:
    """Write what does not grow."""
    content = folder / "content"
    for name, records in basis.yaml.items():
        _write_all(content / name, records)
    for name, texts in basis.texts.items():
        for key, text in texts.items():
            _write_text(content / name / f"{key}.md", text)
    for name, entries in basis.registers.items():
        _write(content / f"{name}.yml", yaml_text({name: list(entries)}))
    for name, calendar in basis.calendar.items():
        _write(content / CALENDAR / name, calendar)
    county = basis.county | {"name": COUNTY_NAME}
    _write(content / "areas" / f"{basis.county_id}.yml", yaml_text(county))
    for agency in basis.registers["agencies"]:
        lent = project / CONTENT / IMAGES / agency["id"]
        if lent.is_dir():
            shutil.copytree(lent, content / IMAGES / lent.name)
    _write(folder / "site_config.yml", yaml_text(basis.config | {"name": SITE_NAME}))


def _pages_planned(folder: Path) -> int:
    """How many pages the site of a folder has; planning looks at ids only."""
    return sum(1 for _ in plan_pages(read_folder(folder).catalogue(), ANY_DAY))


def _write_stations(
    content: Path,
    all_sites: list[Site],
    services: Mapping[str, Record],
    world: World,
) -> int:
    """Write every station; the number of pairs of station and service."""
    pairs = 0
    for site in all_sites:
        offered = offered_at(site, services, world.dice("offered", site.id))
        pairs += sum(map(len, offered))
        record = make_station(site, offered, services, world)
        _write(content / "stations" / f"{site.id}.yml", yaml_text(record))
    return pairs


def _write_moved(
    content: Path, records: Iterable[tuple[str, Record]], basis: Basis
) -> None:
    """Write them, and what their boards leave in the register of short codes."""
    given: list[Any] = [*basis.registers["codes_given"]]
    for path, record in records:
        _write(content / f"{path}.yml", yaml_text(record))
        boards = [stop for stop in record.get("stops", ()) if "code" in stop]
        given += [counterfoil(board) for board in boards]
    _write(content / "codes_given.yml", yaml_text({"codes_given": given}))


def _write_areas(
    content: Path,
    towns: list[Township],
    villages: int,
    county: str,
    world: World,
) -> None:
    """Write the townships and spread the villages evenly over them."""
    for number, town in enumerate(towns):
        folder = content / "areas" / town.id
        record = make_township(town, number, county, world)
        _write(folder / f"{town.id}.yml", yaml_text(record))
        count = (number + 1) * villages // len(towns) - number * villages // len(towns)
        names = village_names(town.place, count, world.dice("villages", number))
        for at, name in enumerate(names, 1):
            village = make_village(town, (number, at), name, world)
            _write(folder / f"{town.id}-v{at:03d}.yml", yaml_text(village))


def _write_articles(
    content: Path, count: int, basis: Basis, towns: list[Township], world: World
) -> None:
    for number in range(count):
        path, text = make_article(basis, number, towns, world)
        _write_text(content / "articles" / f"{path}.md", text)


def _write_all(folder: Path, records: Mapping[str, Record]) -> None:
    for key, record in records.items():
        _write(folder / f"{key}.yml", yaml_text(record))


def _write_text(file: Path, text: Text) -> None:
    _write(file, f"---\n{yaml_text(text.head)}---\n\n{text.body.lstrip()}")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
