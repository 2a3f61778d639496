"""`doorstep sheets`: only what changed since it was printed is printed again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_scripts import cli
from build_scripts.pages.placards.every import Sheet, every_sheet
from build_scripts.printed import CHANGED, NEW, OVER, Mark, Printed, why_again
from tests import catalogue_builders as sample
from tests.site_builders import TODAY, a_catalogue

STATION = "content/stations/qiaodong-police-station.yml"


def a_sheet(**changes: object) -> Sheet:
    given: dict[str, object] = {
        "key": "station/s#door",
        "kind": "门牌卡",
        "name": "一所",
        "place": "桥东镇",
        "url": "v/x.html#door",
        "check": "aaaa",
        "valid_to": date(2027, 5, 1),
    }
    return Sheet(**(given | changes))  # type: ignore[arg-type]


def sheets(root: Path, *more: str) -> Result:
    return CliRunner().invoke(cli.main, ["sheets", "--root", str(root), *more])


def test_every_kind_of_sheet_is_counted_once() -> None:
    found = list(every_sheet(a_catalogue(), TODAY))
    keys = [sheet.key for sheet in found]
    assert len(keys) == len(set(keys))
    assert {
        "area/huanxi",
        "station/qiaodong-police-station#door",
        "station/qiaodong-police-station#pledges",
        "station/qiaodong-police-station#finds",
        "service/id-card-renewal#guide",
        "alert/fake-police-call#poster",
        "event/van#news",
        "notice/power-cut#news",
        "board/qd01",
    } <= set(keys)
    assert "area/qiaodong" not in keys


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        (None, NEW),
        (Mark(date(2026, 11, 1), "bbbb", None), CHANGED),
        (Mark(date(2026, 11, 1), "aaaa", date(2026, 11, 19)), OVER),
        (Mark(date(2026, 11, 1), "aaaa", date(2026, 11, 20)), ""),
        (Mark(date(2026, 11, 1), "aaaa", None), ""),
    ],
)
def test_why_a_sheet_is_printed_again(mark: Mark | None, why: str) -> None:
    assert why_again(a_sheet(), mark, TODAY) == why


def test_what_hung_on_a_day_is_the_last_mark_until_then() -> None:
    printed = Printed()
    printed.mark([a_sheet()], date(2026, 11, 1))
    printed.mark([a_sheet()], date(2026, 11, 2))
    printed.mark([a_sheet(check="bbbb")], date(2026, 11, 5))
    printed.mark([a_sheet(check="cccc")], date(2026, 11, 5))
    assert [mark.on.day for mark in printed.marks["station/s#door"]] == [1, 5]
    assert printed.as_of("station/s#door", date(2026, 10, 31)) is None
    for day, check in ((4, "aaaa"), (5, "cccc"), (9, "cccc")):
        mark = printed.as_of("station/s#door", date(2026, 11, day))
        assert mark is not None
        assert mark.check == check


def test_after_a_mark_only_what_changed_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    monkeypatch.setattr(cli, "today", lambda: date(2026, 11, 22))
    first = sheets(root, "--mark")
    assert "还没印过" in first.output
    assert "要印 0 张" in sheets(root).output

    monkeypatch.setattr(cli, "today", lambda: date(2026, 11, 25))
    station = root / STATION
    station.write_text(
        station.read_text().replace("address:", "transport: 2路\naddress:")
    )
    assert "要印 0 张" in sheets(root).output, "how to get there is not printed"
    station.write_text(station.read_text().replace("name: ", "name: 新", 1))
    changed = sheets(root).output
    assert "门牌卡 新" in changed
    assert "村里的一张纸" in changed, "the villages it answers for name it as well"
    assert "办事指南" not in changed or "内容变了" in changed

    sheets(root, "--mark")
    assert "要印 0 张" in sheets(root).output
    assert "门牌卡 新" in sheets(root, "--since", "2026-11-23").output
    assert "要印 0 张" in sheets(root, "--since", "2026-11-25").output


def test_what_is_no_more_is_to_be_taken_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    monkeypatch.setattr(cli, "today", lambda: date(2026, 11, 22))
    sheets(root, "--mark")
    monkeypatch.setattr(cli, "today", lambda: date(2027, 2, 11))
    said = sheets(root).output
    assert "请揭下：alert/fake-police#poster" in said


def test_a_broken_register_is_a_sentence_and_stays(tmp_path: Path) -> None:
    root = sample.a_catalogue_folder(tmp_path)
    for words in ("{", "[]", json.dumps({"sheets": {"a": [["x"]]}})):
        (root / "printed.json").write_text(words)
        result = sheets(root, "--mark")
        assert result.exit_code == 1
        assert "读不懂" in result.output
        assert (root / "printed.json").read_text() == words
