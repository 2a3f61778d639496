"""K46x: only real, modest pictures with an owner and with words are let in."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from build_scripts.catalogue.folder import content_files
from build_scripts.catalogue.pictures import MAX_PICTURE, look_at, scaled
from build_scripts.catalogue.stored import read_file
from build_scripts.problems import Problem
from tests.catalogue_builders import a_catalogue_folder, edited, problems_of
from tests.picture_builders import a_bomb, a_photo, a_picture

PLACE = "content/images/qiaodong/door.jpg"
STATION = "content/stations/qiaodong-police-station.yml"
ARTICLE = "content/articles/renew-early.md"


def shown(
    words: str = "派出所大门", file: str = "qiaodong/door.jpg", field: str = "image"
) -> str:
    return f"{field}: {{file: {file}, alt: {words}}}\naddress:"


def with_picture(data: bytes = b"", **more: str) -> dict[str, str | bytes]:
    image = shown(**more)
    return {PLACE: data or a_picture(), **edited(STATION, "address:", image)}


def test_a_picture_of_a_station_is_fine(tmp_path: Path) -> None:
    assert problems_of(tmp_path, with_picture()) == []


def test_a_picture_is_known_as_one_in_any_process(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path, with_picture())
    (file,) = (f for f in content_files(root)[0] if f.path == PLACE)
    sent = pickle.loads(pickle.dumps(file))
    assert read_file(sent, a_picture()).problems == ()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (a_bomb(), "K462", "图片像素太多"),
        (a_bomb((8_000, 7_000)), "K462", "图片有 56 百万像素"),
        (b"\xff\xd8" + b"x" * MAX_PICTURE, "K462", "文件超过 12 MB"),
        (b"<script>alert(1)</script>", "K463", "一段程序或网页"),
        (b'  <svg xmlns="http://www.w3.org/2000/svg"/>', "K463", "一段程序或网页"),
        (b"#!/bin/sh\nrm -rf /", "K463", "一段程序或网页"),
        (b"GIF89a" + b"\0" * 40, "K463", "打不开"),
        (a_picture()[:300], "K463", "打不开"),
        (b"", "K463", "打不开"),
        (a_picture("BMP"), "K463", "打不开"),
    ],
)
def test_what_is_no_modest_picture_is_refused_with_a_sentence(
    data: bytes, code: str, words: str
) -> None:
    found = look_at(PLACE, "qiaodong/door.jpg", data, "")
    assert isinstance(found, Problem)
    assert found.code == code
    assert words in found.zh


def test_a_refused_picture_blames_nobody_who_shows_it(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, with_picture(b"<svg/>"))
    assert (problem.path, problem.code) == (PLACE, "K463")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/images/door.jpg", "K460"),
        ("content/images/qiaodong/a/door.jpg", "K460"),
        ("content/images/qiaodong/my door.jpg", "K460"),
        ("content/images/qiaodong/door.svg", "K461"),
        ("content/images/qiaodong/door.gif", "K461"),
        ("content/images/nobody/door.jpg", "K465"),
    ],
)
def test_a_picture_lies_with_its_owner_under_a_plain_name(
    tmp_path: Path, path: str, code: str
) -> None:
    (problem,) = problems_of(tmp_path, {path: a_picture()})
    assert (problem.path, problem.code) == (path, code)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"file": "qiaodong/dor.jpg"}, "K464"),
        ({"words": "door.jpg"}, "K466"),
        ({"words": "door"}, "K466"),
    ],
)
def test_a_picture_that_is_shown_is_there_and_has_words(
    tmp_path: Path, more: dict[str, str], code: str
) -> None:
    (problem,) = problems_of(tmp_path, with_picture(**more))
    assert (problem.path, problem.code) == (STATION, code)
    if code == "K464":
        assert "qiaodong/door.jpg" in problem.hint_zh


def test_a_sketch_of_the_way_keeps_the_same_rules(tmp_path: Path) -> None:
    sketch = with_picture(field="sketch_map")
    assert problems_of(tmp_path / "a", sketch) == []
    wordless = with_picture(field="sketch_map", words="door")
    (problem,) = problems_of(tmp_path / "b", wordless)
    assert problem.code == "K466"


def test_a_picture_in_a_text_is_there_too(tmp_path: Path) -> None:
    text = edited(ARTICLE, "\n---\n", "\n---\n\n![门口](qiaodong/door.jpg)\n")
    (problem,) = problems_of(tmp_path / "a", text)
    assert problem.code == "K464"
    assert problems_of(tmp_path / "b", {**text, PLACE: a_picture()}) == []


@pytest.mark.parametrize(
    ("size", "published"),
    [
        ((1600, 900), (1600, 900)),
        ((3200, 1800), (1600, 900)),
        ((900, 3200), (450, 1600)),
        ((4000, 1), (1600, 1)),
    ],
)
def test_a_picture_is_shown_within_1600_pixels(
    size: tuple[int, int], published: tuple[int, int]
) -> None:
    assert scaled(*size) == published


def test_a_photo_taken_upright_is_told_upright() -> None:
    found = look_at(PLACE, "x", a_photo(orientation=6), "")
    assert not isinstance(found, Problem)
    assert (found.width, found.height) == (30, 40)
