"""Papers: the laws that guides rest on and the materials people bring."""

from datetime import date
from typing import Literal

from build_scripts.catalogue.model.common import Record, Text
from build_scripts.shared.frozen import Frozen

Need = Literal["required", "optional", "may_follow"]
MaterialSource = Literal["applicant", "government", "third_party"]
LawLevel = Literal[
    "law",
    "administrative_regulation",
    "department_rule",
    "judicial_interpretation",
    "normative_document",
]
LawStatus = Literal["effective", "amended", "repealed"]


class LawArticle(Frozen, kw_only=True):
    """One article, told in our own plain words."""

    number: str
    """第几条，只写数字。"""
    gist: Text
    """这一条的意思，用大白话，不照抄。"""


class Law(Record, kw_only=True):
    """A law or rule that guides, articles and dispute types cite."""

    level: LawLevel
    """层级：law 法律、administrative_regulation 行政法规、department_rule 部门规章、judicial_interpretation 司法解释、normative_document 规范性文件。"""
    document_no: str = ""
    """文号，例如“主席令第51号”。"""
    issuer: Text
    """制定机关。"""
    effective_on: date
    """现行文本的施行日期。"""
    law_status: LawStatus = "effective"
    """效力：effective 现行有效、amended 已修改（新文本待核）、repealed 已废止。"""
    changes_on: date | None = None
    """已经公布、还没施行的新文本，从哪天起施行；没有就不写。"""
    successor: str = ""
    """废止后由哪部法律代替（编号）。"""
    checked_on: date
    """最近一次核对效力的日期。"""
    articles: tuple[LawArticle, ...] = ()
    """本站引用到的条文摘要，用自己的话写。"""
    summary: Text = Text("")
    """这部法管什么，一两句话。"""


class Material(Record, kw_only=True):
    """A paper people bring (CPSV-AP Evidence); described once, used by many guides."""

    what: Text
    """是什么、什么样的才算数。"""
    source: MaterialSource
    """从哪里来：applicant 自己准备、government 政府部门核发、third_party 其他单位出具。"""
    issued_by: Text = Text("")
    """谁出具的（source 不是 applicant 时必填）。"""
    how_to_get: Text = Text("")
    """没有的话到哪里办。"""
    form: str = ""
    """要填的空白表（content/forms 里的文件名）；没有就不写。"""


class NeededMaterial(Frozen, kw_only=True):
    """A material as one service needs it."""

    material: str
    """材料的编号（content/materials 里的文件名）。"""
    originals: int = 1
    """原件几份；0 表示不用原件。"""
    copies: int = 0
    """复印件几份。"""
    need: Need = "required"
    """required 必须带、optional 有就带、may_follow 可以容缺后补。"""
    note: Text = Text("")
    """什么情况下要、要注意什么。"""
