"""What is kept of a file tells nothing about its owner and does nothing."""

from __future__ import annotations

import io
import resource
import subprocess
import sys

import pytest
from PIL import Image
from pypdf import PdfReader

from forms_app.disputes.evidence import child, cleaning
from forms_app.disputes.evidence.cleaning import Unclean, clean, kind_of
from tests.forms.file_builders import (
    CAMERA,
    a_bomb,
    a_lively_pdf,
    a_locked_pdf,
    a_photo,
    a_screenshot,
)


def test_a_photo_keeps_its_picture_and_loses_place_camera_and_what_hangs_on() -> None:
    kind, kept = clean(a_photo())

    assert kind == "jpeg"
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (64, 48)
        assert not picture.getexif()
        red, green, _ = picture.convert("RGB").getpixel((9, 9))
        assert (red > 150, green < 90) == (True, True)
    for rest in (CAMERA.encode(), b"php", b"Exif"):
        assert rest not in kept


def test_a_photo_is_kept_upright() -> None:
    _, kept = clean(a_photo(turned=True))

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (48, 64)


def test_what_is_transparent_becomes_white() -> None:
    kind, kept = clean(a_screenshot())

    assert kind == "png"
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_huge_photo_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "LONGEST_SIDE", 50)
    _, kept = clean(a_photo((100, 80)))

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (50, 40)


def test_a_pdf_keeps_its_pages_and_loses_its_life() -> None:
    dirty = a_lively_pdf()
    assert b"/JavaScript" in dirty
    assert b"/Launch" in dirty
    kind, kept = clean(dirty)

    assert kind == "pdf"
    reader = PdfReader(io.BytesIO(kept))
    assert len(reader.pages) == 1
    words = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction")
    for word in (*words, b"/AA", b"MZ-not", b"calc.exe", b"/Annots [ {"):
        assert word not in kept
    assert not reader.attachments


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 a zip of many bytes", "kind"),
        (b"<svg onload=alert(1)>", "kind"),
        (b"MZ\x90", "kind"),
        (b"", "kind"),
        (b"\0\0\0\x18ftypheic....", "heic"),
        (b"\xff\xd8\xff and then nothing", "broken"),
        (b"%PDF-1.7 and then nothing", "broken"),
        (a_bomb(), "pixels"),
        (a_locked_pdf(), "locked"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(
    content: bytes, why: str
) -> None:
    with pytest.raises(Unclean) as refused:
        clean(content)

    assert refused.value.why == why


def test_the_name_of_a_file_counts_for_nothing() -> None:
    assert kind_of(a_photo()) == "jpeg"
    assert kind_of(a_lively_pdf()) == "pdf"


@pytest.mark.slow
def test_the_child_does_the_work_and_hands_back_the_reason() -> None:
    assert child.cleaned(a_photo()).kind == "jpeg"
    with pytest.raises(Unclean) as refused:
        child.cleaned(a_bomb())
    assert refused.value.why == "pixels"


@pytest.mark.slow
def test_the_child_has_little_memory_no_files_and_nothing_to_read() -> None:
    look = child.START.replace(
        "sys.exit(main())",
        "from forms_app.disputes.evidence.child import limit; limit(); import os, "
        "resource as r; print(r.getrlimit(r.RLIMIT_AS)[0], "
        "r.getrlimit(r.RLIMIT_FSIZE)[0], sorted(os.environ))",
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", look], capture_output=True, env={}, check=True
    )

    memory, size, *environment = done.stdout.decode().split(" ", 2)
    assert int(memory) == child.MEMORY_BYTES < resource.RLIM_INFINITY % 2**63
    assert size == "0"
    assert "DATABASE_URL" not in str(environment)


@pytest.mark.slow
def test_a_decoder_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "START", "while True: pass")
    monkeypatch.setattr(child, "WALL_SECONDS", 0.5)

    with pytest.raises(Unclean):
        child.cleaned(a_photo())
