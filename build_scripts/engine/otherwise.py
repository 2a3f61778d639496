"""What of the results is otherwise than in the live site: files rest on many of them.

A file that lines up the records of a table rests on their order as well, which is in
no record's own result.  So the order of every such table is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from build_scripts.artefacts.catalogue_json import TABLES
from build_scripts.artefacts.open_data.files import TOLD
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.shared.frozen import Frozen

ORDER = "order"
"""First word of the entries' names."""


def order_names() -> list[tuple[str, str, str]]:
    """One entry a table of which some file tells every record."""
    return [(ORDER, table, "") for table in dict.fromkeys((*TABLES, *TOLD))]


def ids_in_order(public: Catalogue, table: str, _id: str = "") -> tuple[str, ...]:
    return tuple(getattr(public, table))


class Otherwise(Frozen):
    """Names of results that came, went or are other ones, and what follows of it."""

    names: frozenset[Any]
    kinds: frozenset[str]
    """First words of the names of entries among them."""
    reordered: frozenset[str]
    """Tables whose records stand in another order, whatever came or went."""

    def touches(self, kinds: Collection[str], tables: Collection[str]) -> bool:
        """Whether a file rests on it that is made of such entries of these tables."""
        return not (self.kinds.isdisjoint(kinds) and self.reordered.isdisjoint(tables))


def otherwise(results: Mapping[Any, Any], before: Mapping[Any, Any]) -> Otherwise:
    """`before` holds what may be otherwise in the live site, None for what it has not."""
    names = frozenset(n for n, was in before.items() if results.get(n) != was)
    entries = [name for name in names if isinstance(name, tuple)]
    return Otherwise(
        names,
        frozenset(name[0] for name in entries),
        frozenset(_reordered(entries, results, before)),
    )


def _reordered(
    entries: Collection[Any], results: Mapping[Any, Any], before: Mapping[Any, Any]
) -> Iterator[str]:
    for name in entries:
        if name[0] == ORDER:
            then, now = before[name] or (), results.get(name, ())
            stayed = set(then).intersection(now)
            if [k for k in then if k in stayed] != [k for k in now if k in stayed]:
                yield name[1]
