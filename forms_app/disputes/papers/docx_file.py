"""A paper as a Word file: the same words as on the printed page, in Chinese fonts."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from forms_app.disputes.papers.paper import Grid, Paper

BODY, HEADING = "仿宋", "黑体"
"""Fonts of official papers; where one is missing, Word takes the next Chinese one."""
LATIN = "Times New Roman"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_of(paper: Paper, *, author: str, now: datetime) -> bytes:
    """The file's bytes; nobody's name is among its properties."""
    document: Any = Document()
    _page(document)
    about = document.core_properties
    about.author = about.last_modified_by = author
    about.title, about.comments = paper.title, ""
    about.created = about.modified = now.replace(tzinfo=None)
    _body(document, paper)
    for line in paper.signatures:
        _say(document.add_paragraph(), line)
    if paper.sealed:
        _say(document.add_paragraph(), f"校验码：{paper.shown_fingerprint}", size=10)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _body(document: Any, paper: Paper) -> None:
    """Everything that is read, in the order of `Paper.words`."""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(title, paper.title, HEADING, 18, bold=True)
    if paper.number:
        number = document.add_paragraph()
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(number, paper.number)
    for label, text in paper.facts:
        _say(document.add_paragraph(), f"{label}：{text}")
    if paper.grid:
        _grid(document, paper.grid)
    for part in paper.parts:
        _say(document.add_paragraph(), part.heading, HEADING)
        for text in part.paragraphs:
            _say(_indented(document), text)
    for text in paper.foot:
        _say(document.add_paragraph(), text)


def _page(document: Any) -> None:
    """A4 with the margins of official papers; every style knows its Chinese font."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(14)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)


def _say(
    paragraph: Any, text: str, font: str = BODY, size: int = 14, *, bold: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _indented(document: Any) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(28)
    return paragraph


def _grid(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.columns), style="Table Grid")
    for row in (grid.columns, *grid.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _say(cell.paragraphs[0], text, size=12)
