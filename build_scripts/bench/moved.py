"""What one township of the project has, moved to a generated one: alerts, events, …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from build_scripts.bench.basis import Basis, Own, Record
from build_scripts.bench.dice import World
from build_scripts.bench.sites import Township

EVERY = 10
"""One township in so many has records of its own."""
_CODES = "code"
"""Short codes are unique in the county, so each copy gets its own."""


def moved_records(
    basis: Basis, towns: Sequence[Township], world: World
) -> Iterator[tuple[str, Record]]:
    """Path below content/ without its ending, and record, for every tenth township."""
    for number, town in enumerate(towns[::EVERY]):
        for own in basis.own:
            names = _names(own, town, world) | {"": str(number)}
            path = f"{own.table}/{town.id}/{own.id}-{town.id}"
            yield path, {key: _moved(key, v, names) for key, v in own.record.items()}


def _names(own: Own, town: Township, world: World) -> dict[str, str]:
    """What each name of the old township is called in the new one."""
    here = {"area": town.id, "agency": world.agency("governance"), **town.stations}
    return {key: here[role] for key, role in own.moves.items()}


def _moved(key: str, value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _moved(k, part, names) for k, part in value.items()}
    if isinstance(value, list):
        return _once([_moved("", part, names) for part in value])
    if key == _CODES:
        return f"{value}{names['']}"
    return names.get(value, value) if value else value


def _once(values: list[Any]) -> list[Any]:
    """Two villages of the old township became the same area."""
    return [v for at, v in enumerate(values) if v not in values[:at]]
