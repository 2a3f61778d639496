"""No to a booking, a place in the waiting list, a visit at home."""

from __future__ import annotations

from datetime import datetime

from forms_app.refusals.general import Refusal


class SlotUnavailable(Refusal):
    """The time asked for cannot be had; `nearest` are free starts close to it, None as
    long as nobody has looked."""

    nearest: tuple[datetime, ...] | None = None


class SlotGone(SlotUnavailable):
    message = "这个时间已经不能约了，请换一个时间。"


class SlotTooEarly(SlotUnavailable):
    """Said with the day on which that time is given out."""

    message = "这一天的号还没有放出来，请过几天再约。"


class SlotFull(SlotUnavailable):
    message = "这个时间刚刚约满，请换一个时间。"


class TooManyOpen(Refusal):
    message = (
        "这个手机号约的号太多了，都还没办。请先取消一个，或者不用预约，直接到窗口办。"
    )


class TooManyOfOneName(Refusal):
    """Two people of one name are told apart at the counter, by their ID cards."""

    message = (
        "用这个姓名约的号太多了，都还没办。请先取消一个，或者直接到窗口办；"
        "如果只是同名，请打站点电话，工作人员帮您约。"
    )

    @classmethod
    def of(cls, name: str) -> TooManyOfOneName:
        """Said of somebody who was to come along."""
        return cls(f"和您一起来的{name}，{cls.message}")


class CounterOnly(Refusal):
    """Said with the day from which one can book online again."""

    message = "这个手机号暂时不能在网上约，窗口照常办。"


class TooManyWaits(Refusal):
    message = "这个手机号已经排了好几个候补。请先退掉一个，或者直接到窗口办。"


class OfferGone(Refusal):
    message = "给您留的号已经过了时间，轮到下一位了。还想等的话，您还在队里。"


class NotWaiting(Refusal):
    message = "这个候补已经结束了。还要办的话，可以重新约。"


class NothingToWaitFor(Refusal):
    message = "这几天还有空号，不用排候补，直接约就行。"


class TooManyHomeRequests(Refusal):
    message = "这个手机号还有没办完的上门、送证申请，请等办完再申请，或者打站点电话。"


class NobodyComesThere(Refusal):
    message = "这个村暂时没有能上门办这件事的站点。请打 12345，或者打派出所电话商量。"


class SameTimeTwice(Refusal):
    message = "这个手机号在这个时间已经约了一个号，请换一个时间。"


class TooLateToChange(Refusal):
    message = "离约好的时间太近，网上不能再取消，也不能再改时间。请打站点电话。"


class NotBooked(Refusal):
    message = "这个预约已经取消或者办完了，不能再改。"


class NotToday(Refusal):
    message = "这个预约不是今天的，不能在今天登记。"


class NotYet(Refusal):
    message = "还没到预约的时间，先不要记“没来”。"


class DayOver(Refusal):
    message = "这一天已经过去了，不用再停。"
