"""What a service is wherever it is done: rendered once, shown on many pages.

The guide shows it, and so does the page of every station that offers the service.
"""

from __future__ import annotations

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Service
from build_scripts.catalogue.related import stations_for
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.pages.addresses import address
from build_scripts.pages.bring import Variant, variants
from build_scripts.pages.context import Link
from build_scripts.pages.date_words import limit
from build_scripts.pages.fees import amount
from build_scripts.pages.labels import DELIVERY
from build_scripts.pages.navigation import kept_by
from build_scripts.pages.parts import first_number
from build_scripts.pages.render import fragment
from build_scripts.pages.verdict import bring_fact, fee_fact
from build_scripts.shared.frozen import Frozen

_TEMPLATE = "_service_parts.html"
# Ticks of these topics are not kept: the next reader of a shared phone must not see them.
_NOT_REMEMBERED = {"family", "minors"}


class OutputLine(Frozen):
    """What one gets, and what it looks like."""

    name: str
    delivery: str
    validity: str
    sample: str


class StepLine(Frozen):
    title: str
    actor: str
    limit: str


class FeeLine(Frozen):
    name: str
    amount: str
    basis: str
    waiver: str
    pay_online: bool


class Checklists(Frozen, kw_only=True):
    """The papers to bring, by who comes."""

    id: str
    remember: bool
    """Whether the browser may keep the ticks."""
    single_id_only: bool
    variants: tuple[Variant, ...]
    papers: tuple[Link, ...]
    """Every paper that somebody brings, each once."""


class ServicePart(Frozen, kw_only=True):
    """Finished pieces of a page, and the few words that pages put between them."""

    bring_fact: Markup
    fee_fact: Markup
    window: Markup
    bring: Markup
    steps: Markup
    cost: Markup
    result: Markup
    elsewhere: str
    """Where all its stations stand; '' when there is only one."""
    phone: str
    kept_by: str


@worth_keeping
def service_part(catalogue: Catalogue, key: str) -> ServicePart:
    """Everything that depends on the service alone; for `catalogue.once`."""
    service = catalogue.services[key]
    ways = variants(catalogue, key)
    notes = [c.note for c in service.channels if c.type == "window" and c.note]
    free = service.free or not service.fees
    several = len(stations_for(catalogue, key)) > 1
    return ServicePart(
        bring_fact=fragment(catalogue, "_parts.html", "fact", bring_fact(ways)),
        fee_fact=fragment(catalogue, "_parts.html", "fact", fee_fact(service)),
        window=fragment(catalogue, _TEMPLATE, "window", notes),
        bring=fragment(catalogue, _TEMPLATE, "bring", _checklists(service, ways)),
        steps=fragment(
            catalogue, _TEMPLATE, "steps", _steps(service), service.limit_note
        ),
        cost=fragment(catalogue, _TEMPLATE, "cost", free, _fees(service)),
        result=fragment(catalogue, _TEMPLATE, "result", _outputs(service)),
        elsewhere=f"{address(service)}#where" if several else "",
        phone=first_number(service.consult),
        kept_by=kept_by(catalogue, service),
    )


def _checklists(service: Service, ways: tuple[Variant, ...]) -> Checklists:
    lines = (line for way in ways for line in way.materials)
    return Checklists(
        id=service.id,
        remember=not service.sensitive and service.topic not in _NOT_REMEMBERED,
        single_id_only=service.single_id_only,
        variants=ways,
        papers=tuple(dict.fromkeys(Link(line.name, line.url) for line in lines)),
    )


def _steps(service: Service) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(s.title, s.actor, limit(s.limit) if s.limit else "")
        for s in service.steps
    )


def _fees(service: Service) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(fee.name, amount(fee), fee.basis, fee.waiver, fee.pay_online)
        for fee in service.fees
    )


def _outputs(service: Service) -> tuple[OutputLine, ...]:
    return tuple(
        OutputLine(
            out.name,
            "、".join(DELIVERY[d] for d in out.delivery),
            out.validity,
            out.sample,
        )
        for out in service.outputs
    )
