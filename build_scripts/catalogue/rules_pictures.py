"""K464–K466: pictures that records show are there, have words and an owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Article, Image, Page, Picture, Record, Station
from build_scripts.catalogue.names import Names
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem

_IN_TEXT = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_OWNERS = ("areas", "agencies", "stations")


def pictures_are_there(catalogue: Catalogue, names: Names) -> Iterator[Problem]:
    """K464: a record shows a picture that is not in content/images.

    写到的图片没有。图片放在 content/images/编号/ 里，写成 编号/文件名，例如
    qiaodong/hall-door.jpg。
    """
    for record, pointer, wanted in _shown(catalogue):
        if "//" not in wanted and names.missing(wanted, "pictures"):
            near = names.nearest(wanted, "pictures")
            yield Problem(
                record.path,
                code="K464",
                pointer=pointer_to(record, pointer),
                zh=f"没有图片“{wanted}”",
                en=f"there is no picture '{wanted}'",
                hint_zh=f"是不是“{near}”？" if near else "请放进 content/images 再写",
            )


def pictures_belong_to_somebody(
    catalogue: Catalogue, names: Names
) -> Iterator[Problem]:
    """K465: a folder of pictures has the name of nobody.

    content/images 里的文件夹写地区、机构或站点的编号，是谁的图一看就知道。
    """
    for picture in _every(catalogue):
        owner = picture.id.partition("/")[0]
        if names.missing(owner, *_OWNERS):
            near = names.nearest(owner, *_OWNERS)
            yield Problem(
                picture.path,
                line=1,
                column=1,
                code="K465",
                zh=f"没有编号是“{owner}”的地区、机构或站点",
                en=f"nobody has the id '{owner}'",
                hint_zh=f"是不是“{near}”？" if near else "请换一个文件夹名",
            )


def pictures_have_words(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K466: the words for a picture are missing, or are its file name.

    图片的 alt 要写图上有什么，看不见图的人靠它；写文件名不算。
    """
    holders: tuple[Station | Article, ...]
    holders = (*catalogue.stations.values(), *catalogue.articles.values())
    for record in holders:
        for field, image in _images(record):
            words, name = image.alt.strip(), image.file.rpartition("/")[2]
            if not words or words in (name, name.rpartition(".")[0]):
                yield Problem(
                    record.path,
                    code="K466",
                    pointer=pointer_to(record, f"{field}/alt"),
                    zh="没有说图上有什么",
                    en="nobody says what is in the picture",
                    hint_zh="请用一句话写图上有什么",
                )


LINK_RULES = (pictures_are_there, pictures_belong_to_somebody)
RULES = (pictures_have_words,)


def _images(record: Station | Article) -> Iterator[tuple[str, Image]]:
    """The pictures of a record's head, each with the name of its field."""
    for field in ("image", "sketch_map"):
        image = getattr(record, field, None)
        if image is not None:
            yield field, image


def _every(catalogue: Catalogue) -> Iterator[Picture]:
    yield from catalogue.pictures.values()


def _shown(catalogue: Catalogue) -> Iterator[tuple[Record, str, str]]:
    """Who shows a picture, where in the head, and which."""
    placed: tuple[Station | Article, ...]
    placed = (*catalogue.stations.values(), *catalogue.articles.values())
    for holder in placed:
        for field, image in _images(holder):
            yield holder, f"{field}/file", image.file
    written: tuple[Article | Page, ...]
    written = (*catalogue.articles.values(), *catalogue.pages.values())
    for text in written:
        for found in _IN_TEXT.finditer(_CODE.sub("", text.body)):
            yield text, "", found[1]
