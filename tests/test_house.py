"""The machine keeps the house rules, so that reviews can be about meaning.

First every rule is asked of every file it is for; then each is shown a sample that
breaks it, because a rule that cannot fail keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests import house, house_templates


def _name(part: object) -> str:
    return getattr(part, "__name__", "files")


Rule = Callable[[str, str], Iterator[str]]
PYTHON = ("build_scripts/*.py", "forms_app/*.py", "tests/*.py")
OUR_PYTHON = PYTHON[:2]
WORDS = ("*.html", "*.js", "*.css", "*.yml", "*.md", "*.toml")
DEPLOYED = ("*.lock", "Makefile", ".ci/*", "deploy/*")
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (house.wrong_imports, PYTHON),
    (house.not_in_the_standard_library, ("build_scripts/shared/*.py",)),
    (house.clock_readings, OUR_PYTHON),
    (house.sql_outside_its_files, ("forms_app/*.py",)),
    (house.commits, ("forms_app/*.py",)),
    (house.too_long, PYTHON),
    (
        house_templates.without_a_first_comment,
        ("*/templates/*.html", "*/templates/*.txt", "*/theme/*.html"),
    ),
    (house_templates.scrolled_without_a_key, ("*/templates/*.html", "*/theme/*.html")),
    (house.silenced_without_a_reason, PYTHON),
    (house.unfinished_words, (*PYTHON, "*/templates/*", "*/theme/*", "content/*")),
    (
        house.machine_words,
        (*PYTHON, *WORDS, *DEPLOYED),
    ),
)


@pytest.mark.parametrize(("rule", "where"), RULES, ids=_name)
def test_every_file_keeps_the_rule(rule: Rule, where: tuple[str, ...]) -> None:
    broken = [
        sentence
        for path in house.our_files(*where)
        for sentence in rule(house.name_of(path), path.read_text(encoding="utf-8"))
    ]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("forms_app/web.py", "from build_scripts.catalogue import Catalogue"),
        ("forms_app/web.py", "from build_scripts import catalogue"),
        ("build_scripts/build.py", "import forms_app.database"),
        ("build_scripts/pages/plan.py", "from flask import Flask"),
        ("build_scripts/catalogue/loader.py", "import jinja2"),
        ("build_scripts/catalogue/loader.py", "from build_scripts import pages"),
        ("build_scripts/config.py", "import yaml"),
        ("forms_app/settings.py", "import yaml"),
        ("build_scripts/pages/render.py", "from mkdocs.config import load_config"),
        ("forms_app/appointments/queries.py", "from forms_app.disputes import models"),
        ("forms_app/disputes/routes.py", "import forms_app.appointments.slots"),
        ("forms_app/staff/routes.py", "from forms_app.appointments import queries"),
        ("forms_app/appointments/booking.py", "from flask import request"),
        ("forms_app/disputes/lifecycle.py", "    from wtforms import Form".strip()),
        ("forms_app/staff/accounts.py", "import werkzeug"),
    ],
)
def test_a_forbidden_import_is_seen(name: str, source: str) -> None:
    assert list(house.wrong_imports(name, source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("forms_app/times.py", "from build_scripts.shared import working_days"),
        ("build_scripts/catalogue/yaml_source.py", "import yaml"),
        ("build_scripts/pages/shell.py", "import mkdocs"),
        ("forms_app/appointments/routes.py", "from flask import request"),
        ("forms_app/disputes/models.py", "from forms_app.staff.models import Person"),
    ],
)
def test_a_door_is_open(name: str, source: str) -> None:
    assert not list(house.wrong_imports(name, source))


def test_an_import_inside_a_function_counts_too() -> None:
    source = "def build():\n    import forms_app\n"

    assert list(house.wrong_imports("build_scripts/build.py", source))


def test_the_shared_rules_may_not_borrow_a_library() -> None:
    name = "build_scripts/shared/working_days.py"

    assert list(house.not_in_the_standard_library(name, "import dateutil"))
    assert not list(house.not_in_the_standard_library(name, "import datetime"))


@pytest.mark.parametrize(
    "call",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "dt.date.today()",
        "time.time()",
    ],
)
def test_a_look_at_the_clock_is_seen(call: str) -> None:
    assert list(house.clock_readings("forms_app/appointments/slots.py", call))
    assert not list(house.clock_readings("forms_app/times.py", call))


def test_sql_in_a_page_is_seen() -> None:
    source = "from sqlalchemy import Engine, select"

    assert list(house.sql_outside_its_files("forms_app/disputes/routes.py", source))
    assert not list(house.sql_outside_its_files("forms_app/staff/queries.py", source))


def test_a_commit_of_ones_own_is_seen() -> None:
    for call in ("session.commit()", "connection.rollback()", "engine.begin()"):
        assert list(house.commits("forms_app/disputes/intake.py", call))


def test_a_long_file_and_a_long_function_are_seen() -> None:
    long_file = "x = 1\n" * 351
    long_function = "def f():\n" + "    x = 1\n" * 40

    assert list(house.too_long("forms_app/web.py", long_file))
    assert list(house.too_long("forms_app/web.py", long_function))
    assert not list(house.too_long("forms_app/web.py", "x = 1\n" * 350))
    assert not list(house.too_long("tests/forms/test_x.py", long_function))


def test_a_record_written_field_by_field_counts_as_one_line() -> None:
    fields = "".join(f"        f{n}=1,\n" for n in range(45))
    record = f"def f():\n    return Page(\n{fields}    )\n"
    few = "def f():\n    return g(\n" + "\n" * 45 + "        a=1,\n    )\n"

    assert not list(house.too_long("forms_app/web.py", record))
    assert list(house.too_long("forms_app/web.py", few))


def test_a_template_without_its_first_comment_is_seen() -> None:
    assert list(house_templates.without_a_first_comment("a.html", "<p>您好</p>"))
    assert not list(
        house_templates.without_a_first_comment("a.html", "{#- Sees: x -#}\n<p>")
    )


def test_a_table_that_scrolls_out_of_reach_of_the_keyboard_is_seen() -> None:
    reached = '<div class="ds-scroll" role="region" tabindex="0" aria-label="{{ x }}">'
    assert not list(house_templates.scrolled_without_a_key("a.html", reached))
    assert list(
        house_templates.scrolled_without_a_key("a.html", '<div class="ds-scroll">')
    )


@pytest.mark.parametrize(
    "line",
    ["x  # noqa", "x  # noqa: S105", "x  # type: ignore", "x # noqa: S105 -"],
)
def test_a_silenced_check_without_a_reason_is_seen(line: str) -> None:
    assert list(house.silenced_without_a_reason("a.py", line))


@pytest.mark.parametrize(
    "line",
    ["x  # noqa: S105 - a mark, not a secret", "x  # type: ignore[attr-defined]"],
)
def test_a_silenced_check_with_its_reason_passes(line: str) -> None:
    assert not list(house.silenced_without_a_reason("a.py", line))


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://pypi." + "org/simple",
        "url = https://files.python" + "hosted.org/packages/x.whl",
        "open('/" + "home/somebody/x')",
        "cd /" + "work/x",
    ],
)
def test_an_address_or_path_of_one_machine_is_seen(text: str) -> None:
    assert list(house.machine_words("Makefile", text))


def test_an_unfinished_mark_is_seen() -> None:
    assert list(house.unfinished_words("a.py", "# TO" + "DO: later"))


def test_the_readme_names_only_what_is_there() -> None:
    readme = house.ROOT / "README.md"
    paths = house.map_of(readme.read_text(encoding="utf-8"))
    assert paths, "README.md has no map of the house"
    missing = [path for path in paths if not (house.ROOT / path).exists()]
    assert not missing, missing


def test_the_map_is_read_line_by_line() -> None:
    readme = "# 家门口\n\n## Map of the house\n一句话。\n```\nforms_app/   表单\nMakefile 命令\n```\n"

    assert house.map_of(readme) == ["forms_app/", "Makefile"]
