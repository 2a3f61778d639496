"""Questions about the law: to practise, along a trail of boards, or as an exam."""

from typing import Literal

from build_scripts.catalogue.model.common import Citation, Record, Text
from build_scripts.catalogue.model.learning import ReaderGroup
from build_scripts.shared.frozen import Frozen

QuizMode = Literal["practice", "trail", "exam"]
QuestionType = Literal["single", "multiple", "true_false"]


class Option(Frozen, kw_only=True):
    """One answer to choose."""

    text: Text
    """答案的文字。"""
    correct: bool = False
    """对的写 true。"""
    why: Text = Text("")
    """选了它，告诉人家为什么对、为什么错；可不写。"""


class Question(Frozen, kw_only=True):
    """One question with its answer, the reason and the law behind it."""

    id: str
    """编号，在这一套题里不重复。"""
    type: QuestionType = "single"
    """题型：single 选一个、multiple 选几个、true_false 判断对错（写两个选项）。"""
    stem: Text
    """题目，说一件身边的事。"""
    options: tuple[Option, ...]
    """选项，两个到六个。"""
    explanation: Text
    """答案为什么是这个，用大白话。"""
    legal_basis: tuple[Citation, ...]
    """依据的法条；法律一改，这道题就先收起来。"""


class Stop(Frozen, kw_only=True):
    """A board of a trail, with a code people can type."""

    code: str
    """看板的短码，印在看板上，全县不重复：小写字母开头，3 到 12 个字母或数字，用了就不再改。"""
    name: Text
    """看板的名字。"""
    place: Text
    """看板在哪里。"""
    questions: tuple[str, ...]
    """这块看板的题（题的编号）。"""
    article: str = ""
    """答完还想知道的，看哪篇文章或律师释法（编号）。"""


class Quiz(Record, kw_only=True):
    """A set of questions, marked in the reader's own browser."""

    mode: QuizMode = "practice"
    """玩法：practice 做一题看一题、trail 沿看板闯关、exam 全做完再交卷。"""
    intro: Text
    """一两句话说这套题讲什么、给谁做。"""
    topics: tuple[str, ...]
    """主题的编号（site_config.yml 的 topics）。"""
    audience: tuple[ReaderGroup, ...] = ("everyone",)
    """给谁做。"""
    areas: tuple[str, ...] = ()
    """只给哪些地区；不写就是全县。"""
    station: str = ""
    """闯关的看板在哪个站点（编号）。"""
    articles: tuple[str, ...] = ()
    """这套题出自哪几篇文章。"""
    questions: tuple[Question, ...]
    """题目。"""
    stops: tuple[Stop, ...] = ()
    """闯关的看板，按走的顺序。"""
    pass_mark: int = 80
    """答对百分之多少算过关。"""
    certificate: Text = Text("")
    """过关证书上的一句话；不发证书就不写。"""
    publisher: str
    """谁出的题（机构或站点编号）。"""
