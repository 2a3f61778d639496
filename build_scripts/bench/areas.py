"""Townships and villages with the posts that people look for."""

from __future__ import annotations

from random import Random

from build_scripts.bench.basis import Record
from build_scripts.bench.dice import World, some
from build_scripts.bench.sites import Township
from build_scripts.bench.words import (
    ALIASES,
    AREA_INTROS,
    POSTS,
    SURNAMES,
    WHEN_THERE,
)

PER_COUNTY = 999
"""Townships that one six-digit beginning of a code has room for."""


def code_of(township: int, village: int = 0) -> str:
    """Twelve digits that belong to nobody: real codes never begin with 00."""
    county, number = divmod(township, PER_COUNTY)
    return f"00{county + 2:04d}{number + 1:03d}{village:03d}"


def make_township(township: Township, number: int, county: str, world: World) -> Record:
    dice = world.dice("township", number)
    return {
        "name": township.place.name,
        "code": code_of(number),
        "level": "township",
        "parent": county,
        "intro": dice.choice(AREA_INTROS),
        "aliases": some(dice, ALIASES, 0, 2),
        "stations": dict(township.stations),
        "languages": ["zh"],
        "owner": world.agency("governance"),
        "search_terms": [township.place.stem],
        "reviewed_on": "2026-11-16",
    }


def make_village(
    township: Township, place: tuple[int, int], name: str, world: World
) -> Record:
    """A village; `place` is the number of its township and its own number there."""
    dice = world.dice("village", *place)
    return {
        "name": name,
        "code": code_of(place[0], place[1]),
        "level": "community" if name.endswith("社区") else "village",
        "parent": township.id,
        "intro": dice.choice(AREA_INTROS),
        "aliases": some(dice, ALIASES, 1, 3),
        "posts": [_post(post, dice, world) for post in POSTS],
        "languages": ["zh"],
        "owner": world.agency("governance"),
        "reviewed_on": "2026-11-16",
    }


def _post(post: tuple[str, str, str], dice: Random, world: World) -> Record:
    role, word, kind = post
    return {
        "role": role,
        "display_name": dice.choice(SURNAMES) + word,
        "agency": world.agency(kind),
        "phones": [{"kind": "counter", "number": world.phone()}],
        "note": dice.choice(WHEN_THERE),
    }
