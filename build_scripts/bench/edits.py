"""The edits after which a site is built again: each changes what visitors read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from build_scripts.shared.frozen import Frozen

TEMPLATE = "area.html"
"""The template that is edited: the page of a village, a township, the county."""

_OPENS = re.compile(r'(open: \[")[0-9]{2}:[0-9]{2}')
_AMOUNT = re.compile(r"(amount: )[0-9]+")
_NAME = re.compile(r"^(name: )(.+)$", re.MULTILINE)
_END = "{% endblock %}"


class EditFailed(RuntimeError):
    """There is nothing of this kind to edit."""


class Room(Frozen):
    """A copy of the program and a generated project, both to be thrown away."""

    program: Path
    project: Path


def nothing(room: Room, turn: int) -> None:
    """The build finds everything as it was."""


def station_hours(room: Room, turn: int) -> None:
    """A station in the middle of the list opens some minutes later."""
    files = sorted((room.project / "content" / "stations").glob("*.yml"))
    _change(files[len(files) // 2], _OPENS, rf"\g<1>09:{turn % 59 + 1:02d}")


def service_fee(room: Room, turn: int) -> None:
    """The first service that costs something costs something else."""
    for file in sorted((room.project / "content" / "services").glob("*.yml")):
        if _AMOUNT.search(file.read_text(encoding="utf-8")):
            _change(file, _AMOUNT, rf"\g<1>{200 + turn}")
            return
    raise EditFailed("没有一件收费的事项可以改。")


def template(room: Room, turn: int) -> None:
    """One more line at the end of every page of an area."""
    file = room.program / "build_scripts" / "templates" / TEMPLATE
    before, end, after = file.read_text(encoding="utf-8").rpartition(_END)
    if not end:
        raise EditFailed(f"模板 {TEMPLATE} 没有可以改的地方。")
    text = f"{before}<p>{turn}</p>\n{end}{after}"
    file.write_text(text, encoding="utf-8")


def site_name(room: Room, turn: int) -> None:
    """Another name, which every page shows."""
    _change(room.project / "site_config.yml", _NAME, rf"name: 家门口第{turn + 2}版")


def _change(file: Path, pattern: re.Pattern[str], new: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = pattern.sub(new, text, count=1)
    if changed == text:
        raise EditFailed(f"{file.name} 里没有可以改的地方。")
    file.write_text(changed, encoding="utf-8")


COLD = "cold"
NO_SEARCH = "cold, without search"
UNCHANGED = "nothing changed"
HOURS = "a station's hours"
FEE = "a service's fee"
EDITS: dict[str, Callable[[Room, int], None]] = {
    UNCHANGED: nothing,
    HOURS: station_hours,
    FEE: service_fee,
    f"the template {TEMPLATE}": template,
    "the site's name": site_name,
}
"""What is done before each kind of build, in the order of the table."""
