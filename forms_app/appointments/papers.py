"""What to bring to a visit: of several services one list, each paper once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms_app.catalogue import Checklist, ChecklistItem, ServiceEntry

REQUIRED = "required"


def ways_of(services: Iterable[ServiceEntry]) -> tuple[Checklist, ...]:
    """Who may come, if that makes a difference to what is to be brought."""
    first = next((s.checklist for s in services if s.checklist), ())
    return first if len(first) > 1 else ()


def way_of(services: Iterable[ServiceEntry], asked: str | None) -> str:
    """Who comes, of what an address or a form says; '' when nobody has chosen."""
    if not asked:
        return ""
    return next((way.who for way in ways_of(services) if way.who == asked), "")


def papers_for(
    services: Iterable[ServiceEntry], who: str = ""
) -> tuple[Checklist, ...]:
    """The lists of one service as they are; of several services one list.

    Only the list of `who` comes, if that is known.  Whoever comes for the first thing
    comes for all, where a service knows that way of applying.  An original is shown at
    every counter, so the most is enough; copies stay there, so they add up.
    """
    lists = [service.checklist for service in services if service.checklist]
    if len(lists) <= 1:
        all_ways = lists[0] if lists else ()
        return tuple(way for way in all_ways if way.who == who) or all_ways
    first = next((way for way in lists[0] if way.who == who), lists[0][0])
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
