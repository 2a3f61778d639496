"""Chance that repeats itself: every record has dice of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice_for(seed: int, *what: object) -> Random:
    """Dice that depend on the seed and on what they are for, and on nothing else."""
    return Random("/".join(map(str, (seed, *what))))  # noqa: S311 - not a secret


def some(dice: Random, choices: Sequence[T], at_least: int, at_most: int) -> list[T]:
    """Some of the choices in their own order."""
    count = min(len(choices), dice.randint(at_least, at_most))
    chosen = set(dice.sample(range(len(choices)), count))
    return [choice for index, choice in enumerate(choices) if index in chosen]


@dataclass(slots=True)
class World:
    """What all records of one catalogue share."""

    seed: int
    agencies: Mapping[str, str]
    """Kind of agency → id of the one that records name."""
    phones_given: int = 0

    def dice(self, *what: object) -> Random:
        return dice_for(self.seed, *what)

    def phone(self) -> str:
        """A number nobody can dial, each given out once."""
        self.phones_given += 1
        return f"0000-{self.phones_given:07d}"

    def agency(self, kind: str) -> str:
        return self.agencies.get(kind) or next(iter(self.agencies.values()))
