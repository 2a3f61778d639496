"""The words of each paper; every one is made from the same record."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms_app.disputes.papers.index import index
from forms_app.disputes.papers.items import (
    ITEMS,
    KIND_WORDS,
    POLICE_SIDES,
    SIDES,
    Kind,
    Terms,
)
from forms_app.disputes.papers.paper import Grid, Paper, Part, paragraphs
from forms_app.disputes.papers.record import Dossier, Meeting
from forms_app.times import date_words, moment_words

SOURCES: Mapping[str, str] = {
    "resident": "当事人在网上申请",
    "counter": "当事人到窗口申请",
    "phone": "当事人打电话申请",
}
BY_HAND = "签名、按手印、日期："


def number_words(kind: Kind, station: str, year: int, seq: int) -> str:
    """〔2026〕桥东司法所人调字第3号"""
    series = "人调字" if kind is Kind.PEOPLE else "治调字"
    return f"〔{year}〕{station}{series}第{seq}号"


def agreement_paper(terms: Terms) -> Paper:
    """The agreement of its kind, with the items the law wants and nothing else."""
    police = terms.kind is Kind.POLICE
    sides = POLICE_SIDES if police else SIDES
    day = date_words(terms.perform_by) if terms.perform_by else ""
    parts = [
        Part(heading, paragraphs(terms.items.get(key, "")))
        for key, heading in ITEMS[terms.kind].items()
    ]
    parts.append(Part("履行的期限", (f"{day}前履行完。",)))
    parts.append(Part("说明", POLICE_NOTE if police else PEOPLE_NOTE))
    host = "主持调解的民警" if police else "调解员"
    return Paper(
        key="agreement",
        title=KIND_WORDS[terms.kind],
        number=f"编号：{terms.number}",
        facts=(
            ("主持单位" if police else "调解单位", terms.station),
            (host, terms.mediator),
        ),
        grid=Grid(
            ("当事人", "姓名", "基本情况"),
            tuple((sides[s.role], s.name, s.about) for s in terms.sides),
        ),
        parts=tuple(parts),
        signatures=(
            *(f"{sides[s.role]}（{s.name}）{BY_HAND}" for s in terms.sides),
            f"{host}（{terms.mediator}）{BY_HAND}",
            f"{terms.station}（盖章）：",
        ),
        foot=(f"本协议书一式{terms.copies}份，当事人各执一份，存档一份。",),
        sealed=True,
    )


PEOPLE_NOTE = (
    (
        "本协议由各方当事人签名、盖章或者按手印，调解员签名并加盖印章之日起生效"
        "（人民调解法第二十九条）。"
    ),
    "协议对双方有约束力，应当按约定履行（人民调解法第三十一条）。",
    (
        "双方可以在协议生效之日起三十日内，一起向人民法院申请司法确认"
        "（人民调解法第三十三条）。"
    ),
)
POLICE_NOTE = (
    (
        "双方自愿达成协议并履行的，公安机关不予处罚；没有履行的，"
        "公安机关依法处理，民事争议可以向人民法院起诉（治安管理处罚法、"
        "公安机关办理行政案件程序规定第一百八十五条）。"
    ),
)


def application(d: Dossier) -> Paper:
    return Paper(
        key="application",
        title="治安调解申请书" if d.kind is Kind.POLICE else "人民调解申请书",
        facts=(
            ("登记号", d.number),
            ("怎么来的", SOURCES.get(d.source, d.source)),
            ("收到的时间", moment_words(d.received)),
            ("纠纷类型", d.type_name),
            ("发生在", d.area_name),
        ),
        grid=_people(d),
        parts=(
            Part("纠纷的简要情况", paragraphs(d.story)),
            Part("申请事项", paragraphs(d.wish) or ("请求调解。",)),
        ),
        signatures=(f"申请人{BY_HAND}", f"{d.station}收件人："),
    )


def rights(d: Dossier) -> Paper:
    police = d.kind is Kind.POLICE
    return Paper(
        key="rights",
        title="当事人权利义务告知书",
        facts=(("登记号", d.number), ("告知单位", d.station)),
        parts=(
            Part("您的权利", POLICE_RIGHTS if police else PEOPLE_RIGHTS),
            Part("您的义务", DUTIES),
            Part("别的路一直开着", OTHER_WAYS),
        ),
        signatures=(
            *tuple(f"{SIDES[p.role]}（{p.name}）{BY_HAND}" for p in d.people),
            "告知人签名：",
        ),
    )


PEOPLE_RIGHTS = (
    "一、选择或者接受调解员，也可以要求换人。",
    "二、接受调解、拒绝调解，或者中途要求停止调解。",
    "三、要求调解公开进行或者不公开进行。",
    "四、自己说明想法，自愿达成调解协议。",
    "五、调解不收任何费用。",
)
POLICE_RIGHTS = (
    "一、是否调解由双方自愿；有一方不愿意，就不调解，由公安机关依法处理。",
    "二、治安调解一般调一次；需要再调的，在七个工作日内做完。",
    "三、不满十八岁的，要有监护人到场；受害的一方可以书面委托别人来。",
    "四、达成协议并履行的，不予处罚；没有达成或者没有履行的，依法处理。",
)
DUTIES = (
    "一、如实说明事情的经过。",
    "二、遵守调解现场的秩序，尊重调解员。",
    "三、尊重对方的权利。",
)
OTHER_WAYS = (
    "调解不影响您申请仲裁、请主管部门处理或者向人民法院起诉。",
    "为了谈成而作的让步，不得在以后的诉讼中作为对您不利的证据。",
)


def mediation_record(d: Dossier) -> Paper:
    """All sessions; what nobody disputes and what somebody gave way on, apart."""
    parts: list[Part] = []
    for n, meeting in enumerate(d.meetings, start=1):
        parts += _session(n, meeting)
    return Paper(
        key="record",
        title="调解记录",
        facts=(
            ("登记号", d.number),
            ("纠纷类型", d.type_name),
            ("单位", d.station),
            *(
                ("请来帮忙的人", f"{name}（{relation}）")
                for relation, name in d.invited
            ),
        ),
        grid=_people(d),
        parts=tuple(parts),
        signatures=(
            *tuple(f"{SIDES[p.role]}（{p.name}）{BY_HAND}" for p in d.people),
            "调解员签名：",
            "记录人签名：",
        ),
    )


def _session(n: int, meeting: Meeting) -> list[Part]:
    where = f"{moment_words(meeting.at)}，{meeting.place}，调解员{meeting.mediator}"
    found = [
        Part(f"第{n}次调解", (where,)),
        Part("双方没有争议的事实", paragraphs(meeting.facts) or ("没有记录。",)),
    ]
    if meeting.concessions:
        heading = "调解中的让步（不得作为不利证据）"
        found.append(Part(heading, paragraphs(meeting.concessions)))
    return found


def visit_record(d: Dossier) -> Paper:
    """回访记录: kept or not, content or not, calm or not; who went, and when."""
    number = d.terms.number if d.terms and d.signed_on else "（口头协议）"
    parts = tuple(
        Part(
            f"第{n}次回访",
            (
                f"{moment_words(visit.at)}，回访人{visit.visitor}",
                f"履行情况：{visit.kept}",
                f"当事人满意吗：{visit.satisfied}",
                f"有没有激化的苗头：{visit.risk}",
                *paragraphs(visit.note),
            ),
        )
        for n, visit in enumerate(d.visits, start=1)
    )
    return Paper(
        key="visits",
        title="回访记录",
        facts=(
            ("登记号", d.number),
            ("调解协议", number if d.agreed_on else "没有达成协议"),
            ("回访事由", "问履行得怎么样、双方满不满意、还有没有矛盾"),
            ("单位", d.station),
        ),
        grid=_people(d),
        parts=parts or (Part("回访", ("还没有回访。",)),),
        signatures=("回访人签名：", "被回访人签名："),
    )


def confirmation(d: Dossier) -> Paper:
    """Both ask the court together; which dates hold is printed on it."""
    number = d.terms.number if d.terms else "（口头协议，见调解记录）"
    until: tuple[tuple[str, str], ...] = ()
    if d.confirm is not None:
        last = date_words(d.confirm.last)
        until = (
            ("请在这一天前申请", date_words(d.confirm.safe)),
            ("最迟（遇休息日顺延，以法院的说法为准）", last),
        )
    return Paper(
        key="confirmation",
        title="司法确认申请书",
        facts=(
            ("调解协议", number),
            ("调解单位", d.station),
            ("协议生效日", date_words(d.agreed_on) if d.agreed_on else ""),
            *until,
        ),
        grid=_people(d),
        parts=(
            Part("申请事项", ("请求人民法院确认上述调解协议有效。",)),
            Part(
                "我们保证",
                (
                    "我们出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为。",
                    "如果因为协议内容给他人造成损害，我们愿意承担相应责任。",
                ),
            ),
            Part("一起交的材料", CONFIRMATION_PAPERS),
            Part("向哪个法院申请", COURTS),
        ),
        signatures=tuple(f"{SIDES[p.role]}（{p.name}）{BY_HAND}" for p in d.people),
    )


CONFIRMATION_PAPERS = (
    (
        "调解协议书；双方的身份证明；与协议有关的财产权利证明；双方的地址和电话；"
        "代办的，还要授权委托书。"
    ),
    "确认身份关系、收养关系、婚姻关系的，法院不受理（司法确认规定第四条）。",
)
COURTS = (
    (
        "法院请来调解的，向请来的法院申请；自己来调解的，向当事人住所地、标的物所在地"
        "或者调解组织所在地的基层人民法院申请（民事诉讼法第二百零五条）。"
    ),
)


def _people(d: Dossier) -> Grid:
    return Grid(
        ("当事人", "姓名", "电话"),
        tuple((SIDES[p.role], p.name, p.phone) for p in d.people),
    )


PAPERS: Mapping[str, tuple[str, Callable[[Dossier], Paper]]] = {
    "application": ("申请书", application),
    "rights": ("权利义务告知书", rights),
    "record": ("调解记录", mediation_record),
    "visits": ("回访记录", visit_record),
    "confirmation": ("司法确认申请书", confirmation),
    "index": ("卷宗目录", index),
}
"""Key → its name at the desk, and who writes it; the agreement has its own door."""
