"""What a generated catalogue takes from the project's own content.

Everything for the whole county stays: laws, materials, registers, calendar, county
agencies, services, articles and whatever else there is.  The places are left out, and
with them what is about one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from build_scripts.catalogue.folder import REGISTERS, TABLES, Table
from build_scripts.catalogue.yaml_source import read_markdown, read_yaml
from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen

T = TypeVar("T")
Record = dict[str, Any]
"""The fields of a record as text, lists and maps."""

PLACES = ("stations", "areas")
CALENDAR = "calendar"


class BasisRefused(RuntimeError):
    """The project's own content cannot be read; the message says where."""


class Text(Frozen):
    """A Markdown record: head and body."""

    head: Record
    body: str


class Own(Frozen):
    """A record of one township of the project, to be moved to another one."""

    table: str
    id: str
    record: Record
    moves: Mapping[str, str]
    """Id of a place or office → what it is in any township: 'area', 'police', 'justice',
    'governance' or 'agency'."""


class Basis(Frozen, kw_only=True):
    """The records that every generated catalogue holds, by table and id."""

    config: Record
    county: Record
    yaml: Mapping[str, dict[str, Record]]
    """laws, materials, services and all other tables of one YAML file a record."""
    texts: Mapping[str, dict[str, Text]]
    """articles and pages."""
    models: Mapping[str, Text]
    """Every article of the project, to write others after."""
    registers: Mapping[str, list[Record]]
    own: Sequence[Own]
    """What townships have of tables that are not grown otherwise, such as alerts."""
    calendar: Mapping[str, str]
    """File name → what stands in it."""

    @property
    def agencies(self) -> dict[str, str]:
        """Kind of agency → id of the first one of that kind."""
        found: dict[str, str] = {}
        for agency in self.registers["agencies"]:
            found.setdefault(agency["kind"], agency["id"])
        return found

    @property
    def county_id(self) -> str:
        return str(self.config["county"])


def read_basis(root: Path) -> Basis:
    """The basis in a project folder; raises BasisRefused when it cannot be read."""
    content = root / "content"
    config = _yaml(root / "site_config.yml")
    config.pop("languages", None)  # the peers write one
    tables = [t for t in TABLES if t.name not in (*PLACES, CALENDAR)]
    registers = {register.name: _register(content, register) for register in REGISTERS}
    county = [a for a in registers["agencies"] if a["level"] == "county"]
    left_out = _left_out(content, str(config["county"]))
    left_out |= {a["id"] for a in registers["agencies"] if a not in county}
    registers["agencies"] = county
    for name in ("codes", "redirects"):
        kept = [r for r in registers[name] if _last(r["target"]) not in left_out]
        registers[name] = kept
    registers["codes_given"] = [counterfoil(code) for code in registers["codes"]]
    basis = Basis(
        config=config,
        county=_yaml(content / "areas" / f"{config['county']}.yml"),
        yaml={
            table.name: _each(content / table.name, table.ending, _yaml)
            for table in tables
            if table.ending == ".yml"
        },
        texts={
            table.name: _each(content / table.name, table.ending, _markdown)
            for table in tables
            if table.ending == ".md"
        },
        models={f.stem: _markdown(f) for f in (content / "articles").rglob("*.md")},
        registers=registers,
        own=list(
            _own(content, [t.name for t in tables if t.ending == ".yml"], left_out)
        ),
        calendar={
            file.name: file.read_text(encoding="utf-8")
            for file in sorted((content / CALENDAR).glob("*.yml"))
        },
    )
    _cut_links(basis, left_out)
    return basis


def _each(folder: Path, ending: str, read: Callable[[Path], T]) -> dict[str, T]:
    """The records for the whole county: those in no folder of a township."""
    return {file.stem: read(file) for file in sorted(folder.glob(f"*{ending}"))}


def _own(content: Path, tables: Sequence[str], gone: set[str]) -> Iterator[Own]:
    """The records in the folders of townships, each with what it may name there."""
    stations = {f.stem: _yaml(f) for f in sorted((content / "stations").glob("*.yml"))}
    agencies = _yaml(content / "agencies.yml")["agencies"]
    for table in tables:
        for file in sorted((content / table).glob("*/*.yml")):
            folder = content / "areas" / file.parent.name
            moves = {key: role_of(s["kind"]) for key, s in stations.items()}
            moves |= {a["id"]: "agency" for a in agencies if a["level"] == "township"}
            moves |= {area.stem: "area" for area in folder.glob("*.yml")}
            yield Own(table, file.stem, _without(_yaml(file), gone - set(moves)), moves)


