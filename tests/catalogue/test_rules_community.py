"""K390–K393: notices end, and what is lost and found gives nothing away."""

from datetime import date
from pathlib import Path

import pytest

from tests.catalogue_builders import edited, problems_of
from tests.learning_files import FIND_PATH, NOTICE, NOTICE_PATH, VOLUNTEERS_PATH


@pytest.mark.parametrize(
    "name",
    [
        "一部红色手机",
        "尾号的卡",
        "钱包，里面有钱",
        "一只写着字的包",
        "一部iPhone",
        "三百元",
        "一张卡，3301",
        "一串很长很长很长的钥匙链子",
    ],
)
def test_a_thing_is_told_so_that_only_its_owner_can_say_more(
    tmp_path: Path, name: str
) -> None:
    files = edited(FIND_PATH, "name: 一串钥匙", f"name: {name}")
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.line, problem.severity) == ("K390", 1, "error")


@pytest.mark.parametrize("name", ["一头山羊", "一辆电动自行车", "一张身份证"])
def test_a_vague_word_is_enough(tmp_path: Path, name: str) -> None:
    assert problems_of(tmp_path, edited(FIND_PATH, "一串钥匙", name)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (FIND_PATH, "when: 2026-11-15", "when: 2026-11-17", "K391", 4),
        (FIND_PATH, "area: qiaodong-huanxi", "area: yunyu", "K214", 5),
        (FIND_PATH, "station: qiaodong-police", "station: police", "K203", 6),
        (NOTICE_PATH, "through: 2026-11-28", "through: 2026-11-27", "K392", 5),
        (NOTICE_PATH, "[qiaodong-justice-office]", "[nowhere]", "K203", 7),
        (NOTICE_PATH, "publisher: county-justice", "publisher: me", "K215", 8),
        (NOTICE_PATH, "areas: [qiaodong]", "areas: [yunyu]", "K214", 6),
        (VOLUNTEERS_PATH, "0000-0000616", "616-616", "K328", 10),
        (VOLUNTEERS_PATH, "agency: county-psb", "agency: x", "K201", 3),
        (VOLUNTEERS_PATH, "[qiaodong-huanxi]", "[yunyu]", "K214", 4),
    ],
)
def test_a_slip_is_refused_at_its_place(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(path, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_what_is_over_need_not_be_reviewed(tmp_path: Path) -> None:
    reviewed = NOTICE.replace("publisher", "review_by: 2026-11-25\npublisher")
    files: dict[str, str | bytes] = {NOTICE_PATH: reviewed}

    while_seen = problems_of(tmp_path, files, today=date(2026, 11, 28))
    afterwards = problems_of(tmp_path, files, today=date(2026, 11, 29))

    assert [(p.code, p.path) for p in while_seen] == [("K365", NOTICE_PATH)]
    assert afterwards == []


def test_somebody_can_say_whether_a_volunteer_is_a_real_one(tmp_path: Path) -> None:
    files = edited(VOLUNTEERS_PATH, "recognise: 到派出所问", "recognise: 戴红袖箍")
    (problem,) = problems_of(tmp_path, files)

    assert (problem.code, problem.line, problem.severity) == ("K393", 7, "warning")
