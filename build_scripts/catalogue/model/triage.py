"""content/triage/disputes.yml: which lawful way a dispute is proposed to go."""

from datetime import date

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.catalogue.model.registers import WayKind
from build_scripts.shared.frozen import Frozen


class TriageOption(Frozen, kw_only=True):
    """An answer one can give."""

    value: str
    """答案的代号，小写字母，例如 yes。"""
    text: Text
    """答案，用群众的话。"""


class TriageQuestion(Frozen, kw_only=True):
    """One plain question; it is asked only when a rule needs its answer."""

    id: str
    """编号。"""
    ask: Text
    """问什么，一句大白话。"""
    hint: Text = Text("")
    """补充说明，例如举例子。"""
    options: tuple[TriageOption, ...]
    """可以选的答案，至少两个。"""


class TriageCondition(Frozen, kw_only=True):
    """A question and the answers with which the rule holds."""

    question: str
    """问题的编号；type 是哪类纠纷。"""
    answers: tuple[str, ...]
    """答了其中一个就算符合；question 是 type 时写纠纷的编号。"""


class TriageRule(Frozen, kw_only=True):
    """When the conditions hold, this way is proposed. The first rule that holds decides."""

    id: str
    """编号。"""
    when: tuple[TriageCondition, ...] = ()
    """条件，全部符合才算；一条也不写就是其余的都走这里，只能放在最后。"""
    way: WayKind
    """建议走哪条路，写法和 dispute_types 的 kind 一样；费用、时间、效力也从那里取。"""
    say: Text
    """一句话说明为什么这样建议。"""
    checked_on: date
    """最近一次和法律条文核对的日期。"""
    legal_basis: tuple[Citation, ...] = ()
    """依据哪一条，至少一条。"""


class Triage(Record, kw_only=True):
    """The decision table; the rules are tried from the top."""

    questions: tuple[TriageQuestion, ...]
    """问题。"""
    rules: tuple[TriageRule, ...]
    """规则，从上往下第一条符合的算数。"""
