"""`doorstep check` as an editor sees it: ten broken copies, mutations, exit codes."""

import random
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from build_scripts import cli
from build_scripts.catalogue.check import check_catalogue
from build_scripts.catalogue.explain import explanations
from build_scripts.commands import FORMS_COMMANDS
from forms_app.cli import commands
from tests import catalogue_builders as sample
from tests.catalogue_builders import ARTICLE_PATH, SERVICE_PATH, STATION_PATH, edited

PLACED = re.compile(r"^(\S+):(\d+):(\d+): (K\d{3}) (.+)$", re.MULTILINE)
KINDS = [
    "service",
    "material",
    "law",
    "life_event",
    "station",
    "area",
    "article",
    "page",
    "alert",
    "quiz",
    "event",
    "notice",
    "volunteers",
    "lost_found",
    "form",
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments))


def check(root: Path) -> Result:
    return run("check", "--root", str(root))


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "today", lambda: sample.TODAY)


def test_a_clean_catalogue_is_said_to_be_clean(tmp_path: Path) -> None:
    result = check(sample.a_catalogue_folder(tmp_path))

    assert result.exit_code == 0
    assert result.output == "0 处错误，0 处提醒。(0 errors, 0 warnings)\n"


BROKEN_COPIES = {
    "tab": (edited(STATION_PATH, "  regular:", "\tregular:"), 10, "K006"),
    "full-width colon": (edited(SERVICE_PATH, "topic: ", "topic："), 8, "K010"),
    "full-width digits": (edited(SERVICE_PATH, "visits: 1", "visits: １"), 21, "K104"),
    "duplicate key": (edited(SERVICE_PATH, "visits: 1", "kind: other"), 21, "K009"),
    "anchor": (edited(SERVICE_PATH, "kind: c", "kind: &a c"), 5, "K008"),
    "100 KB of brackets": ({SERVICE_PATH: "[" * 100_000}, 1, "K007"),
    "GBK": ({SERVICE_PATH: sample.SERVICE.encode("gbk")}, 1, "K002"),
    "unknown key": (edited(SERVICE_PATH, "visits:", "visit:"), 21, "K102"),
    "dangling id": (edited(SERVICE_PATH, "topic: id-card", "topic: x"), 8, "K209"),
    "promise too long": (edited(SERVICE_PATH, "n: 20", "n: 200"), 20, "K303"),
    "ID number": (
        edited(ARTICLE_PATH, "身份证快到期了", "11010519491231002X"),
        13,
        "K401",
    ),
}


@pytest.mark.parametrize("name", BROKEN_COPIES)
def test_a_broken_copy_gets_a_sentence_and_a_place(tmp_path: Path, name: str) -> None:
    files, line, code = BROKEN_COPIES[name]
    root = sample.a_catalogue_folder(tmp_path, files)
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}

    result = check(root)

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    places = [(m[1], int(m[2]), m[4]) for m in PLACED.finditer(result.output)]
    assert (next(iter(files)), line, code) in places
    after = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert after == before


def test_a_problem_is_told_in_chinese_then_english(tmp_path: Path) -> None:
    files = edited(SERVICE_PATH, "topic: id-card", "topic: id-crad")

    assert check(sample.a_catalogue_folder(tmp_path, files)).output == (
        f"{SERVICE_PATH}:8:8: K209 没有编号是“id-crad”的主题 — 是不是“id-card”？\n"
        "    there is no topic 'id-crad' — did you mean 'id-card'?\n"
        "1 处错误，0 处提醒。(1 errors, 0 warnings)\n"
    )


def test_warnings_do_not_fail(tmp_path: Path) -> None:
    result = check(
        sample.a_catalogue_folder(tmp_path, edited(SERVICE_PATH, '"11"', '"12"'))
    )

    assert result.exit_code == 0
    assert "K207 提醒：" in result.output
    assert "0 处错误，1 处提醒。" in result.output


def test_our_own_mistake_is_one_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_scripts.catalogue.check.read_folder", lambda root: 1 / 0)
    result = check(tmp_path)

    assert result.exit_code == 1
    assert "程序自己出了错(ZeroDivisionError" in result.output
    assert "Traceback" not in result.output


