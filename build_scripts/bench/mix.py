"""How many records of each kind make a site of a given number of pages."""

from __future__ import annotations

from build_scripts.shared.frozen import Frozen

SERVICES = 120
OFFERED = 0.7
"""Share of the services that a station offers."""
STATION_SHARE = 0.855
"""Share of what grows that is a station's page or one of a service done there."""
PAGES_PER_TOWNSHIP = 119
PAGES_PER_ARTICLE = 50
PAGES_PER_SERVICE = 25
FEWEST_STATIONS = 4
PAGES_OF_A_RECORD = 2
"""A station and a service have a page each, and one with the sheets to print."""
PAGES_OF_A_STATION = 2.3
"""A police station has a third, to which its badges lead."""


class Plan(Frozen, kw_only=True):
    """What to generate before the villages, which fill what is left."""

    services: int
    stations: int
    townships: int
    articles: int


class Mix(Frozen, kw_only=True):
    """The pages that a generated catalogue should give, by kind."""

    offerings: int
    villages: int
    townships: int
    stations: int
    services: int
    articles: int
    rest: int

    @property
    def without_offerings(self) -> int:
        """Pages as long as the site has none for one service at one station."""
        return self.pages - self.offerings

    @property
    def pages(self) -> int:
        return (
            self.offerings
            + self.villages
            + self.townships
            + self.stations
            + self.services
            + self.articles
            + self.rest
        )

    def lines(self) -> list[str]:
        """The mix in words, for whoever generates a catalogue."""
        return [
            f"一共 {self.pages} 页，不算“站点 × 事项”是 {self.without_offerings} 页：",
            f"  站点 × 事项 {self.offerings}，村和社区 {self.villages}，乡镇 {self.townships}",
            f"  站点 {self.stations}，事项 {self.services}，文章 {self.articles}，其余 {self.rest}",
        ]


def plan_for(pages: int, fixed: int, services: int) -> Plan:
    """Records for `pages` pages, of which `fixed` are there at any size.

    `services` is how many there are at least.  A site too small for its fixed pages
    gets the fewest records that still hang together.
    """
    wanted = max(services, min(SERVICES, pages // PAGES_PER_SERVICE))
    grows = max(0, pages - fixed - PAGES_OF_A_RECORD * wanted)
    stations = round(grows * STATION_SHARE / (PAGES_OF_A_STATION + OFFERED * wanted))
    return Plan(
        services=wanted,
        stations=max(FEWEST_STATIONS, stations),
        townships=max(2, round(grows / PAGES_PER_TOWNSHIP)),
        articles=grows // PAGES_PER_ARTICLE,
    )


def villages_for(pages: int, others: int, townships: int) -> int:
    """What is left for villages; every township has one."""
    return max(townships, pages - others)
