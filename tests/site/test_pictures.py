"""Pictures are published small and bare, and only what changed is written again."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from build_scripts.artefacts import pictures as room
from build_scripts.artefacts.pictures import encoded
from build_scripts.begin import build_site
from build_scripts.catalogue.model import Image as ShownImage
from build_scripts.pages.markdown import to_html
from build_scripts.pages.pictures import ShownPicture
from tests.catalogue_builders import TODAY, a_catalogue_folder, edited
from tests.community_builders import a_picture_record
from tests.picture_builders import a_photo, a_picture
from tests.record_builders import T, a_station, an_article
from tests.site.conftest import Build
from tests.site.rebuilding import files
from tests.site_builders import by_id

DOOR = a_picture_record()
URL = "assets/pictures/0123456789abcdefa.webp"


def again(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_nothing_of_the_camera_is_left_and_the_picture_stands_upright() -> None:
    made = encoded(a_photo(orientation=6, size=(60, 40)))
    with again(made) as image:
        assert (image.format, image.size) == ("WEBP", (40, 60))
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp"} & set(image.info)
        top, bottom = (
            image.convert("L").getpixel((20, 5)),
            image.convert("L").getpixel((20, 55)),
        )
    assert (top, bottom) == pytest.approx((0, 255), abs=12)
    assert b"SecretPhone" not in made


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "I;16", "RGB"),
        ("WEBP", "RGB", "RGB"),
    ],
)
def test_every_sort_becomes_the_same_sort(kind: str, mode: str, kept: str) -> None:
    data = a_picture(kind, mode=mode) if mode != "I;16" else _sixteen_bits()
    with again(encoded(data)) as image:
        assert (image.format, image.mode) == ("WEBP", kept)


def _sixteen_bits() -> bytes:
    out = io.BytesIO()
    Image.new("I;16", (8, 8), 30_000).save(out, "PNG")
    return out.getvalue()


def test_the_same_bytes_give_the_same_bytes() -> None:
    assert encoded(a_photo()) == encoded(a_photo())


def test_a_large_picture_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    with again(encoded(a_picture(size=(3200, 1000)))) as image:
        assert image.size == (1600, 500)
    noise = Image.effect_noise((500, 500), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    fine = len(encoded(out.getvalue()))
    monkeypatch.setattr(room, "LARGEST", fine - 1)
    assert len(encoded(out.getvalue())) < fine


def test_a_station_and_an_article_show_their_picture(build: Build) -> None:
    image = ShownImage(file=DOOR.id, alt=T("大门"))
    site = build(
        pictures=by_id(DOOR),
        stations=by_id(a_station(image=image)),
        articles=by_id(
            an_article(image=image, body=f"看：![门口的<b>照片]({DOOR.id})")
        ),
    )
    for url, count in (
        ("stations/qiaodong-police-station.html", 1),
        ("articles/fake-police.html", 2),
    ):
        found = site.pages[url].select("article img")
        assert len(found) == count, url
        for tag in found:
            assert tag["src"] == f"../{URL}"
            assert (tag["width"], tag["height"]) == ("800", "600")
            assert tag["loading"] == "lazy"
    assert found[-1]["alt"] == "门口的<b>照片"


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    assert to_html("![门口](qiaodong/x.jpg)") == "<p>门口</p>"
    assert "img" not in to_html("![x](javascript:alert(1))")


def test_harmful_words_of_a_picture_stay_words() -> None:
    def found(_file: str, alt: str) -> ShownPicture:
        return ShownPicture(URL, alt, 1, 1)

    html = to_html('![" onerror="alert(1)](a/b.jpg "title")', found)
    assert 'onerror="' not in html
    assert "onerror" in html
    assert "title=" not in html


PLACE = "content/images/qiaodong/door.jpg"
STATION = edited(
    "content/stations/qiaodong-police-station.yml",
    "address:",
    "image: {file: qiaodong/door.jpg, alt: 大门}\naddress:",
)


def published(root: Path) -> dict[str, bytes]:
    everything = files((root / "site").resolve())
    return {url: data for url, data in everything.items() if "/pictures/" in url}


def test_only_the_picture_that_changed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "content/images/qiaodong/hall.png"
    root = a_catalogue_folder(
        tmp_path / "project", {**STATION, PLACE: a_photo(), other: a_picture("PNG")}
    )
    assert build_site(root, root / "site", TODAY).published
    before = published(root)
    assert len(before) == 2

    made: list[bytes] = []
    monkeypatch.setattr(
        room, "encoded", lambda data: (made.append(data), encoded(data))[1]
    )
    (root / PLACE).touch()
    assert build_site(root, root / "site", TODAY).written == 0
    fresh = a_photo(size=(50, 20))
    (root / PLACE).write_bytes(fresh)
    report = build_site(root, root / "site", TODAY)
    assert made == [fresh]
    now = published(root)
    assert len(now) == 2
    assert len(set(before) & set(now)) == 1
    page = (root / "site/stations/qiaodong-police-station.html").read_text()
    assert any(url in page for url in set(now) - set(before))
    assert report.published

    (root / other).unlink()
    build_site(root, root / "site", TODAY)
    assert len(published(root)) == 1


def test_a_picture_nobody_can_open_stops_the_build_and_leaves_the_site(
    tmp_path: Path,
) -> None:
    root = a_catalogue_folder(tmp_path / "project", {**STATION, PLACE: a_photo()})
    build_site(root, root / "site", date(2026, 11, 22))
    before = published(root)
    (root / PLACE).write_bytes(b"<svg onload=alert(1)>")
    report = build_site(root, root / "site", date(2026, 11, 22))
    assert not report.published
    assert [problem.code for problem in report.problems] == ["K463"]
    assert published(root) == before
