"""The editors' handbook says what the model says, and all of it."""

from __future__ import annotations

import pytest
from msgspec.structs import fields

from build_scripts.catalogue.editor_schema import FILLED_IN, KINDS, schema
from build_scripts.catalogue.explain import explanations
from build_scripts.catalogue.field_docs import field_sentences
from build_scripts.catalogue.folder import REGISTERS
from build_scripts.catalogue.model import Service
from build_scripts.pages.handbook import (
    KIND_NAMES,
    handbook_index,
    kind_address,
    kind_page,
    rules_page,
)
from tests.site_builders import BuiltSite, a_catalogue


def test_every_kind_of_file_has_a_name_for_editors() -> None:
    assert set(KIND_NAMES) == set(KINDS)


def test_the_list_leads_to_every_kind_and_to_the_rules() -> None:
    groups = handbook_index(a_catalogue()).groups
    urls = [link.url for group in groups for link in group.links]

    assert sorted(urls) == sorted([*map(kind_address, KINDS), "handbook/rules.html"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_told_in_the_model_s_own_sentence(kind: str) -> None:
    own, *_ = kind_page(a_catalogue(), kind).groups
    table = KINDS[kind]
    left_out = FILLED_IN if table in REGISTERS else (*FILLED_IN, "id")
    sentences = field_sentences(table.type)
    told = {row.name: row.sentence for row in own.rows}

    assert told == {
        field.name: sentences[field.name]
        for field in fields(table.type)
        if field.name not in left_out
    }
    assert all(told.values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_is_what_the_schema_wants(kind: str) -> None:
    own, *_ = kind_page(a_catalogue(), kind).groups
    told = schema(kind)
    record = told["properties"][kind]["items"] if kind in told["properties"] else told

    assert {row.name for row in own.rows if row.needed} == set(record["required"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_of_fields_is_explained_on_the_same_page(kind: str) -> None:
    groups = kind_page(a_catalogue(), kind).groups
    anchors = [group.anchor for group in groups]

    assert len(set(anchors)) == len(anchors)
    wanted = {row.anchor for group in groups for row in group.rows if row.anchor}
    assert wanted <= set(anchors)
    assert all(row.sentence for group in groups for row in group.rows)


@pytest.mark.parametrize(
    ("field", "example"),
    [
        ("plain_name", "plain_name: 换身份证"),
        ("kind", "kind: licence"),
        ("audience", "audience: [person]"),
        ("visits", "visits: 1"),
        ("free", "free: true"),
        ("reviewed_on", "reviewed_on: 2026-11-22"),
        ("eligibility", ""),
    ],
)
def test_an_example_is_as_it_stands_in_a_file(field: str, example: str) -> None:
    own, *_ = kind_page(a_catalogue(), "services").groups
    (row,) = [row for row in own.rows if row.name == field]

    assert row.example == example


def test_the_choices_are_those_of_the_model() -> None:
    own, *_ = kind_page(a_catalogue(), "services").groups
    (row,) = [row for row in own.rows if row.name == "project_type"]

    assert row.choices == ("instant", "promised")


def test_every_rule_is_told_with_its_advice() -> None:
    told = [rule for group in rules_page(a_catalogue()).groups for rule in group.rules]

    assert [rule.code for rule in told] == list(explanations())
    assert all(rule.advice and rule.english for rule in told)


def test_the_pages_show_it(sample_site: BuiltSite) -> None:
    page = sample_site.text("handbook/services.html")

    assert field_sentences(Service)["visits"] in page
    assert "content/services/" in page
    assert "doorstep new service" in page
    assert "K303" in sample_site.text("handbook/rules.html")
