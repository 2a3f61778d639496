"""No to a step of a dispute, or to what was sent with it."""

from __future__ import annotations

from typing import ClassVar

from forms_app.refusals.general import Refusal, WrongCode


class WrongCaseCode(WrongCode):
    """Nobody says on the telephone whether there is a case."""

    message = "没有查到。请核对编号和手机号后四位，稍后再试；也可以带身份证到窗口查。"


class NotThisWay(Refusal):
    """The dispute type does not describe this way."""

    message = "这类事情没有这条路，请换一条。"


class NotTakenOnline(Refusal):
    """A dispute type that is only guided, never taken in."""

    message = "这类事情不能在网上申请调解。请看页面上写的办法，或者打 12348 问。"


class DraftGone(Refusal):
    message = "填写的内容已经删掉了：太久没有动，或者已经提交过。请重新填一次。"


class ChildAlone(Refusal):
    """Nobody under fourteen files alone; the page names who helps."""

    message = (
        "不满 14 岁，要由爸爸妈妈或者别的监护人来申请。"
        "如果正是他们让您害怕，请打 110 或者 12355，马上有人帮您。"
    )


class ConsentMissing(Refusal):
    message = "替孩子申请，要由监护人同意使用孩子的信息，请勾上同意。"


class NoProxyForSuspect(Refusal):
    """公安机关办理行政案件程序规定 Art. 181."""

    message = (
        "治安调解里，动手、弄坏东西的一方要本人来，不能委托别人"
        "（《公安机关办理行政案件程序规定》第 181 条）。"
    )


class TooManyPeople(Refusal):
    message = "人太多了，一次最多写 50 位。请到窗口，我们当面登记。"


class UnclearLine(Refusal):
    """Said with the number of the line."""

    message = "有一行看不懂：先写姓名，空一格再写电话。"


class NotServedHere(Refusal):
    message = "这个站点不能替那个站点代收，请换一个站点。"


class FileTooBig(Refusal):
    message = "文件太大了，一份最多 10 兆。照片可以先截图，或者到窗口当面交。"


class FileInfected(Refusal):
    message = "这个文件里查出了病毒，不能收。请换一份，或者把纸质的带到窗口。"


class ScannerAway(Refusal):
    message = "现在查不了病毒，暂时收不了文件。请过一会儿再试，或者到窗口当面交。"


class TooManyFiles(Refusal):
    message = "这件事的材料已经够多了（最多 20 份、一共 60 兆）。其余的请到窗口当面交。"


class FileRefused(Refusal):
    """Why a file cannot be kept, in words."""

    message = "这个文件打不开，可能坏了。请换一份，或者到窗口当面交。"
    REASONS: ClassVar[dict[str, str]] = {
        "kind": "只收照片（JPG、PNG）和 PDF。视频、录音、压缩包请到窗口当面交。",
        "heic": "这是苹果手机的 HEIC 照片，收不了。请截一张图再交，或者到窗口当面交。",
        "pixels": "照片尺寸太大了。请用手机截一张图再交。",
        "locked": "这份 PDF 加了密码，打不开。请去掉密码再交。",
        "pages": "这份 PDF 页数太多（最多 300 页）。请只交要紧的几页。",
    }

    @classmethod
    def because(cls, why: str) -> FileRefused:
        return cls(cls.REASONS.get(why, ""))


class NoSuchCase(Refusal):
    message = "没有这个号数，请核对。"


class IdentityUnchecked(Refusal):
    message = "请先核对本人身份，选核对了什么，再给编号。"


class SameStation(Refusal):
    message = "要转交给另一个站点，请换一个。"


class NoSession(Refusal):
    message = "没有找到这次调解安排，请刷新看看。"


class NotFilledIn(Refusal):
    """Said above the fields' own sentences."""

    message = "还差一点，请改一下标出的地方。"


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


class OnlyPolice(Refusal):
    message = "治安调解只有派出所能办，请先转交给派出所。"


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
