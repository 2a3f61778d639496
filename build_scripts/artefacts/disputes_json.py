"""What catalogue.json says of disputes: kinds, ways, and the table that proposes one."""

from __future__ import annotations

from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Citation, DisputeType, Triage, Way
from build_scripts.catalogue.public import gist_of
from build_scripts.pages.addresses import address
from build_scripts.pages.labels import WAY_KIND

Json = dict[str, Any]


def dispute_type_json(catalogue: Catalogue, kind: DisputeType) -> Json:
    return {
        "id": kind.id,
        "name": kind.name,
        "examples": list(kind.examples),
        "proposal": kind.proposal,
        "intake": kind.intake,
        "sensitive": kind.sensitive,
        "not_for": kind.not_for,
        "facts_to_tell": list(kind.facts_to_tell),
        "bring": list(kind.bring),
        "time_limit": kind.time_limit,
        "url": address(kind),
        "ways": [_way(catalogue, way) for way in kind.ways],
    }


def _way(catalogue: Catalogue, way: Way) -> Json:
    return {
        "kind": way.kind,
        "kind_label": WAY_KIND[way.kind],
        "station_kind": way.station_kind,
        "who": way.who,
        "cost": way.cost,
        "time": way.time,
        "effect": way.effect,
        "citations": [_citation(catalogue, c) for c in way.legal_basis],
    }


def _citation(catalogue: Catalogue, citation: Citation) -> Json:
    law = catalogue.laws.get(citation.law)
    return {
        "law": citation.law,
        "law_name": law.name if law else citation.law,
        "article": citation.article,
        "gist": citation.note or gist_of(law, citation.article),
        "url": address(law) if law else "",
    }


def triage_json(catalogue: Catalogue, table: Triage) -> Json:
    return {
        "id": table.id,
        "questions": [
            {
                "id": question.id,
                "ask": question.ask,
                "hint": question.hint,
                "options": [
                    {"value": option.value, "text": option.text}
                    for option in question.options
                ],
            }
            for question in table.questions
        ],
        "rules": [
            {
                "id": rule.id,
                "when": [
                    {"question": c.question, "answers": list(c.answers)}
                    for c in rule.when
                ],
                "way": rule.way,
                "say": rule.say,
                "citations": [_citation(catalogue, c) for c in rule.legal_basis],
                "checked_on": rule.checked_on.isoformat(),
            }
            for rule in table.rules
        ],
    }
