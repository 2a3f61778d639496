"""K03x: files that are in the wrong place, missing, or named twice."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from build_scripts.problems import Problem


def no_real_file(path: str) -> Problem:
    """K031: a symbolic link or device lies in content/; it could lead out of it.

    content 里不能放链接和设备文件，请放真正的文件。
    """
    return Problem(
        path,
        1,
        1,
        "K031",
        zh="这是一个链接或设备，不是真正的文件",
        en="this is a symbolic link or device, not a file",
        hint_zh="请把真正的文件复制到这里",
        hint_en="put the real file here",
    )


def wrong_ending(path: str, ending: str) -> Problem:
    """K032: the file's ending is not the one of this folder.

    文件的后缀不对：资料用 .yml，文章用 .md。
    """
    return Problem(
        path,
        1,
        1,
        "K032",
        zh="这个文件夹里不认识这种文件",
        en="files with this ending do not belong here",
        hint_zh=f"请把后缀改成 {ending}",
        hint_en=f"change the ending to {ending}",
    )


def unknown_place(path: str, known: Sequence[str]) -> Problem:
    """K033: nobody reads files in this place of content/.

    放错了地方，程序不会读这个文件。
    """
    wanted = path.split("/")[1] if path.count("/") else path
    near = get_close_matches(wanted, known, n=1)
    guess = f"是不是该放到“{near[0]}”？" if near else ""
    return Problem(
        path,
        1,
        1,
        "K033",
        zh="这个文件放错了地方，程序不会读它",
        en="files in this place are not read",
        hint_zh=guess or f"content 里可以有：{'、'.join(known)}",
        hint_en=f"did you mean '{near[0]}'?" if near else "",
    )


def named_twice(path: str, pointer: str, record_id: str, first: str) -> Problem:
    """K034: two records of one type have the same id.

    同一类里有两条用了同一个编号。
    """
    return Problem(
        path,
        code="K034",
        pointer=pointer,
        zh=f"编号“{record_id}”在 {first} 里已经用过了",
        en=f"the id '{record_id}' is already used in {first}",
        hint_zh="请换一个编号",
        hint_en="choose another id",
    )


def missing_file(path: str, what: str) -> Problem:
    """K035: a file or folder the site cannot do without is not there.

    少了一个必须有的文件。
    """
    return Problem(
        path,
        1,
        1,
        "K035",
        zh=f"找不到这个文件：{what}",
        en="this file is missing",
        hint_zh="请检查是不是在项目的文件夹里运行，文件名有没有打错",
        hint_en="run in the project folder, check the name",
    )


def unreadable(path: str, reason: str) -> Problem:
    """K036: the file cannot be opened.

    文件打不开。
    """
    return Problem(
        path,
        1,
        1,
        "K036",
        zh="这个文件打不开",
        en=f"the file cannot be opened ({reason})",
        hint_zh="请检查文件的权限",
        hint_en="check its permissions",
    )


def extra_key(path: str, pointer: str, key: str, wanted: str) -> Problem:
    """K037: a register holds something besides its one list.

    这种文件最外层只能有一个列表。
    """
    return Problem(
        path,
        code="K037",
        pointer=pointer,
        zh=f"最外层不能有“{key}”，只能有“{wanted}”",
        en=f"'{key}' does not belong here, only '{wanted}' does",
        hint_zh=f'第一行写 "{wanted}:"，下面每条以“- ”开头',
        hint_en=f"begin with '{wanted}:' and a list",
    )


def picture_out_of_place(path: str) -> Problem:
    """K460: a picture lies in no owner's folder, or its name cannot be written in a link.

    图片放在 content/images/谁的/文件名 里，“谁的”写地区、机构或站点的编号；文件名里不要有
    空格、括号和引号。
    """
    return Problem(
        path,
        1,
        1,
        "K460",
        zh="图片放错了地方，或者文件名里有空格、括号、引号",
        en="pictures lie in content/images/<owner>/, their names without spaces or brackets",
        hint_zh="请放到 content/images/编号/ 里，文件名用字母、数字、汉字",
        hint_en="move or rename it",
    )


def no_picture_ending(path: str) -> Problem:
    """K461: a file among the pictures is no picture that we show.

    图片只收 jpg、png、webp；SVG、GIF、PDF 和别的文件不收。
    """
    return Problem(
        path,
        1,
        1,
        "K461",
        zh="图片只收 jpg、png、webp",
        en="pictures are jpg, png or webp",
        hint_zh="请另存成 jpg 或 png",
        hint_en="save it as jpg or png",
    )
