"""The house rules as functions: a source in, sentences about what breaks them out.

`test_house.py` asks them of every file, and shows each of them failing on a sample.
A rule names files by pattern from the project's root (fnmatch: `*` crosses folders).
"""

from __future__ import annotations

import ast
import io
import os
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {
    "site",
    "instance",
    "__pycache__",
    ".git",
    ".venv",
    ".site-builds",
    ".cache",
    ".test-output",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}
FILE_LINES = 350
TEST_FILE_LINES = 600
FUNCTION_LINES = 40
RECORD_FIELDS = 10

WEB = ("flask", "flask_wtf", "flask_security", "flask_login", "wtforms", "werkzeug")
ROOMS = ("appointments", "disputes", "home_visits", "letters", "notifications", "staff")
WEB_FILES = (
    *("__init__", "routes", "*_pages", "desk*", "forms", "*_forms", "sign_in"),
)
SIGN_IN_FILES = ("forms_app/staff/datastore.py", "forms_app/staff/judging.py")
SQL_WORDS = {"select", "insert", "update", "delete", "text", "exists", "union"}
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
CLOCK_FILES = ("forms_app/times.py", "build_scripts/cli.py")
COMMIT_FILES = ("forms_app/database.py", "forms_app/migrat*")
SQL_FILES = (
    "forms_app/database.py",
    "forms_app/lookups.py",
    "forms_app/migrat*",
    "forms_app/rotation.py",
    "forms_app/*/models.py",
    "forms_app/*/queries.py",
    "forms_app/*/statements.py",
    "forms_app/*/guards.py",
    *(
        f"forms_app/appointments/{name}.py"
        for name in (
            *("booking", "changes", "counter", "holds", "looks", "moving"),
            *("participants", "pauses", "seats", "tickets", "waiting*", "why_not"),
        )
    ),
    "forms_app/home_visits/requests.py",
    "forms_app/letters/letters.py",
    "forms_app/notifications/outbox.py",
    "forms_app/staff/accounts.py",
    "forms_app/staff/datastore.py",
)


@dataclass(frozen=True, slots=True)
class Ban:
    """Files matching `where` (and not `but`) import none of `modules`."""

    where: str
    modules: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """Modules inside `modules` that are a door."""


BANS = (
    Ban(
        "forms_app/*",
        ("build_scripts",),
        "a broken content file must never stop a booking",
        allowed=("build_scripts.shared", "build_scripts.languages.traditional"),
    ),
    Ban(
        "build_scripts/*",
        ("forms_app", "sqlalchemy", "alembic", *WEB),
        "the build runs without a database and without the forms",
    ),
    Ban(
        "build_scripts/catalogue/*",
        ("build_scripts.pages", "build_scripts.artefacts", "jinja2", "mkdocs"),
        "knowledge does not know its looks",
    ),
    Ban(
        "*",
        ("yaml",),
        "one file speaks YAML",
        but=("build_scripts/catalogue/yaml_source.py", "tests/*"),
    ),
    Ban(
        "*",
        ("mkdocs", "material"),
        "one file speaks to the theme, so that it can be exchanged",
        but=("build_scripts/pages/shell.py", "tests/*"),
    ),
    Ban(
        "forms_app/appointments/*",
        ("forms_app.disputes",),
        "either room can be switched off",
    ),
    Ban(
        "forms_app/disputes/*",
        ("forms_app.appointments",),
        "either room can be switched off",
    ),
    Ban(
        "forms_app/home_visits/*",
        ("forms_app.appointments", "forms_app.disputes"),
        "either room can be switched off",
    ),
    Ban(
        "forms_app/letters/*",
        ("forms_app.appointments", "forms_app.disputes", "forms_app.home_visits"),
        "either room can be switched off",
    ),
    Ban(
        "forms_app/staff/*",
        ("forms_app.appointments", "forms_app.disputes"),
        "sign-in does not know what people do here",
    ),
    Ban(
        "forms_app/notifications/*",
        ("forms_app.appointments", "forms_app.disputes", "forms_app.staff"),
        "the outbox carries what rooms tell it; the rooms know the words",
    ),
    *(
        Ban(
            f"forms_app/{room}/*",
            WEB,
            "rules are tested without a request",
            but=(
                *(f"forms_app/{room}/{name}.py" for name in WEB_FILES),
                *SIGN_IN_FILES,  # Flask-Security's sockets
            ),
            allowed=("flask_security.core.UserMixin",),  # what an account is made of
        )
        for room in ROOMS
    ),
)


def our_files(*patterns: str) -> list[Path]:
    """Files of the project whose name from the root fits; nothing that was made."""
    return [path for path in _every_file() if _fits(name_of(path), patterns)]


@cache
def _every_file() -> tuple[Path, ...]:
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        # A picture has no words that a rule could read.
        found += [Path(folder) / name for name in files if not name.endswith(".png")]
    return tuple(sorted(found))


@cache
def _nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def wrong_imports(name: str, source: str) -> Iterator[str]:
    """Imports that a room may not have."""
    bans = [b for b in BANS if fnmatch(name, b.where) and not _fits(name, b.but)]
    for module in _imports(source):
        for ban in bans:
            if _inside(module, ban.modules) and not _inside(module, ban.allowed):
                yield f"{name} imports {module}: {ban.why}"


