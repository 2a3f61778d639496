"""What went elsewhere: merged townships, moved stations, addresses people still have."""

from datetime import date

from build_scripts.catalogue.model.common import Record, Text


class Redirect(Record, kw_only=True):
    """An address of the past and what took its place.  Its `name` is the old name."""

    old: str
    """从前的地址，写成 area/旧编号、station/旧编号、service/旧编号这样。"""
    target: str
    """现在看哪里，写法一样，例如 area/qiaodong。"""
    since: date
    """从哪天起。"""
    text: Text = Text("")
    """怎么回事，一句话，例如“石河镇并进桥东镇了”。"""


class GivenCode(Record, kw_only=True):
    """The counterfoil of a short code.  Its `name` is the title of the poster."""

    target: str = ""
    """发出的时候指向哪里，例如 alert/fake-police-call；看板的短码不写。"""
    given_on: date
    """哪天发出的。"""


__all__ = ["GivenCode", "Redirect"]
