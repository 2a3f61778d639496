"""From what somebody sent to what may be kept: pictures drawn anew, PDFs without life.

Runs only in the limited child process (child.py): the decoders of these formats are
the part of the program most likely to have holes.  No database, no keys, no files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

MOST_PIXELS = 60_000_000
LONGEST_SIDE = 4000
"""Pixels; a larger picture is made smaller. Enough to read a receipt."""
QUALITY = 88
MOST_PAGES = 300
MOST_OBJECTS = 200_000
PICTURES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
ACTIVE = frozenset(
    {
        *("/AA", "/OpenAction", "/A", "/JS", "/JavaScript", "/Launch", "/URI"),
        *("/EmbeddedFiles", "/EF", "/AF", "/Names", "/AcroForm", "/XFA"),
        *("/RichMediaContent", "/RichMediaSettings", "/Metadata", "/PieceInfo"),
    }
)
"""Keys of a PDF under which something acts, hides a file, or tells who wrote it."""
ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm"),
        *("/GoToE", "/GoToR", "/URI", "/Rendition", "/Movie", "/Sound", "/Thread"),
    }
)
"""Kinds of action; a dictionary that is one is emptied wherever it hangs."""
LIVELY = frozenset(
    {
        *("/Link", "/Widget", "/FileAttachment", "/Screen", "/Movie", "/Sound"),
        *("/RichMedia", "/3D"),
    }
)
"""Annotations that do something when touched."""


class Unclean(Exception):
    """Why it cannot be kept: kind | heic | pixels | locked | pages | broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind_of(content: bytes) -> str:
    """What the first bytes say it is, whatever its name: jpeg | png | webp | pdf."""
    if content[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[:5] == b"%PDF-":
        return "pdf"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        raise Unclean("heic")
    raise Unclean("kind")


def clean(content: bytes) -> tuple[str, bytes]:
    """(kind, the bytes to keep); Unclean says why not."""
    kind = kind_of(content)
    try:
        return ("pdf", _pdf(content)) if kind == "pdf" else _picture(kind, content)
    except Unclean:
        raise
    except MemoryError:
        raise Unclean("pixels") from None
    except Exception as broken:
        raise Unclean("broken") from broken


def _picture(kind: str, content: bytes) -> tuple[str, bytes]:
    """Drawn anew upright: no place, no camera, no thumbnail, nothing behind the end."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded under the child's limits

    Image.MAX_IMAGE_PIXELS = None  # our own limit below, before anything is decoded
    with Image.open(io.BytesIO(content), formats=[PICTURES[kind]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unclean("pixels")
        upright = ImageOps.exif_transpose(opened)
        flat = Image.new("RGB", upright.size, (255, 255, 255))
        seen = upright.convert("RGBA") if _has_alpha(upright) else upright
        flat.paste(seen.convert("RGB"), mask=seen if seen.mode == "RGBA" else None)
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = "png" if kind == "png" else "jpeg"
    file = io.BytesIO()
    if kept == "png":
        flat.save(file, "PNG")
    else:
        flat.save(file, "JPEG", quality=QUALITY)
    return kept, file.getvalue()


def _has_alpha(image: Any) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _pdf(content: bytes) -> bytes:
    """The pages alone, in a new file: no scripts, no attachments, no actions."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - see _picture

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Unclean("locked")
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Unclean("pages")
    for found in _dictionaries([page for page in reader.pages]):  # noqa: C416 - lazy
        _take_the_life_out(found)
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _take_the_life_out(found: Any) -> None:
    from pypdf.generic import ArrayObject, NameObject  # noqa: PLC0415 - see _picture

    if found.get("/S") in ACTIONS:
        found.clear()
    for key in ACTIVE.intersection(found):
        del found[key]
    annotations = found.get("/Annots")
    annotations = getattr(annotations, "get_object", lambda: annotations)()
    if annotations:
        kept = [a for a in annotations if a.get_object().get("/Subtype") not in LIVELY]
        found[NameObject("/Annots")] = ArrayObject(kept)


def _dictionaries(start: list[Any]) -> Iterator[Any]:
    """Every dictionary that can be reached, each once."""
    from pypdf.generic import ArrayObject, DictionaryObject  # noqa: PLC0415 - as above

    waiting, seen = list(start), set[int]()
    while waiting:
        found = waiting.pop()
        found = found.get_object() if hasattr(found, "get_object") else found
        if id(found) in seen:
            continue
        seen.add(id(found))
        if len(seen) > MOST_OBJECTS:
            raise Unclean("broken")
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)