def not_in_the_standard_library(name: str, source: str) -> Iterator[str]:
    """What `build_scripts.shared` may not import; records are made by msgspec."""
    for module in _imports(source):
        known = module.partition(".")[0] in sys.stdlib_module_names
        if not known and not _inside(module, ("build_scripts.shared", "msgspec")):
            yield f"{name} imports {module}: the shared rules need little"


def clock_readings(name: str, source: str) -> Iterator[str]:
    """Calls that ask what time it is; the clock is an argument everywhere else."""
    if _fits(name, CLOCK_FILES):
        return
    for call in _calls(source):
        words = ast.unparse(call.func)
        if ".".join(words.split(".")[-2:]) in CLOCK:
            yield f"{name}:{call.lineno} reads the clock"


def sql_outside_its_files(name: str, source: str) -> Iterator[str]:
    """Statements built anywhere but in the files people look for them."""
    if _fits(name, SQL_FILES):
        return
    for node in _nodes(source):
        if isinstance(node, ast.ImportFrom) and _inside(
            node.module or "", ("sqlalchemy",)
        ):
            words = SQL_WORDS.intersection(alias.name for alias in node.names)
            if words:
                yield f"{name}:{node.lineno} builds SQL ({', '.join(sorted(words))})"


def commits(name: str, source: str) -> Iterator[str]:
    """Anything but `transaction()` that ends a transaction."""
    if _fits(name, COMMIT_FILES):
        return
    for call in _calls(source):
        if call.args or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr in ("commit", "rollback", "begin"):
            yield f"{name}:{call.lineno} calls {call.func.attr}(): use transaction()"


def too_long(name: str, source: str) -> Iterator[str]:
    """Files and functions that no longer fit on a page.

    Tests may be longer: a table of cases is read line by line.  A schema is a table too.
    """
    if name.startswith("forms_app/migrations/versions/"):
        return
    tests = name.startswith("tests/")
    lines, most = source.count("\n"), TEST_FILE_LINES if tests else FILE_LINES
    if lines > most:
        yield f"{name} has {lines} lines (at most {most})"
    if tests:
        return
    for node in _nodes(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _lines(node) - _lines_of_its_record(node)
            if length > FUNCTION_LINES:
                yield f"{name}:{node.lineno} {node.name} has {length} lines"


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _lines_of_its_record(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A large record returned field by field reads like a table: it counts as a line."""
    last = function.body[-1]
    if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Call):
        return 0
    return _lines(last) - 1 if len(last.value.keywords) >= RECORD_FIELDS else 0


SILENCED = re.compile(r"#\s*(?P<what>noqa|type:\s*ignore)(?P<rest>.*)")
NOQA_REASON = re.compile(r":\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s+\S.*\w{2,}")
IGNORE_REASON = re.compile(r"\[[a-z, -]+\]")


def silenced_without_a_reason(name: str, source: str) -> Iterator[str]:
    """`noqa` needs its codes and a reason; `type: ignore` at least its codes."""
    if not SILENCED.search(source):
        return
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        found = token.type == tokenize.COMMENT and SILENCED.search(token.string)
        if not found:
            continue
        reason = NOQA_REASON if found["what"] == "noqa" else IGNORE_REASON
        if not reason.match(found["rest"]):
            yield f"{name}:{token.start[0]} silences a check without a reason"


# Brackets keep these patterns from finding themselves.
BELONGS_TO_A_MACHINE = {
    "a package registry's address": re.compile(
        r"pypi[.]org/simple|pythonhosted[.]org|[-]-extra-index|^\s*index-ur[l]|registr[y]\.npm",
        re.MULTILINE,
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.@/-])/(?:home/[a-z]|Users/[A-Za-z]|roo[t]/|wor[k]/|mnt/[a-z])"
    ),
}


def machine_words(name: str, source: str) -> Iterator[str]:
    """Addresses and paths that mean something on one machine only."""
    for what, pattern in BELONGS_TO_A_MACHINE.items():
        found = pattern.search(source)
        if found:
            yield f"{name} names {what}: {found[0].strip()}"


UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b")


def unfinished_words(name: str, source: str) -> Iterator[str]:
    """Marks that say: somebody meant to come back."""
    found = UNFINISHED.search(source)
    if found:
        yield f"{name} says {found[0]}"


def map_of(readme: str) -> list[str]:
    """Paths in README's map: the first words in the code block under its heading."""
    _, _, after = readme.partition("\n## Map of the house\n")
    section, _, _ = after.partition("\n## ")
    blocks = section.split("```")
    lines = blocks[1].splitlines()[1:] if len(blocks) > 2 else []
    return [line.split()[0] for line in lines if line.strip()]


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _inside(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == p or module.startswith(f"{p}.") for p in packages)


def _imports(source: str) -> Iterator[str]:
    """Every imported module; `from a import b` counts as a.b (b may be a module)."""
    for node in _nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _calls(source: str) -> Iterator[ast.Call]:
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            yield node
