"""K384–K387: events have a time, a place and, when changed, a reason."""

from pathlib import Path

import pytest

from tests.catalogue_builders import edited, problems_of
from tests.learning_files import EVENT_PATH


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("starts: 2026-12-04 09:00\n", "starts: 2026-12-04 09:30\n", "K384", 7),
        ("ends: 2026-12-04 11:00", "ends: 2026-12-04 09:00", "K384", 7),
        ("ends: 2026-12-04 11:00", "ends: 2026-12-04 17:00", "K384", 7),
        ("areas:", "place: 院坝\nareas:", "K385", 2),
        ("kind: mobile_van", "kind: lecture", "K385", 2),
        ("change_note: 天气不好，往后推一天。\n", "", "K386", 12),
        ("sequence: 1", "sequence: 0", "K386", 12),
        ("event_status: moved", "event_status: scheduled", "K386", 13),
        ("area: qiaodong-huanxi", "area: nowhere", "K202", 7),
        ("organiser: qiaodong-justice-office", "organiser: nobody", "K215", 9),
        ("number: 0000-0000615", "number: 12345678", "K328", 11),
        ("services: [id-card-renewal]", "services: [x]", "K204", 16),
        ("areas: [qiaodong]", "areas: [yunyu]", "K214", 8),
    ],
)
def test_a_slip_in_an_event_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(EVENT_PATH, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_an_event_ends_after_it_begins(tmp_path: Path) -> None:
    files = edited(EVENT_PATH, "ends: 2026-12-04 16:30", "ends: 2026-12-04 09:00")

    codes = [(p.code, p.line) for p in problems_of(tmp_path, files)]
    assert codes == [("K384", 5), ("K384", 7)]


def test_children_come_with_consent(tmp_path: Path) -> None:
    files = edited(EVENT_PATH, "kind: mobile_van", "kind: junior_police")

    assert "K387" in {p.code for p in problems_of(tmp_path, files)}
