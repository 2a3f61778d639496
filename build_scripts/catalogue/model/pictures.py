"""Photos and drawings: what is known of a file in content/images, and where it is shown."""

from build_scripts.catalogue.model.common import Record, Text
from build_scripts.shared.frozen import Frozen


class Picture(Record, kw_only=True):
    """A picture file.  Its `id` is its folder and name: 'qiaodong/hall-door.jpg'."""

    width: int
    """发布出来的宽度（像素，由程序算）。"""
    height: int
    """发布出来的高度（像素，由程序算）。"""
    digest: str
    """文件内容的指纹（由程序算）。"""


class Image(Frozen, kw_only=True):
    """A picture as a record shows it."""

    file: str
    """图片文件，写 content/images 里的文件夹和文件名，例如 qiaodong/hall-door.jpg。"""
    alt: Text
    """图上有什么，一句话；看不见图的人靠它。"""


__all__ = ["Image", "Picture"]
