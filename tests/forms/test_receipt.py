"""Whoever meddles with the register is found out, by us and by a script without us."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from forms_app import cli, times
from forms_app.disputes import queries, trail
from forms_app.disputes.published import heads as published_heads
from forms_app.disputes.published.receipt import Receipt, receipt_of
from forms_app.disputes.trail import Head
from tests.disputes_builders import MONDAY, OTHER, Register, read, send
from tests.forms.test_trail import problems, without_guards
from tests.house import ROOT

SCRIPT = ROOT / "deploy" / "verify_receipt.py"
Sheet = dict[str, Any]


def run(folder: Path, receipt: Sheet, page: str = "") -> tuple[int, str]:
    """The script as somebody runs it at home."""
    file, site = folder / "receipt.json", folder / "trail.html"
    file.write_text(json.dumps(receipt, ensure_ascii=False), encoding="utf-8")
    site.write_text(page, encoding="utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(file), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def receipt(register: Register) -> Sheet:
    """Of the second of three cases whose lines lie among each other."""
    cases = [register.a_case() for _ in range(3)]
    for step in ("accept", "assign", "plan", "hold"):
        for case_id in cases:
            register.do(case_id, step)
    with Session(register.engine) as session:
        found = receipt_of(session, register.case(cases[1])).as_json()
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]  # it is a sheet


def heads(register: Register) -> dict[int, str]:
    with Session(register.engine) as session:
        return {e.seq: e.hash for e in queries.whole_trail(session)}


def page_of(known: dict[int, str]) -> str:
    lines = "".join(
        f"<li>2026-03-16 第 {n} <code>{h}</code></li>" for n, h in known.items()
    )
    return f"<ul>{lines}</ul>"


def test_a_whole_receipt_fits_what_was_published(
    register: Register, receipt: Sheet, tmp_path: Path
) -> None:
    every = heads(register)
    published = {n: every[n] for n in (6, 9, 15)}

    code, said = run(tmp_path, receipt, page_of(published))

    assert code == 0, said
    assert "和 3 个公布的校验码一致" in said
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 60


def test_a_receipt_shows_nothing_of_others(receipt: Sheet) -> None:
    shown = json.dumps(receipt, ensure_ascii=False)

    cases = {content[1] for content in receipt["lines"].values()}
    assert cases == {2}
    assert len(receipt["links"]) > len(receipt["lines"])
    for secret in ("王小明", OTHER, "王调解", "外机确实对着窗"):
        assert secret not in shown


def flipped(word: str, chance: random.Random) -> str:
    """One character of it is another one."""
    n = chance.randrange(len(word))
    other = chance.choice([c for c in "0123456789abcdef" if c != word[n]])
    return word[:n] + other + word[n + 1 :]


def tampered(receipt: Sheet, chance: random.Random) -> Sheet:
    """The same sheet with one thing changed, left out, or put elsewhere."""
    sheet = deepcopy(receipt)
    links, own = sheet["links"], sheet["lines"]
    seq = chance.choice(sorted(own))

    def swap() -> None:
        a, b = sorted(chance.sample(range(len(links)), 2))
        links[a], links[b] = links[b], links[a]

    def edit() -> None:
        n = chance.randrange(len(own[seq]))
        value = own[seq][n]
        own[seq][n] = flipped(value, chance) if isinstance(value, str) and value else 99

    deeds: list[Callable[[], object]] = [
        swap,
        edit,
        lambda: links.pop(chance.randrange(len(links))),
        lambda: links.insert(chance.randrange(len(links)), "0" * 64),
        lambda: own.update({str(int(seq) + 1): own.pop(seq)}),
        lambda: sheet.update(before=flipped(sheet["before"], chance)),
        lambda: sheet.update(first=sheet["first"] + 1),
        lambda: sheet["head"].__setitem__(1, flipped(sheet["head"][1], chance)),
        lambda: links.__setitem__(0, flipped(links[0], chance)),
    ]
    chance.choice(deeds)()
    return sheet


def test_every_change_of_a_receipt_is_found(
    register: Register, receipt: Sheet, tmp_path: Path
) -> None:
    check = load_script()
    known = heads(register)
    published = {n: known[n] for n in (7, 12)}
    assert check(receipt, published)[0] == []

    for seed in range(300):
        sheet = tampered(receipt, random.Random(seed))
        if sheet != receipt:
            assert check(sheet, published)[0] != [], seed


def load_script() -> Callable[[Sheet, dict[int, str]], tuple[list[str], list[str]]]:
    names: dict[str, Any] = {"__name__": "verify_receipt"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), str(SCRIPT), "exec"), names)
    found: Callable[[Sheet, dict[int, str]], tuple[list[str], list[str]]]
    found = names["check"]
    return found


def test_a_register_that_was_written_anew_does_not_fit_what_was_published(
    register: Register, receipt: Sheet, tmp_path: Path
) -> None:
    published = page_of(heads(register))
    sheet = deepcopy(receipt)
    seq = next(iter(sheet["lines"]))
    sheet["lines"][seq][7] = "没有这回事"
    forge(sheet)

    assert run(tmp_path, sheet)[0] == 0
    code, said = run(tmp_path, sheet, published)

    assert code == 1
    assert "凭证有问题" in said


def forge(sheet: Sheet) -> None:
    """Everything computed anew, as somebody would who owns the database."""

    def digest(words: str) -> str:
        return hashlib.sha256(words.encode()).hexdigest()

    for seq, content in sheet["lines"].items():
        compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        sheet["links"][int(seq) - sheet["first"]] = digest(compact)
    end = sheet["before"]
    for link in sheet["links"]:
        end = digest(end + link)
    sheet["head"][1] = end


COLUMNS = {
    "words": "'x' || words",
    "kind": "'x' || kind",
    "by_name": "'x' || by_name",
    "station": "'x' || station",
    "note_for": "'x'",
    "note_digest": "'00' || note_digest",
    "case_id": "case_id % 3 + 1",
    "shown": "NOT shown",
    "by_id": "by_id + 1",
}


@pytest.mark.parametrize("seed", range(8))
def test_every_change_of_the_register_is_found(
    register: Register, receipt: Sheet, seed: int
) -> None:
    """By us, and by the script that has none of our code."""
    chance = random.Random(seed)
    seq = chance.randrange(1, 15)
    column = chance.choice(sorted(COLUMNS))
    statements = [
        (f"UPDATE case_event SET {column} = {COLUMNS[column]} WHERE seq = {seq}",),
        (f"DELETE FROM case_event WHERE seq = {seq}",),
        (
            f"UPDATE case_event SET seq = 99 WHERE seq = {seq}",
            f"UPDATE case_event SET seq = {seq} WHERE seq = {seq + 1}",
            f"UPDATE case_event SET seq = {seq + 1} WHERE seq = 99",
        ),
    ]
    before = heads(register)
    without_guards(register.engine, *chance.choice(statements))

    with Session(register.engine) as session:
        found = trail.verify_chain(session, register.vault, published=before)
        sheet = the_whole_trail(session)
    assert found
    assert load_script()(sheet, before)[0] != []


def the_whole_trail(session: Session) -> Sheet:
    """The register as a receipt of all its lines: what the script can be asked of."""
    events = list(queries.whole_trail(session))
    lines = {e.seq: trail.content_of(e) for e in events}
    links = tuple(trail.digest_of(e) for e in events)
    whole = Receipt(1, trail.BEGINNING, links, lines, trail.head(session))
    return json.loads(json.dumps(whole.as_json()))  # type: ignore[no-any-return]  # it is a sheet


def test_the_script_finds_no_fault_with_an_untouched_register(
    register: Register, receipt: Sheet
) -> None:
    with Session(register.engine) as session:
        sheet = the_whole_trail(session)
    problems_found, met = load_script()(sheet, heads(register))

    assert problems_found == []
    assert len(met) == 15


def test_a_cut_off_end_is_found_by_what_was_published(
    register: Register, receipt: Sheet
) -> None:
    published = {15: heads(register)[15]}
    without_guards(register.engine, "DELETE FROM case_event WHERE seq = 15")

    assert problems(register) == []
    with Session(register.engine) as session:
        found = trail.verify_chain(session, published=published)
    assert found == ["lines 15 to 15 were cut off"]


def test_the_applicant_takes_a_receipt_home(
    register: Register, client: FlaskClient, tmp_path: Path
) -> None:
    case_id = register.a_case("accept")
    register.a_case()
    assert client.get("/forms/dispute/mine/receipt").status_code == 303
    assert client.get("/forms/dispute/mine/receipt.json").status_code == 303
    code = register.code(case_id)
    send(client, "/forms/dispute/progress", code=code, tail="8000")

    page = read(client, "/forms/dispute/mine/receipt")
    assert "第 1 行" in page.text
    assert "第 3 行" not in page.soup.find("ol").get_text()  # type: ignore[union-attr]  # it is there
    answer = client.get("/forms/dispute/mine/receipt.json")

    assert run(tmp_path, json.loads(answer.get_data()))[0] == 0


def test_heads_are_read_as_they_were_written() -> None:
    known = {date(2026, 3, 16): Head(7, "a" * 64), date(2026, 3, 17): Head(9, "b" * 64)}

    assert published_heads.read_heads(published_heads.write_heads(known)) == known
    assert published_heads.read_heads("") == {}


@pytest.fixture
def installation(
    register: Register,
    tmp_path: Path,
    published_site: Path,
    keys: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DOORSTEP_SITE", str(published_site))
    monkeypatch.setenv("DOORSTEP_INSTANCE", str(keys))
    monkeypatch.setattr("forms_app.migrate.current", lambda _engine: "0")
    monkeypatch.setattr("forms_app.migrate.newest", lambda: "0")
    (tmp_path / "content").mkdir()
    return tmp_path


def say(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.commands[words[0]], list(words[1:]))
    return result.exit_code, result.output


def test_a_head_a_day_is_published_and_looked_at_again(
    register: Register,
    installation: Path,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(times, "now", lambda: MONDAY)
    register.a_case("accept")
    assert say("trail", "publish")[0] == 0
    register.a_case()
    assert say("trail", "publish")[0] == 0
    heads_file = installation / "content" / "trail_heads.yml"
    assert heads_file.read_text().count("2026-03-16") == 2  # id and name of one line
    assert say("trail", "verify")[0] == 0
    assert say("trail")[0] == 0

    without_guards(engine, "DELETE FROM case_event WHERE seq = 3")

    for words in (("trail", "verify"), ("trail",), ("trail", "publish")):
        code, said = say(*words)
        assert code == 1
        assert "lines 3 to 3 were cut off" in said
