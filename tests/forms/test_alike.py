"""The measurement of the look-up says when times tell something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms_app.alike import TELLABLE, Times, measure
from forms_app.settings import Settings


@pytest.mark.parametrize(
    ("filed", "never", "share"),
    [([1, 2, 3], [1, 2, 3], 0.5), ([5, 6], [1, 2], 1.0), ([1, 2], [5, 6], 0.0)],
)
def test_half_of_the_pairs_is_what_nobody_can_tell(
    filed: list[float], never: list[float], share: float
) -> None:
    found = Times(filed, never)

    assert found.slower == share
    assert (abs(found.slower - 0.5) > TELLABLE) is (share != 0.5)


@pytest.mark.slow
def test_it_measures_on_a_database_of_its_own(
    settings: Settings, tmp_path: Path
) -> None:
    own = replace(settings, database_url=f"sqlite:///{tmp_path / 'own.db'}")
    found = measure(own, tries=5)

    assert len(found.filed) == len(found.never) == 5
