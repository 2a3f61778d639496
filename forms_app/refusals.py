"""Every way the service says no, with the words people read.

A refusal is raised by a domain function and shown as one sentence with a way on.
The words are together here for the people who write them.
"""

from __future__ import annotations

from datetime import datetime


class Refusal(Exception):
    """The service says no; `message` is what the person reads."""

    message = "现在办不了,请打电话给我们。"

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__(self.message)


class WrongCode(Refusal):
    """Also said when the code is locked or unknown: nobody learns which."""

    message = (
        "没有查到。请核对编号和手机号后四位,稍后再试;"
        "也可以带身份证到窗口查,或者打电话问。"
    )


class ChangedMeanwhile(Refusal):
    message = "刚才有同事改过这条记录,请看一眼最新内容再操作。"


class NotAllowed(Refusal):
    message = "您的账号没有这项权限,请找站点负责人。"


class SlotUnavailable(Refusal):
    """The time asked for cannot be had; `nearest` are free starts close to it."""

    nearest: tuple[datetime, ...] = ()


class SlotGone(SlotUnavailable):
    message = "这个时间已经不能约了，请换一个时间。"


class SlotFull(SlotUnavailable):
    message = "这个时间刚刚约满，请换一个时间。您填的内容都还在。"


class TooManyOpen(Refusal):
    message = "这个手机号的有效预约已经到上限。请先取消一个，或者直接到窗口办理。"


class SameTimeTwice(Refusal):
    message = "这个手机号在这个时间已经约了一个号，请换一个时间。"


class TooLateToChange(Refusal):
    message = "离预约时间太近，不能在网上取消或改期了。请打站点电话。"


class NotBooked(Refusal):
    message = "这个预约已经取消或者办完了，不能再改。"


class NotToday(Refusal):
    message = "这个预约不是今天的，不能在今天登记。"


class NotYet(Refusal):
    message = "还没到预约的时间，先不要记“没来”。"


class DayOver(Refusal):
    message = "这一天已经过去了，不用再停。"


class WrongStatus(Refusal):
    """A dispute cannot take this step from where it stands."""

    message = "这件事现在不能这样处理,请刷新看看最新进度。"


class ReasonMissing(Refusal):
    message = "请写明理由,当事人会看到。"


class SignInFailed(Refusal):
    """The same sentence for a wrong name, a wrong password and a locked account."""

    message = "账号或密码不对,或者试的次数太多。请稍后再试,或找管理员。"
