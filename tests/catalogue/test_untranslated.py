"""`doorstep translations`: the places that still wait for a translator."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from build_scripts import cli
from tests.catalogue_builders import SERVICE_PATH, a_catalogue_folder, edited


def told(root: Path, *language: str) -> str:
    asked = ["translations", *language, "--root", str(root)]
    result = CliRunner().invoke(cli.main, asked)
    assert result.exit_code == 0, result.output
    return result.output


def test_nothing_is_asked_of_records_without_a_name_in_the_language(
    tmp_path: Path,
) -> None:
    assert told(a_catalogue_folder(tmp_path)).startswith("0 处没有译文。")


def test_every_text_left_is_named_with_its_line_and_the_mark_to_write(
    tmp_path: Path,
) -> None:
    name = "name: 居民身份证换领"
    both = "name: {zh-Hans: 居民身份证换领, en: Renew a card}"
    root = a_catalogue_folder(tmp_path, edited(SERVICE_PATH, name, both))
    lines = told(root, "en").splitlines()

    assert lines[0].startswith(f"{SERVICE_PATH}:1: 没有写译的是哪一版")
    assert any(
        line.startswith(f"{SERVICE_PATH}:2: 没有 en 译文：换身份证") for line in lines
    )
    assert not any("居民身份证换领" in line for line in lines)
    assert told(root, "ar").startswith("0 处没有译文。")
