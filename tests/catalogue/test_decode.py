"""From text to the model: a table of values, and every K1xx shown."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from build_scripts.catalogue.decode import decode
from build_scripts.catalogue.model import Law, Text
from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import Interval, MonthDay


class Item(Frozen, kw_only=True):
    name: Text
    """名字。"""
    count: int = 1


class Sample(Frozen, kw_only=True):
    id: str = "x"
    words: Text = Text("")
    code: str = ""
    count: int = 0
    amount: Decimal = Decimal(0)
    good: bool = False
    day: date | None = None
    open: Interval | None = None
    start: MonthDay | None = None
    kind: Literal["police", "justice", ""] = ""
    tags: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()
    item: Item | None = None


class Strict(Frozen, kw_only=True):
    name: Text
    """名称。"""
    tags: tuple[Text, ...]
    """至少一条。"""


def read(**tree: Any) -> Sample:
    sample, problems = decode(Sample, tree, "x.yml")
    assert not problems
    assert sample is not None
    return sample


def refused(cls: type = Sample, **tree: Any) -> list[Problem]:
    instance, problems = decode(cls, tree, "x.yml")
    assert instance is None
    return problems


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("words", " 您好 ", "您好"),
        ("words", {"zh-Hans": "您好", "en": "Hello"}, "您好"),
        ("code", "0000-0000001", "0000-0000001"),
        ("count", "20", 20),
        ("count", "007", 7),
        ("amount", "12.50", Decimal("12.50")),
        ("good", "true", True),
        ("good", "是", True),
        ("good", "Yes", True),
        ("good", "no", False),
        ("good", "否", False),
        ("day", "2026-02-28", date(2026, 2, 28)),
        ("open", "8:30-12:00", Interval(510, 720)),
        ("open", "00:00-24:00", Interval(0, 1440)),
        ("start", "05-01", MonthDay(5, 1)),
        ("kind", "justice", "justice"),
        ("kind", None, ""),
        ("tags", ["甲", "乙"], ("甲", "乙")),
        ("tags", [], ()),
        ("tags", None, ()),
        ("items", [{"name": "甲", "count": "2"}], (Item(name=Text("甲"), count=2),)),
        ("item", {"name": "甲"}, Item(name=Text("甲"))),
        ("item", None, None),
    ],
)
def test_text_becomes_the_type_of_its_field(field: str, typed: Any, value: Any) -> None:
    assert getattr(read(**{field: typed}), field) == value


def test_translations_travel_with_the_chinese() -> None:
    words = read(words={"zh-Hans": "您好", "en": "Hello", "ug-Arab": "ياخشى"}).words

    assert words.translations == {"en": "Hello", "ug-Arab": "ياخشى"}


@pytest.mark.parametrize(
    ("field", "typed", "code", "pointer", "hint"),
    [
        ("wrods", "甲", "K102", "wrods#", "words"),
        ("zzzz", "甲", "K102", "zzzz#", "tags"),
        ("kind", "polise", "K103", "kind", "police"),
        ("kind", "Police", "K103", "kind", "police"),
        ("good", "maybe", "K103", "good", "true"),
        ("count", "二十", "K104", "count", "20"),
        ("count", "２０", "K104", "count", "20"),
        ("count", "-1", "K104", "count", ""),
        ("count", "1.5", "K104", "count", ""),
        ("count", "9" * 5000, "K104", "count", ""),
        ("amount", "20元", "K104", "amount", ""),
        ("amount", "1e3", "K104", "amount", ""),
        ("amount", "２０．５", "K104", "amount", "20.5"),
        ("day", "2026-02-29", "K105", "day", "2026-11-02"),
        ("day", "2026年1月3日", "K105", "day", "2026-01-03"),
        ("day", "2026/1/3", "K105", "day", "2026-01-03"),
        ("day", "２０２６-０１-０３", "K105", "day", "2026-01-03"),
        ("day", "2026-W01-1", "K105", "day", ""),
        ("start", "5月1日", "K105", "start", '"05-01"'),
        ("start", "02-30", "K105", "start", ""),
        ("start", "W1-1", "K105", "start", ""),
        ("open", "08：30－12：00", "K106", "open", "08:30-12:00"),
        ("open", "０８:３０-１２:００", "K106", "open", "08:30-12:00"),
        ("open", "8:30~12:00", "K106", "open", "08:30-12:00"),
        ("open", "12:00-08:30", "K106", "open", ""),
        ("open", "08:30", "K106", "open", ""),
        ("open", "24:30-25:00", "K106", "open", ""),
        ("words", ["甲"], "K107", "words", ""),
        ("count", {"a": "1"}, "K107", "count", ""),
        ("tags", "甲", "K107", "tags", "- "),
        ("items", ["甲"], "K107", "items/0", "英文冒号"),
        ("item", "name：甲", "K107", "item", "中文冒号"),
        ("words", "  ", "K108", "words", ""),
        ("tags", ["甲", None], "K108", "tags/1", ""),
        ("items", [{"name": ""}], "K108", "items/0/name", "名字。"),
        ("words", "<b>重要</b>", "K109", "words", ""),
        ("words", "a>b", "K109", "words", ""),
        ("words", "响\x07铃", "K109", "words", ""),
        ("words", "倒\u202e过来", "K109", "words", ""),
        ("words", "隔\u2066开", "K109", "words", ""),
        ("words", {"zh-Hans": "好", "en": "<i>"}, "K109", "words/en", ""),
        ("code", "００００-０００１", "K109", "code", '"0000-0001"'),
        ("code", "“110”", "K109", "code", '"110"'),
        ("words", {"en": "Hello"}, "K101", "words", "zh-Hans"),
        ("words", {"zh-Hans": "好", "English": "x"}, "K102", "words/English#", "en"),
        ("id", "Foo_Bar", "K110", "id", "id-card-renewal"),
        ("id", "a" * 65, "K110", "id", ""),
        ("id", "../etc", "K110", "id", ""),
    ],
)
def test_a_wrong_value_is_named_with_a_way_out(
    field: str, typed: Any, code: str, pointer: str, hint: str
) -> None:
    problems = refused(**{field: typed})

    assert [(problem.code, problem.pointer) for problem in problems] == [
        (code, pointer)
    ]
    assert hint in f"{problems[0].hint_zh}{problems[0].zh}"


def test_a_missing_field_brings_its_sentence() -> None:
    problems = refused(Strict)

    assert [(p.code, p.hint_zh) for p in problems] == [
        ("K101", "名称。"),
        ("K101", "至少一条。"),
    ]


def test_an_obligatory_list_must_not_be_empty() -> None:
    problems = refused(Strict, name="甲", tags=[])

    assert [(p.code, p.pointer) for p in problems] == [("K101", "tags")]


def test_a_mistyped_mandatory_field_is_reported_once() -> None:
    problems = refused(Strict, nmae="甲", tags=["乙"])

    assert [(p.code, p.pointer) for p in problems] == [("K102", "nmae#")]


def test_all_problems_of_a_file_come_together() -> None:
    problems = refused(count="x", day="y", kind="z", open="w")

    assert [problem.code for problem in problems] == ["K104", "K105", "K106", "K103"]


def test_a_flood_of_problems_is_cut() -> None:
    assert len(refused(tags=[None] * 10_000)) == 50
    assert len(refused(**{f"field{n}": "x" for n in range(1000)})) == 50


def test_fields_of_the_program_are_not_the_editors() -> None:
    law = {
        "id": "mine",
        "name": "甲",
        "level": "law",
        "issuer": "乙",
        "effective_on": "2020-01-01",
        "checked_on": "2026-01-01",
    }
    given = {"id": "x", "path": "content/laws/x.yml"}

    _, problems = decode(Law, law, "content/laws/x.yml", given)
    assert [(p.code, p.pointer) for p in problems] == [("K102", "id#")]

    del law["id"]
    record, _ = decode(Law, law, "content/laws/x.yml", given)
    assert record is not None
    assert (record.id, record.path) == ("x", "content/laws/x.yml")


def test_a_record_of_a_register_knows_its_place() -> None:
    _, problems = decode(Item, {"name": None}, "x.yml", {}, "items/3")

    assert [problem.pointer for problem in problems] == ["items/3/name"]