SIGNS = (
    *"\t：“”[]{}&*!%@`|>#,'\"-?\r\ufeff\x00０\u2028",
    "- ",
    ": ",
    "：\n",
    "\n---\n",
    "&a ",
    "<b>",
    "9" * 30,
)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """One slip of the keyboard, the disk or the network."""
    slip = dice.randrange(6)
    if slip == 0:
        at = dice.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
    if slip == 1:
        at = dice.randrange(len(data))
        return data[:at] + bytes([dice.randrange(256)]) + data[at:]
    text = data.decode("utf-8", errors="surrogateescape")
    at = dice.randrange(len(text))
    cut = at + dice.randrange(1, 40)
    line = dice.choice(text.splitlines(keepends=True))
    after = {
        2: text[:at],
        3: text[:at] + text[cut:],
        4: text[:at] + dice.choice(SIGNS) + text[at:],
        5: text[:at] + line + text[at:],
    }[slip]
    return after.encode("utf-8", errors="surrogateescape")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_to_a_file_there_is_a_place_and_no_traceback(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    root = sample.a_catalogue_folder(tmp_path)
    paths = sorted(sample.FILES)
    for _ in range(60):
        path = dice.choice(paths)
        data = sample.FILES[path].encode()
        for _ in range(dice.randrange(1, 4)):
            data = mutated(data, dice) or b"x"
        (root / path).write_bytes(data)

        catalogue, problems = check_catalogue(root, sample.TODAY)

        assert all(p.path and p.line >= 1 and p.column >= 1 for p in problems)
        assert all(p.code and p.zh and p.en for p in problems)
        errors = [p for p in problems if p.severity == "error"]
        assert (catalogue is None) == bool(errors)
        (root / path).write_text(sample.FILES[path], encoding="utf-8")


def test_every_code_is_explained() -> None:
    assert len(explanations()) > 80
    for code, words in explanations().items():
        assert words.startswith(f"{code}: ")
        assert re.search("[\u4e00-\u9fff]", words), code
        assert run("explain", code).output.strip() == words


def test_an_unknown_code_is_a_sentence() -> None:
    result = run("explain", "K999")

    assert result.exit_code == 1
    assert "没有“K999”这个代码" in result.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_only_lacks_its_contents(tmp_path: Path, kind: str) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    result = run("new", kind, "brand-new", "--root", str(root))

    assert result.exit_code == 0
    path = next(root.rglob("brand-new.*")).relative_to(root).as_posix()
    assert path in result.output
    problems = check_catalogue(root, sample.TODAY)[1]
    assert {p.path for p in problems} == {path}
    assert {p.code for p in problems} <= {"K101", "K108"}


def test_a_new_file_explains_its_fields(tmp_path: Path) -> None:
    run("new", "service", "brand-new", "--root", str(tmp_path))
    text = (tmp_path / "content/services/brand-new.yml").read_text(encoding="utf-8")

    assert "# 群众平常怎么说，例如“换身份证”。\nplain_name: " in text
    assert "path:" not in text


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    result = run("new", "service", "id-card-renewal", "--root", str(root))

    assert result.exit_code == 1
    assert "已经有了" in result.output
    assert (root / SERVICE_PATH).read_text(encoding="utf-8") == sample.SERVICE


@pytest.mark.parametrize("record_id", ["../x", "A", "a/b/c", "a/../b", "", "/etc/x"])
def test_an_odd_id_makes_no_file(tmp_path: Path, record_id: str) -> None:
    result = run("new", "article", record_id, "--root", str(tmp_path))

    assert result.exit_code == 1
    assert "不能做编号" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_register_gets_a_paragraph_to_paste(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    result = run("new", "hotline", "fire", "--root", str(root))

    assert "content/hotlines.yml" in result.output
    assert "  - id: fire\n    # 名称。\n    name:" in result.output


def test_an_unknown_kind_is_a_sentence(tmp_path: Path) -> None:
    result = run("new", "cat", "x", "--root", str(tmp_path))

    assert result.exit_code == 1
    assert "没有“cat”这一类" in result.output


def test_help_names_the_commands_of_both_halves() -> None:
    output = run("--help").output

    for name in ("check", "build", "serve", "new", "explain", *FORMS_COMMANDS):
        assert name in output


def test_the_forms_commands_listed_are_those_there_are() -> None:
    assert set(FORMS_COMMANDS) == set(commands)
    for name, command in commands.items():
        context = click.Context(cli.main)
        assert cli.main.get_command(context, name) is command


def test_help_imports_neither_half() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from build_scripts import cli;"
        "CliRunner().invoke(cli.main, ['--help'], catch_exceptions=False);"
        "print(sorted({'yaml', 'mkdocs', 'forms_app', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_no_code_means_one_thing_here_and_another_there() -> None:
    """Within a file a code may stand on two functions that look at two kinds of text."""
    where: dict[str, set[str]] = {}
    for file in sorted(Path(cli.__file__).parent.glob("catalogue/*.py")):
        for code in re.findall(r'^ +"""(K\d{3}): ', file.read_text("utf-8"), re.M):
            where.setdefault(code, set()).add(file.name)

    assert {code: files for code, files in where.items() if len(files) > 1} == {}
