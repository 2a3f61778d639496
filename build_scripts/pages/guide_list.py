"""The list of all guides, and a guide as one entry of a list."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Service
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Group, Link, Listing
from build_scripts.pages.navigation import section_frame


def guide_index(catalogue: Catalogue) -> Listing:
    """All guides by topic, in the order of site_config.yml."""
    shown = [s for s in catalogue.services.values() if s.status != "withdrawn"]
    groups = []
    for topic in catalogue.config.topics:
        links = tuple(service_link(s) for s in shown if s.topic == topic.id)
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


def line_of_service(catalogue: Catalogue, key: str) -> Link:
    """The little another page shows of a service; for `catalogue.once`."""
    return service_link(catalogue.services[key])


def service_link(service: Service) -> Link:
    note: str = service.summary
    if service.status == "suspended":
        note = _("（暂停办理）%(note)s", note=note)
    return Link(service.name, address(service), note)
