"""What came out of a build: pages and bytes, by kind of page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from build_scripts.shared.frozen import Frozen

OFFERING = "offering"
ONE_OFF = "one-off"
_KINDS = {
    "agencies": "agency",
    "areas": "area",
    "articles": "article",
    "disputes": "dispute",
    "laws": "law",
    "life-events": "life event",
    "materials": "material",
    "services": "service",
    "stations": "station",
}
_NO_PAGES = ("shell",)


class Heap(Frozen):
    """Some pages and their bytes."""

    pages: int = 0
    bytes: int = 0

    @property
    def each(self) -> float:
        return self.bytes / self.pages if self.pages else 0.0

    def __add__(self, other: Heap) -> Heap:
        return Heap(self.pages + other.pages, self.bytes + other.bytes)


def kind_of(url: str) -> str:
    """'stations/s1/id-card.html' → 'offering'; lists and single pages are 'one-off'."""
    steps = url.split("/")
    if len(steps) == 3 and steps[0] == "stations":
        return OFFERING
    if len(steps) == 2 and steps[1] != "index.html":
        return _KINDS.get(steps[0], ONE_OFF)
    return ONE_OFF


def weigh(site: Path) -> Mapping[str, Heap]:
    """The pages of a built site by kind; shells are not pages."""
    heaps: dict[str, Heap] = {}
    for folder, below, names in os.walk(site.resolve()):
        if Path(folder) == site.resolve():
            below[:] = [name for name in below if name not in _NO_PAGES]
        for name in names:
            if name.endswith(".html"):
                file = Path(folder) / name
                kind = kind_of(file.relative_to(site.resolve()).as_posix())
                heaps[kind] = heaps.get(kind, Heap()) + Heap(1, file.stat().st_size)
    return heaps


def total(heaps: Mapping[str, Heap]) -> Heap:
    return sum(heaps.values(), start=Heap())
