"""The list of all guides, and a guide as one entry of a list."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import SERVICES_ON
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Group, Link, Listing
from build_scripts.pages.navigation import section_frame


def guide_index(catalogue: Catalogue) -> Listing:
    """All guides by topic, in the order of site_config.yml."""
    groups, named = [], frozenset(catalogue.services)  # in this language
    for topic in catalogue.config.topics:
        keys = filter(named.__contains__, catalogue.ids_by(SERVICES_ON, topic.id))
        links = tuple(catalogue.once(line_of_service, key) for key in keys)
        if links:
            groups.append(Group(topic.id, topic.name, links))
    return Listing(
        frame=section_frame(
            _("办事指南"), _("要带什么、到哪里办、多久办好、收多少钱，先看清楚再出门。")
        ),
        lead=_("要带什么、到哪里办、多久办好、收多少钱，先看清楚再出门。"),
        groups=tuple(groups),
        empty=_("还没有办事指南。请打 12345 问。"),
    )


@worth_keeping
def line_of_service(catalogue: Catalogue, key: str) -> Link:
    """The little another page shows of a service; for `catalogue.once`."""
    service = catalogue.services[key]
    note: str = service.summary
    if service.status == "suspended":
        note = _("（暂停办理）%(note)s", note=note)
    return Link(service.name, address(service), note)
