"""The schemas for editors: all that is right passes, all that is broken does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from build_scripts.catalogue.editor_schema import KINDS, schema
from build_scripts.catalogue.folder import CONFIG, PICTURES, content_files
from build_scripts.catalogue.source_text import split_front_matter
from build_scripts.cli import main
from tests.catalogue_builders import FILES, a_catalogue_folder
from tests.site_builders import ROOT


class AsEditorsRead(yaml.SafeLoader):
    """What many tools make of YAML: numbers and truth values, `on` too, but no dates."""


AsEditorsRead.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def files(root: Path) -> list[tuple[str, str, str]]:
    """Path, kind and YAML of every file of a project."""
    found, problems = content_files(root)
    assert problems == []
    texts = (file for file in found if file.table is not PICTURES)
    told = [(file.path, file.table.name) for file in texts]
    told.append((CONFIG, "site_config"))
    return [(path, kind, head_of(root / path)) for path, kind in told]


def head_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    parts = split_front_matter(text) if path.suffix == ".md" else (text, "")
    assert parts is not None
    return parts[0]


def complaints(kind: str, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(kind))
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("loader", [yaml.BaseLoader, AsEditorsRead])
def test_every_file_of_the_project_passes(loader: Any) -> None:
    every = files(ROOT)

    assert len(every) > 200
    for path, kind, text in every:
        value = yaml.load(text, loader)
        assert complaints(kind, value) == [], path


def test_the_small_sample_passes(tmp_path: Path) -> None:
    for path, kind, text in files(a_catalogue_folder(tmp_path)):
        assert complaints(kind, yaml.load(text, AsEditorsRead)) == [], path


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/services/id-card-renewal.yml", "summary:", "sumary:"),
        ("content/services/id-card-renewal.yml", "kind: confirmation", "kind: sport"),
        ("content/services/id-card-renewal.yml", "visits: 1", "visits: 一次"),
        ("content/services/id-card-renewal.yml", "visits: 1", "visits: -1"),
        ("content/services/id-card-renewal.yml", "amount: 20", "amount: 二十元"),
        ("content/services/id-card-renewal.yml", "pay_online: 是", "pay_online: 也许"),
        ("content/services/id-card-renewal.yml", "{type: window}", "{type: door}"),
        ("content/services/id-card-renewal.yml", "  - {type: window}", "  - window"),
        ("content/services/id-card-renewal.yml", "[person]", "person"),
        ("content/services/id-card-renewal.yml", "[person]", "[]"),
        ("content/services/id-card-renewal.yml", "name: 居民", "name: [居民]\nx: "),
        ("content/stations/qiaodong-police-station.yml", "08:30-12:00, 14", "8点, 14"),
        ("content/stations/qiaodong-police-station.yml", "seats: 2", "seats: 两个"),
        ("content/stations/qiaodong-police-station.yml", "[mon, tue]", "[周一]"),
        ("content/laws/id-card-law.yml", "2012-01-01", "2012年1月1日"),
        ("content/calendar/2026.yml", "year: 2026", "year: 今年"),
        ("content/agencies.yml", "agencies:", "agency:"),
        ("content/agencies.yml", "id: county-psb", "id: County_PSB"),
        ("content/alerts/qiaodong/fake-police.yml", "expires: ", "expires: 下周 # "),
        ("site_config.yml", "demo: true", "demo: maybe"),
    ],
)
def test_a_broken_file_does_not_pass(path: str, old: str, new: str) -> None:
    assert old in FILES[path]
    text = FILES[path].replace(old, new, 1)
    kind = path.split("/")[1].removesuffix(".yml") if "/" in path else "site_config"

    assert complaints(kind, yaml.load(text, AsEditorsRead)) != []


def test_a_name_in_several_languages_needs_chinese() -> None:
    text = FILES["content/laws/id-card-law.yml"]
    value = yaml.load(text, AsEditorsRead)

    assert complaints("laws", {**value, "name": {"zh-Hans": "法", "en": "Law"}}) == []
    assert complaints("laws", {**value, "name": {"en": "Law"}}) != []


def test_the_sentences_of_the_model_are_shown_while_one_types() -> None:
    told = schema("services")["properties"]["plain_name"]["description"]

    assert told.startswith("群众平常怎么说")


def test_the_command_writes_them_all(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", str(tmp_path / "schema")])

    assert result.exit_code == 0
    found = {path.stem for path in (tmp_path / "schema").iterdir()}
    assert found == set(KINDS)
    told = json.loads((tmp_path / "schema/alerts.json").read_text(encoding="utf-8"))
    assert told == schema("alerts")


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("service", "new-one", "content/services/new-one.yml"),
        ("event", "qiaodong/new-one", "content/events/qiaodong/new-one.yml"),
    ],
)
def test_a_new_file_names_its_schema(
    tmp_path: Path, kind: str, name: str, path: str
) -> None:
    CliRunner().invoke(main, ["new", kind, name, "--root", str(tmp_path)])

    first = (tmp_path / path).read_text(encoding="utf-8").splitlines()[0]
    lead, _, where = first.partition("$schema=")
    assert lead == "# yaml-language-server: "
    schemas = tmp_path / "site/data/schema"
    schemas.mkdir(parents=True)
    table = path.split("/")[1]
    assert (tmp_path / path).parent.joinpath(where).resolve() == (
        schemas / f"{table}.json"
    )
