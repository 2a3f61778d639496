"""One record in other words: for telephones, groups, loudspeakers and notice boards."""

from build_scripts.catalogue.model.common import Text
from build_scripts.shared.frozen import Frozen


class Poster(Frozen, kw_only=True):
    """The words of one sheet of A4 for the notice board."""

    headline: Text
    """海报上的大字，不超过 14 个字。"""
    points: tuple[Text, ...]
    """要点，最多三条，每条不超过 18 个字。"""


class Renditions(Frozen, kw_only=True):
    """The same news for other channels; what is left out is made from the record."""

    sms: Text = Text("")
    """短信，连签名、标点不超过 70 个字，例如“【县公安局】……”。"""
    wechat: Text = Text("")
    """微信群里转发的话，不超过 300 个字。"""
    broadcast: Text = Text("")
    """村里大喇叭的稿子，念 60 到 90 秒，大约 240 到 360 个字；号码写成幺幺零、九六幺幺零这样，好念。"""
    poster: Poster | None = None
    """海报。"""
