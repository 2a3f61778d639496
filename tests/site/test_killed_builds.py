"""A build that is killed leaves the old site or the new one, and is simply run again."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts import output
from build_scripts.begin import build_site
from tests.catalogue_builders import SERVICE_PATH, TODAY, a_catalogue_folder
from tests.site.rebuilding import build_with, built_afresh, files


class Killed(BaseException):
    """The process is gone: nothing after this is done."""


def killed_at(call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call-th change of the disk kills the build, and nothing cleans up."""
    left = [call]

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] <= 0:
                raise Killed
            return real(*args, **kwargs)

        return act

    for name in ("link", "fsync"):
        monkeypatch.setattr(os, name, deadly(getattr(os, name)))
    for name in ("mkdir", "rename", "replace", "unlink", "symlink_to", "rmdir", "open"):
        monkeypatch.setattr(Path, name, deadly(getattr(Path, name)))
    monkeypatch.setattr("build_scripts.output._write", deadly(output._write))
    monkeypatch.setattr("build_scripts.output.SiteWriter.abandon", lambda self: None)


class Project:
    """A project of which something has one of three names, and the site of each."""

    def __init__(self, folder: Path, file: str) -> None:
        self.root = a_catalogue_folder(folder / "project")
        self.room = folder / "fresh"
        self.file = self.root / file
        self.plain = self.file.read_text()
        build_site(self.root, self.root / "site", TODAY)
        self.sites = [self._site(turn) for turn in range(3)]
        self.rename(0)
        build_site(self.root, self.root / "site", TODAY)

    def rename(self, turn: int) -> None:
        """With three names no build finds the folder of the one before last as it is."""
        self.turn = turn % 3
        name = f"name: {'甲乙丙'[self.turn]}"
        self.file.write_text(self.plain.replace("name: ", name, 1))

    def stands(self, *turns: int) -> bool:
        live = files((self.root / "site").resolve())
        return live in [self.sites[turn % 3] for turn in turns]

    def _site(self, turn: int) -> dict[str, bytes]:
        self.rename(turn)
        return built_afresh(self.root, self.room)[0]


@pytest.mark.slow
@pytest.mark.parametrize(("start", "stride"), [(at, 36) for at in (0, 12, 24)])
def test_killed_at_any_moment_and_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int, stride: int
) -> None:
    """After the start-th change of the disk, and so on: the old site or the new one."""
    project = Project(tmp_path, SERVICE_PATH)
    root = project.root
    call, survived = start + 1, False
    while not survived:
        project.rename(project.turn + 1)
        killed_at(call, monkeypatch)
        try:
            build_site(root, root / "site", TODAY)
            survived = True
        except Killed:
            pass
        monkeypatch.undo()

        assert project.stands(project.turn - 1, project.turn), call
        build_site(root, root / "site", TODAY)
        assert project.stands(project.turn), call
        call += stride
    assert call > 20


@pytest.mark.slow
def test_really_killed_and_run_again(tmp_path: Path) -> None:
    """SIGKILL at moments of its own choosing, workers and all."""
    project = Project(tmp_path, "site_config.yml")
    chance = random.Random(7)
    for _ in range(6):
        project.rename(project.turn + 1)
        process = build_with(project.root, 2)
        try:
            process.communicate(timeout=chance.uniform(0.2, 1.5))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        assert project.stands(project.turn - 1, project.turn)
        with build_with(project.root, 2) as again:
            assert again.communicate()[0].startswith("True")
        assert project.stands(project.turn)
