"""What a generated catalogue takes from the project's own content.

Laws, materials, registers, calendar, county agencies, services and county-wide articles
stay; the places are left out, and with them every link to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.catalogue.yaml_source import read_markdown, read_yaml
from build_scripts.problems import Problem

Record = dict[str, Any]
"""The fields of a record as text, lists and maps."""

FOLDERS = ("laws", "materials", "services", "life_events", "articles", "pages")
REGISTERS = ("agencies", "hotlines", "dispute_types")


class BasisRefused(RuntimeError):
    """The project's own content cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown record: head and body."""

    head: Record
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The records that every generated catalogue holds, by table and id."""

    config: Record
    county: Record
    yaml: Mapping[str, Mapping[str, Record]]
    """laws, materials, services and life_events."""
    texts: Mapping[str, Mapping[str, Text]]
    """articles and pages; only those for the whole county."""
    models: Mapping[str, Text]
    """Every article of the project, to write others after."""
    registers: Mapping[str, list[Record]]
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
    registers = {name: _yaml(content / f"{name}.yml")[name] for name in REGISTERS}
    registers["agencies"] = [
        agency for agency in registers["agencies"] if agency["level"] == "county"
    ]
    models = {file.stem: _markdown(file) for file in _files(content / "articles", "md")}
    everywhere = {
        name: text for name, text in models.items() if not text.head.get("areas")
    }
    basis = Basis(
        config=config,
        county=_yaml(content / "areas" / f"{config['county']}.yml"),
        yaml={
            name: {file.stem: _yaml(file) for file in _files(content / name, "yml")}
            for name in ("laws", "materials", "services", "life_events")
        },
        texts={
            "articles": everywhere,
            "pages": {f.stem: _markdown(f) for f in _files(content / "pages", "md")},
        },
        models=models,
        registers=registers,
        calendar={
            file.name: file.read_text(encoding="utf-8")
            for file in _files(content / "calendar", "yml")
        },
    )
    _cut_links(basis)
    return basis


def _files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.rglob(f"*.{ending}"))


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


def _cut_links(basis: Basis) -> None:
    """Take out what names a township, its office or its stations."""
    agencies = {agency["id"] for agency in basis.registers["agencies"]}
    known = agencies | {basis.county_id}
    for table in (*basis.yaml.values(), *basis.texts.values()):
        known |= set(table)
    for register in basis.registers.values():
        known |= {record["id"] for record in register}
    first = str(basis.registers["agencies"][0]["id"])
    heads = [basis.county, *_heads(basis)]
    for head in heads:
        for field in ("owner", "publisher"):
            if head.get(field) and head[field] not in known:
                head[field] = first
        if "related" in head:
            head["related"] = [other for other in head["related"] if other in known]
    basis.county.pop("stations", None)


def _heads(basis: Basis) -> Iterator[Record]:
    for table in basis.yaml.values():
        yield from table.values()
    for texts in basis.texts.values():
        yield from (text.head for text in texts.values())
    yield from (text.head for text in basis.models.values())
    for register in basis.registers.values():
        yield from register
