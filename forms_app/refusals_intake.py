"""How the service says no to somebody who hands a dispute in; see refusals.py."""

from __future__ import annotations

from typing import ClassVar

from forms_app.refusals import Refusal


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


class NobodyLost(Refusal):
    message = "请至少写一家的损失。"


class TooManyHouseholds(Refusal):
    message = "一次最多登记 60 家，其余的请另外登记一份。"


class NamedTwice(Refusal):
    """Said with the name."""

    message = "有一家写了两次。同名的请加上小名或者住处。"


class DayNotPlausible(Refusal):
    message = "日期不对：不能在今天以后，也不能早过六十天。"


class NoSuchCase(Refusal):
    message = "没有这个号数，请核对。"


class IdentityUnchecked(Refusal):
    message = "请先核对本人身份，选核对了什么，再给编号。"
