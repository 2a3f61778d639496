"""What every room may have to say."""

from __future__ import annotations


class Refusal(Exception):
    """The service says no; `message` is what the person reads."""

    message = "现在办不了，请打电话给我们。"

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__(self.message)


class WrongCode(Refusal):
    """Also said when the code is locked or unknown: nobody learns which."""

    message = (
        "没有查到。请核对编号和手机号后四位，稍后再试；"
        "也可以带身份证到窗口查，或者打电话问。"
    )


class ChangedMeanwhile(Refusal):
    message = "这条记录刚才有人改过，请看一眼最新内容再改。"


class WrongStatus(Refusal):
    """A dispute cannot take this step from where it stands."""

    message = "这件事现在不能这样处理，请刷新看看最新进度。"


class ReasonMissing(Refusal):
    message = "请写明理由，当事人会看到。"


class NoStation(Refusal):
    message = (
        "这个地方暂时没有能在网上接手的站点。请打 12348，或者到镇街综治中心当面说。"
    )


class TimePast(Refusal):
    message = "这个时间已经过了，请选以后的时间。"


class TimeAhead(Refusal):
    message = "这一天还没有到，请填已经发生的日子。"
