"""How the register of disputes says no once a case is taken on, in the words people read."""

from __future__ import annotations

from forms_app.refusals import Refusal


class ItemMissing(Refusal):
    """Said with the headings that are still empty."""

    message = "协议书还有没填的项目，不能印。"


class NoAgreement(Refusal):
    message = "还没有拟协议书，请先拟好、打印、双方签字。"


class SignedAlready(Refusal):
    message = "协议书已经签字生效，不能再改。要改，请双方另签一份补充协议。"


class AgreementStale(Refusal):
    message = "当事人或者调解员改过了，和印出来的协议书不一样。请重新拟、重新打印。"


class WrongFingerprint(Refusal):
    message = "校验码和现在的协议书对不上：手里这份可能已经作废，请重新打印。"


class TimeAhead(Refusal):
    message = "这一天还没有到，请填已经发生的日子。"


class NoPromise(Refusal):
    message = "没有找到这件要做的事，或者已经记过了。"


class KeptMissing(Refusal):
    message = "有协议的，请写明协议履行了没有。"


class NotTold(Refusal):
    """人民调解法 Art. 25: what may become dangerous is reported at once."""

    message = "可能出事的，必须马上报告公安机关，并写明报告给了谁、什么时间。"


class GateClosed(Refusal):
    """Said with what is still missing (三个不放过)."""

    message = "还不能办结。"


class RatedAlready(Refusal):
    message = "您已经评价过了，谢谢。"


class PartyIsMediator(Refusal):
    message = "这个人就是当事人，不能当调解员，也不能请来帮忙。请换一位。"


class TiesNotTold(Refusal):
    message = "请写明调解员和当事人是什么关系，双方知道并同意了才行。"


class RoomTaken(Refusal):
    """Said with the time at which somebody else has it."""

    message = "这个地点那时候已经有别的调解了，请换一个时间或者地点。"


class MediatorBusy(Refusal):
    message = "这位调解员那时候已经有别的调解了，请换一个时间或者换一位。"


class LinkMissing(Refusal):
    message = "视频调解要写明连线的网址（以 https:// 开头）。"


class OnlyTwice(Refusal):
    message = (
        "治安调解一般调一次，最多再调一次；已经约了的，先把那一次开完。"
        "不能再约了，请记录结果。"
    )


class SecondTooLate(Refusal):
    """Said with the last day (程序规定 Art. 183)."""

    message = "第二次治安调解要在第一次之后七个工作日之内。"


class NotLater(Refusal):
    message = "新的期限要在原来的期限以后，也不能是过去的日子。"
