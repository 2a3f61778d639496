"""What people bring: the papers of one way of applying, as boxes to tick."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import ApplicantVariant
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.labels import NEED, WHO
from build_scripts.shared.frozen import Frozen


class MaterialLine(Frozen):
    """A paper to bring, as a line with a box to tick."""

    key: str
    name: str
    url: str
    amount: str
    need: str
    need_label: str
    what: str
    note: str


class Variant(Frozen):
    """Who comes, and what that person brings."""

    who: str
    label: str
    note: str
    materials: tuple[MaterialLine, ...]


def variants(catalogue: Catalogue, service: str) -> tuple[Variant, ...]:
    """The ways of applying for a service; `service` is its id."""
    return catalogue.once(_variants, service)


def _variants(catalogue: Catalogue, service: str) -> tuple[Variant, ...]:
    ways = catalogue.services[service].applicants
    return tuple(_variant(catalogue, way) for way in ways)


def _variant(catalogue: Catalogue, given: ApplicantVariant) -> Variant:
    lines = []
    for needed in given.materials:
        material = catalogue.materials.get(needed.material)
        if material is None:
            continue
        lines.append(
            MaterialLine(
                key=f"{given.who}.{material.id}",
                name=material.name,
                url=address(material),
                amount=copies_in_words(needed.originals, needed.copies),
                need=needed.need,
                need_label=NEED[needed.need],
                what=material.what,
                note=needed.note,
            )
        )
    return Variant(given.who, WHO[given.who], given.note, tuple(lines))


def copies_in_words(originals: int, copies: int) -> str:
    """(1, 2) → '原件 1 份、复印件 2 份'."""
    parts = []
    if originals:
        parts.append(_("原件 %(n)s 份", n=originals))
    if copies:
        parts.append(_("复印件 %(n)s 份", n=copies))
    return "、".join(parts)
