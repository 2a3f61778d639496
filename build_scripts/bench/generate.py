"""A fictional prefecture of any size: content/ and site_config.yml from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_scripts.bench.areas import make_township, make_village
from build_scripts.bench.articles import make_article
from build_scripts.bench.basis import Basis, Record, Text, read_basis
from build_scripts.bench.dice import World
from build_scripts.bench.mix import OWN_PAGES, Mix, plan_for, villages_for
from build_scripts.bench.names import Names, township_names, village_names
from build_scripts.bench.services import make_services
from build_scripts.bench.stations import (
    HALL,
    Site,
    Township,
    kinds_of,
    make_station,
    offered_at,
    share_out,
    sites,
)
from build_scripts.bench.yaml_text import yaml_text

COUNTY_NAME = "禾川地区"
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
    basis = read_basis(project)
    content = folder / "content"
    world = World(seed, basis.agencies)
    fixed = _write_basis(basis, folder)
    plan = plan_for(pages, fixed, len(basis.yaml["services"]))
    services = make_services(basis, plan.services, world)
    _write_all(content / "services", services)
    places = township_names(plan.townships, world.dice("townships"), townships)
    kinds = kinds_of(plan.stations)
    towns = share_out(places, kinds)
    halls = [_hall(basis, towns), *sites(kinds, towns, COUNTY_NAME)]
    offerings = _write_stations(content, halls, services, world)
    others = fixed + offerings + len(services) + len(halls) + len(towns) + plan.articles
    villages = villages_for(pages, others, len(towns))
    _write_areas(content, towns, villages, basis.county_id, world)
    for number in range(plan.articles):
        path, text = make_article(basis, number, towns, world)
        _write_text(content / "articles" / f"{path}.md", text)
    return Mix(
        offerings=offerings,
        villages=villages,
        townships=len(towns),
        stations=len(halls),
        services=len(services),
        articles=len(basis.texts["articles"]) + plan.articles,
        rest=fixed - len(basis.texts["articles"]),
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


def _write_basis(basis: Basis, folder: Path) -> int:
    """Write what does not grow; the number of its pages, lists included."""
    content = folder / "content"
    pages = OWN_PAGES + 1  # the county's own page
    for name in ("laws", "materials", "life_events"):
        _write_all(content / name, basis.yaml[name])
        pages += len(basis.yaml[name])
    for name, texts in basis.texts.items():
        for key, text in texts.items():
            _write_text(content / name / f"{key}.md", text)
        pages += len(texts)
    for name, records in basis.registers.items():
        _write(content / f"{name}.yml", yaml_text({name: list(records)}))
        pages += len(records) if name != "hotlines" else 0
    for name, calendar in basis.calendar.items():
        _write(content / "calendar" / name, calendar)
    county = basis.county | {"name": COUNTY_NAME}
    _write(content / "areas" / f"{basis.county_id}.yml", yaml_text(county))
    _write(folder / "site_config.yml", yaml_text(basis.config | {"name": SITE_NAME}))
    return pages


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


def _write_all(folder: Path, records: Mapping[str, Record]) -> None:
    for key, record in records.items():
        _write(folder / f"{key}.yml", yaml_text(record))


def _write_text(file: Path, text: Text) -> None:
    _write(file, f"---\n{yaml_text(text.head)}---\n\n{text.body.lstrip()}")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
