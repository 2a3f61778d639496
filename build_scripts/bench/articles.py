"""Articles, written after those of the project: their sections in a new order."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from build_scripts.bench.basis import Basis, Text
from build_scripts.bench.dice import World
from build_scripts.bench.services import chinese
from build_scripts.bench.sites import Township
from build_scripts.bench.words import ARTICLE_CLOSINGS, ARTICLE_OPENINGS

EXPIRES = "2099-12-31"
SECTIONS = (3, 5)
"""How many sections of other articles one is made of."""
IN_TOWNSHIP = 0.6
"""Share of the articles that are written for one township."""


def make_article(
    basis: Basis, number: int, townships: Sequence[Township], world: World
) -> tuple[str, Text]:
    """An article and its path below content/articles."""
    dice = world.dice("article", number)
    names = sorted(basis.models)
    model = basis.models[names[number % len(names)]]
    home = dice.choice(townships)
    head = deepcopy(model.head)
    head["name"] = f"{chinese(head['name'])}（第{number + 2}期）"
    head["summary"] = chinese(head["summary"])
    head["publisher"] = head["owner"] = world.agency("justice")
    head["published_on"] = f"2026-{dice.randint(1, 10):02d}-{dice.randint(1, 28):02d}"
    head["expires"] = EXPIRES
    head.pop("areas", None)
    head.pop("review_by", None)
    head.pop("renditions", None)
    if "station" in head:
        head["station"] = home.stations["justice"]
    folder = ""
    if dice.random() < IN_TOWNSHIP:
        head["areas"] = [home.id]
        folder = f"{home.id}/"
    parts = [part for name in names for part in _sections(basis.models[name].body)]
    chosen = dice.sample(parts, min(len(parts), dice.randint(*SECTIONS)))
    place = home.place.name
    body = "\n\n".join(
        (
            dice.choice(ARTICLE_OPENINGS).format(place=place),
            *chosen,
            "## 还想问",
            dice.choice(ARTICLE_CLOSINGS).format(
                place=place, station=f"{home.place.stem}司法所"
            ),
        )
    )
    return f"{folder}article-{number + 1:04d}", Text(head, body + "\n")


def _sections(body: str) -> list[str]:
    """The parts of a body that begin with a heading."""
    _, *parts = f"\n{body}".split("\n## ")
    return [f"## {part.strip()}" for part in parts]
