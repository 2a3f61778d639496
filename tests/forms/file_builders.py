"""Files somebody might send: honest ones, and ones that are up to no good."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

GPS = 0x8825
CAMERA = "禾川牌相机"


def a_photo(size: tuple[int, int] = (64, 48), *, turned: bool = False) -> bytes:
    """A JPEG with place and camera in it, and a program behind its end."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(GPS)[2] = (30.0, 1.0, 2.0)
    file = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(file, "JPEG", exif=exif)
    return file.getvalue() + b"<?php system('id'); ?>"


def a_screenshot() -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    return file.getvalue()


def a_bomb(side: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that says it is 400 million pixels large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def a_lively_pdf() -> bytes:
    """Runs a script when opened, starts a program when touched, hides a file."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hello');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = script
    page[NameObject("/B")] = ArrayObject([script])
    writer.add_attachment("evil.exe", b"MZ-not-really")
    launch = DictionaryObject(
        {
            NameObject("/S"): NameObject("/Launch"),
            NameObject("/F"): TextStringObject("calc.exe"),
        }
    )
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/A"): launch,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([link])
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def a_locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
