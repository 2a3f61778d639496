"""What to bring to a visit: of several services one list, each paper once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms_app.catalogue import Checklist, ChecklistItem, ServiceEntry

REQUIRED = "required"


def papers_for(services: Iterable[ServiceEntry]) -> tuple[Checklist, ...]:
    """The lists of one service as they are; of several services one list.

    Whoever comes for the first thing comes for all, where a service knows that way of
    applying.  An original is shown at every counter, so the most is enough; copies stay
    there, so they add up.
    """
    lists = [service.checklist for service in services if service.checklist]
    if len(lists) <= 1:
        return lists[0] if lists else ()
    first = lists[0][0]
    ways = [next((p for p in w if p.who == first.who), w[0]) for w in lists]
    items: dict[str, ChecklistItem] = {}
    for item in (item for way in ways for item in way.items):
        known = items.get(item.name)
        items[item.name] = _both(known, item) if known else item
    notes = dict.fromkeys(way.note for way in ways if way.note)
    return (replace(first, note="".join(notes), items=tuple(items.values())),)


def _both(known: ChecklistItem, item: ChecklistItem) -> ChecklistItem:
    firmer = item if item.need == REQUIRED else known
    return replace(
        known,
        need=firmer.need,
        need_label=firmer.need_label,
        originals=max(known.originals, item.originals),
        copies=known.copies + item.copies,
        note=known.note or item.note,
    )
