"""Pictures as pages show them: where they are published, how large, in which words."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Image, Picture
from build_scripts.shared.frozen import Frozen

ENCODING = "a"
"""Another letter when artefacts/pictures.py writes other bytes."""


class ShownPicture(Frozen):
    """Its size keeps the page from jumping when the picture arrives."""

    url: str
    alt: str
    width: int
    height: int


def picture_address(picture: Picture) -> str:
    """Named after its bytes: browsers may keep it for ever."""
    return f"assets/pictures/{picture.digest[:16]}{ENCODING}.webp"


def shown_picture(catalogue: Catalogue, file: str, alt: str) -> ShownPicture | None:
    """None when there is no such picture."""
    found = catalogue.pictures.get(file)
    if found is None:
        return None
    return ShownPicture(picture_address(found), alt, found.width, found.height)


def shown_image(catalogue: Catalogue, image: Image | None) -> ShownPicture | None:
    return shown_picture(catalogue, image.file, image.alt) if image else None