def _without(value: Any, gone: set[str]) -> Any:
    """The value without the ids of what is gone, in lists and in fields."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if not _names_one(v, gone)}
        return {key: _without(part, gone) for key, part in kept.items()}
    if isinstance(value, list):
        return [_without(part, gone) for part in value if not _names_one(part, gone)]
    return value


def _names_one(value: Any, gone: set[str]) -> bool:
    return isinstance(value, str) and value in gone


def _last(target: str) -> str:
    """'alert/ferry-stopped' → 'ferry-stopped'."""
    return target.rpartition("/")[2]


def counterfoil(code: Record) -> Record:
    """What stays when a short code is given out, for a code or a board of a quiz."""
    kept = {key: code[key] for key in ("name", "target") if key in code}
    return {"id": code.get("code") or code["id"], "given_on": "2026-11-20"} | kept


def role_of(kind: str) -> str:
    """Which of a township's three stations stands for a station of this kind."""
    if kind.startswith("police") or kind in ("kiosk", "service_point"):
        return "police"
    return "governance" if kind.startswith("governance") else "justice"


def _left_out(content: Path, county: str) -> set[str]:
    """The ids of all places but the county, and of all that lies in their folders."""
    places = {f.stem for name in PLACES for f in (content / name).rglob("*.yml")}
    nested = {file.stem for file in content.glob("*/*/*") if file.is_file()}
    return (places | nested) - {county}


def _register(content: Path, table: Table) -> list[Record]:
    """The entries of a register; a project may do without one."""
    file = content / f"{table.name}.yml"
    entries: list[Record] = _yaml(file)[table.name] if file.exists() else []
    return entries


def _yaml(file: Path) -> Record:
    tree, problems = _read(file, lambda data: read_yaml(file.name, data))
    if tree is None:
        raise _refused(file, problems)
    fields: Record = tree
    return fields


def _markdown(file: Path) -> Text:
    (tree, body), problems = _read(file, lambda data: _head_and_body(file, data))
    if tree is None:
        raise _refused(file, problems)
    return Text(tree, body)


def _head_and_body(file: Path, data: bytes) -> tuple[Any, list[Problem]]:
    tree, body, problems = read_markdown(file.name, data)
    return (tree, body), problems


def _read(
    file: Path, reader: Callable[[bytes], tuple[Any, list[Problem]]]
) -> tuple[Any, list[Problem]]:
    try:
        return reader(file.read_bytes())
    except OSError as error:
        raise _refused(file, []) from error


def _refused(file: Path, problems: list[Problem]) -> BasisRefused:
    why = problems[0].zh if problems else "文件打不开"
    return BasisRefused(f"测速用本项目的内容打底，{file.name} 读不出来：{why}。")


def _cut_links(basis: Basis, left_out: set[str]) -> None:
    """Take out what names something that is left out, as far as it can be missing."""
    office = next(iter(basis.agencies.values()))
    basis.county.pop("stations", None)
    heads = [basis.county, *(text.head for text in basis.models.values())]
    heads += [record for register in basis.registers.values() for record in register]
    for head in heads:
        _cut(head, left_out, office)
    for table in basis.yaml.values():
        for key in [k for k, v in table.items() if not _cut(v, left_out, office)]:
            del table[key]
    for texts in basis.texts.values():
        for key in [k for k, v in texts.items() if not _cut(v.head, left_out, office)]:
            del texts[key]


def _cut(head: Record, left_out: set[str], office: str) -> bool:
    """Mend a record; False when it still names something that is left out."""
    for field in ("owner", "publisher"):
        if head.get(field) in left_out:
            head[field] = office
    if "related" in head:
        head["related"] = [key for key in head["related"] if key not in left_out]
    return left_out.isdisjoint(_words(head))


def _words(value: Any) -> Iterator[str]:
    """Every text in a record, however deep."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else ():
        yield from _words(part)
    for part in value if isinstance(value, list) else ():
        yield from _words(part)
