"""表格: blank sheets to print and fill in, each with one filled in as an example.

They lie in sheets/, because forms/ belongs to the program that takes bookings.
"""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Form
from build_scripts.catalogue.public import published
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, LawCard, Link, Listing
from build_scripts.pages.navigation import (
    HOME,
    SECTION_HOME,
    guarded,
    record_frame,
    section_frame,
)
from build_scripts.pages.parts import law_cards
from build_scripts.shared.frozen import Frozen

SHEETS_HOME = Link("表格", "sheets/index.html")


class Box(Frozen):
    label: str
    hint: str
    lines: int
    written: str
    """What stands in it; '' on a blank sheet."""


class BoxPart(Frozen):
    title: str
    boxes: tuple[Box, ...]


class SheetPage(Frozen, kw_only=True):
    frame: Frame
    name: str
    what: str
    filled: bool
    other: Link
    """The example of a blank sheet, the blank sheet of an example."""
    parts: tuple[BoxPart, ...]
    statement: str
    signatures: tuple[str, ...]
    hand_in: str
    version: str
    laws: tuple[LawCard, ...]


def sheet_index(catalogue: Catalogue) -> Listing:
    lead = "要填的表，先在家里打印、填好，省得到窗口排队写。旁边有填好的样子。"
    links = tuple(
        Link(form.name, address(form), form.what) for form in published(catalogue.forms)
    )
    return Listing(
        frame=section_frame("表格", lead, SECTION_HOME["services"]),
        lead=lead,
        groups=(Group("all", "", links),) if links else (),
        empty="还没有放表格。窗口都有空白表，到了再填也行。",
    )


def sheet_page(catalogue: Catalogue, form: Form) -> SheetPage:
    """The blank sheet."""
    frame = record_frame(
        catalogue, form, form.what, SECTION_HOME["services"], SHEETS_HOME
    )
    return _sheet(catalogue, form, frame, Link("看填好的样子", sample_address(form.id)))


def sample_page(catalogue: Catalogue, form_id: str) -> SheetPage:
    """The sheet filled in as an example."""
    form = catalogue.forms[form_id]
    frame = Frame(
        title=f"{form.name}（样表）",
        head_title=f"{form.name}（样表）",
        description=form.what,
        crumbs=(HOME, SHEETS_HOME, Link(form.name, address(form))),
        no_index=True,
    )
    return _sheet(catalogue, form, frame, Link("回到空白表", address(form)), True)


def _sheet(
    catalogue: Catalogue, form: Form, frame: Frame, other: Link, filled: bool = False
) -> SheetPage:
    if form.sensitive:
        frame = guarded(frame)
    return SheetPage(
        frame=frame,
        name=form.name,
        what=form.what,
        filled=filled,
        other=other,
        parts=tuple(
            BoxPart(
                part.title,
                tuple(
                    Box(f.label, f.hint, f.lines, f.sample if filled else "")
                    for f in part.fields
                ),
            )
            for part in form.parts
        ),
        statement=form.statement,
        signatures=form.signatures,
        hand_in=form.hand_in,
        version=form.version,
        laws=law_cards(catalogue, form.legal_basis),
    )


def sample_address(form_id: str) -> str:
    return f"sheets/samples/{form_id}.html"
