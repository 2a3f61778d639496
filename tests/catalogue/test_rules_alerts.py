"""K37x: alerts are short and end in time; their links and folders are checked too."""

from pathlib import Path

import pytest

from tests.catalogue_builders import edited, problems_of
from tests.learning_files import ALERT, ALERT_PATH


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("自称公安要转账先挂断", "字" * 21, "K370", 1),
        ("expires: 2027-02-10 18:30", "expires: 2026-11-10 08:00", "K371", 6),
        ("expires: 2027-02-10 18:30", "expires: 2027-05-12 08:00", "K371", 6),
        ("severity: moderate", "severity: severe", "K371", 6),
        (
            "sms: 自称公安要转账的都是骗子。",
            f"sms: {'字字字。' * 17}字字字",
            "K372",
            16,
        ),
        ("broadcast: ", "broadcast: 太短了 #", "K372", 17),
        ("broadcast: ", f"broadcast: {'字字字。' * 35}", "K372", 17),
        ("headline: 自称公安要转账先挂断", f"headline: {'字' * 15}", "K373", 19),
        ("points: [不转账]", "points: [一, 二, 三, 四]", "K373", 20),
        ("points: [不转账]", f"points: [一, {'字' * 19}]", "K373", 20),
        ("[qiaodong-huanxi]", "[yunyu]", "K214", 4),
        ("[qiaodong-huanxi]", "[nowhere]", "K202", 4),
        ("issuer: county-psb", "issuer: county-pbs", "K201", 11),
        ("county-psb}", "county-psb, url: javascript:x}", "K327", 11),
        ('hotline: "110"', 'hotline: "96110"', "K217", 10),
        ("law: id-card-law", "law: id-card", "K206", 13),
        ("articles: [renew-early]", "articles: [renew]", "K208", 14),
        ("expires: 2027-02-10 18:30", "expires: 2027-02-10", "K105", 6),
        ("expires: 2027-02-10 18:30", "expires: 2027-02-30 18:30", "K105", 6),
    ],
)
def test_a_slip_in_an_alert_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(ALERT_PATH, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("自称公安要转账先挂断", "字" * 20),
        ("expires: 2027-02-10 18:30", "expires: 2027-05-10 08:00"),
        ("sms: 自称公安要转账的都是骗子。", f"sms: {'字字字。' * 17}字字"),
        ("broadcast: ", f"broadcast: {'字字字字。' * 26}"),
        ("headline: 自称公安要转账先挂断", f"headline: {'字' * 14}"),
        ("points: [不转账]", f"points: [一, 二, {'字' * 18}]"),
        ("2026-11-10 08:00", "2026-11-10T08:00+08:00"),
    ],
)
def test_an_alert_at_the_limit_is_fine(tmp_path: Path, old: str, new: str) -> None:
    assert problems_of(tmp_path, edited(ALERT_PATH, old, new)) == []


def test_a_new_alert_asks_to_withdraw_the_old_one(tmp_path: Path) -> None:
    newer = {"content/alerts/again.yml": f"{ALERT}replaces: fake-police\n"}
    (problem,) = problems_of(tmp_path, {**newer})

    assert (problem.code, problem.severity) == ("K374", "warning")
    gone = ALERT + "status: withdrawn\nstatus_note: 换成新的了\n"
    assert problems_of(tmp_path, {**newer, ALERT_PATH: gone}) == []


def test_an_alert_replaces_one_that_is_there(tmp_path: Path) -> None:
    newer = ALERT.replace("articles:", "replaces: fake\narticles:")
    (problem,) = problems_of(tmp_path, {"content/alerts/again.yml": newer})

    assert problem.code == "K219"
