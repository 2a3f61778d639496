"""A minimal valid content folder, and small ways to spoil it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from build_scripts.catalogue.check import check_catalogue
from build_scripts.problems import Problem
from tests.learning_files import LEARNING_FILES

TODAY = date(2026, 11, 22)

CONFIG = """\
name: 家门口
tagline: 办事少跑一趟
operator: 禾川县人民政府
demo: true
county: hechuan
topics:
  - {id: id-card, name: 身份证}
  - {id: mediation, name: 调解}
problems:
  - {text: 身份证快过期了, target: service/id-card-renewal}
  - {text: 邻居吵架了, target: dispute_type/neighbour}
emergency: ["110"]
"""

AGENCIES = """\
agencies:
  - id: county-psb
    name: 禾川县公安局
    short_name: 县公安局
    kind: public_security
    level: county
    area: hechuan
    does: 管户口和治安
    hotline: "110"
    supervise:
      - {kind: supervision, number: 0000-0000102}
  - id: county-justice
    name: 禾川县司法局
    short_name: 县司法局
    kind: justice
    level: county
    parent: ""
    area: hechuan
    does: 管调解和法律援助
    supervise:
      - {kind: supervision, number: 0000-0000104}
"""

HOTLINES = """\
hotlines:
  - id: "110"
    name: 报警
    number: "110"
    what_for: 有危险就打
    what_happens: 民警马上来
    hours: 全天
    cost: 不收话费
    urgent: true
"""

DISPUTE_TYPES = """\
dispute_types:
  - id: neighbour
    name: 邻里纠纷
    examples: [楼上漏水]
    proposal: 先找调解员，不花钱。
    ways:
      - kind: people_mediation
        station_kind: justice_office
        who: 人民调解委员会
        cost: 不收费
        time: 一个月内
        effect: 协议有约束力
        legal_basis:
          - {law: mediation-law, article: "31"}
"""

LAW_ID_CARD = """\
name: 居民身份证法
level: law
issuer: 全国人大常委会
effective_on: 2012-01-01
checked_on: 2026-11-01
articles:
  - {number: "11", gist: 快到期了可以换新证}
"""

LAW_MEDIATION = """\
name: 人民调解法
level: law
issuer: 全国人大常委会
effective_on: 2011-01-01
checked_on: 2026-11-01
articles:
  - {number: "31", gist: 调解协议要照着做}
"""

MATERIAL = """\
name: 旧的居民身份证
what: 原来那张身份证
source: applicant
"""

SERVICE = """\
name: 居民身份证换领
plain_name: 换身份证
summary: 身份证快到期或损坏时换一张新的。
problems: [身份证快过期了]
kind: confirmation
project_type: promised
audience: [person]
topic: id-card
competent_agency: county-psb
legal_basis:
  - {law: id-card-law, article: "11"}
eligibility: 身份证快到期或者损坏了。
applicants:
  - who: self
    materials:
      - {material: old-id-card}
steps:
  - {title: 到窗口交旧证}
statutory_limit: {n: 60, unit: day}
promised_limit: {n: 20, unit: workday}
visits: 1
visit_reason: 要当面采集指纹
channels:
  - {type: window}
handle_area: national
fees:
  - {name: 工本费, amount: 20, basis: 收费文件, pay_online: 是}
outputs:
  - {name: 居民身份证, delivery: [pickup], sample: 一张卡}
booking: {supported: true, rule: 不预约也能办}
consult:
  - {kind: counter, number: 0000-0000110}
supervise:
  - {kind: supervision, number: 0000-0000119}
"""

LIFE_EVENT = """\
name: 搬到新地方
trigger: 我搬家了
intro: 先换证。
agencies: [county-psb]
steps:
  - title: 换证
    tasks:
      - {service: id-card-renewal}
"""

POLICE_STATION = """\
name: 桥东派出所
kind: police_station
agencies: [county-psb]
areas_served: [qiaodong]
address: {full: 桥东镇老街 1 号}
phones:
  - {kind: duty, number: 0000-0000201}
  - {kind: supervision, number: 0000-0000202}
hours:
  regular:
    - {days: [mon, tue, wed, thu, fri], open: [08:30-12:00, 14:30-17:30]}
offerings:
  - {service: id-card-renewal, counter: 1 号窗口}
booking:
  schedules:
    - id: household
      name: 户籍窗口
      services: [id-card-renewal]
      slot_minutes: 15
      seats: 2
      hours:
        - {days: [mon, tue], open: [08:30-12:00]}
reviewed_on: 2026-11-01
"""

OTHER_STATION = """\
name: 桥东%(name)s
kind: %(kind)s
agencies: [county-justice]
areas_served: [qiaodong]
address: {full: 桥东镇老街 2 号}
phones:
  - {kind: supervision, number: 0000-0000302}
hours:
  regular:
    - {days: [mon, tue, wed, thu, fri], open: [08:30-12:00]}
takes_disputes: true
reviewed_on: 2026-11-01
"""

COUNTY = 'name: 禾川县\ncode: "000000000000"\nlevel: county\n'
TOWNSHIP = """\
name: 桥东镇
code: "000000001000"
level: township
parent: hechuan
stations:
  police: qiaodong-police-station
  justice: qiaodong-justice-office
  governance: qiaodong-governance-center
"""
VILLAGE = """\
name: 欢喜村
code: "000000001001"
level: village
parent: qiaodong
posts:
  - role: community_officer
    display_name: 王警官
    agency: county-psb
    phones:
      - {kind: counter, number: 0000-0000401}
"""
OTHER_TOWNSHIP = """\
name: 云屿乡
code: "000000002000"
level: township
parent: hechuan
stations:
  police: qiaodong-police-station
  justice: qiaodong-justice-office
  governance: qiaodong-governance-center
"""

ARTICLE = """\
---
name: 换证要趁早
summary: 身份证到期前三个月就能换。
takeaways: [到期前三个月能换]
topics: [id-card]
legal_basis:
  - {law: id-card-law, article: "11"}
publisher: county-psb
published_on: 2026-11-01
expires: 2028-11-01
---

身份证快到期了，请带**旧证**来换。

- 看[办事指南](../services/id-card-renewal.html)
"""
TOWNSHIP_ARTICLE = ARTICLE.replace("publisher:", "areas: [qiaodong-huanxi]\npublisher:")
PAGE = "---\nname: 关于本站\nsummary: 这是什么网站。\n---\n\n欢迎。\n"
CALENDAR = """\
year: 2026
source: 国务院办公厅 2025 年 11 月 4 日的通知
holidays:
  - {name: 元旦, start: 2026-01-01, end: 2026-01-03, makeup: [2026-01-04]}
  - {name: 春节, start: 2026-02-15, end: 2026-02-23, makeup: [2026-02-14, 2026-02-28]}
  - {name: 清明节, start: 2026-04-04, end: 2026-04-06}
  - {name: 劳动节, start: 2026-05-01, end: 2026-05-05, makeup: [2026-05-09]}
  - {name: 端午节, start: 2026-06-19, end: 2026-06-21}
  - {name: 中秋节, start: 2026-09-25, end: 2026-09-27}
  - {name: 国庆节, start: 2026-10-01, end: 2026-10-07, makeup: [2026-09-20, 2026-10-10]}
"""

SERVICE_PATH = "content/services/id-card-renewal.yml"
STATION_PATH = "content/stations/qiaodong-police-station.yml"
ARTICLE_PATH = "content/articles/renew-early.md"
TOWNSHIP_ARTICLE_PATH = "content/articles/qiaodong/renew-early-huanxi.md"
AGENCIES_PATH = "content/agencies.yml"
LAW_PATH = "content/laws/id-card-law.yml"
CALENDAR_PATH = "content/calendar/2026.yml"
TOWNSHIP_PATH = "content/areas/qiaodong/qiaodong.yml"
VILLAGE_PATH = "content/areas/qiaodong/qiaodong-huanxi.yml"
CONFIG_PATH = "site_config.yml"

FILES = {
    CONFIG_PATH: CONFIG,
    AGENCIES_PATH: AGENCIES,
    "content/hotlines.yml": HOTLINES,
    "content/dispute_types.yml": DISPUTE_TYPES,
    LAW_PATH: LAW_ID_CARD,
    "content/laws/mediation-law.yml": LAW_MEDIATION,
    "content/materials/old-id-card.yml": MATERIAL,
    SERVICE_PATH: SERVICE,
    "content/life_events/moving.yml": LIFE_EVENT,
    STATION_PATH: POLICE_STATION,
    "content/stations/qiaodong-justice-office.yml": OTHER_STATION
    % {"name": "司法所", "kind": "justice_office"},
    "content/stations/qiaodong-governance-center.yml": OTHER_STATION
    % {"name": "综治中心", "kind": "governance_center"},
    "content/areas/hechuan.yml": COUNTY,
    TOWNSHIP_PATH: TOWNSHIP,
    VILLAGE_PATH: VILLAGE,
    "content/areas/yunyu/yunyu.yml": OTHER_TOWNSHIP,
    ARTICLE_PATH: ARTICLE,
    TOWNSHIP_ARTICLE_PATH: TOWNSHIP_ARTICLE,
    "content/pages/about.md": PAGE,
    CALENDAR_PATH: CALENDAR,
    **LEARNING_FILES,
}


def a_catalogue_folder(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Write the valid sample, with `files` (path → content) added or replaced."""
    for path, content in {**FILES, **(files or {})}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        target.write_bytes(data)
    return root


def edited(path: str, old: str, new: str) -> dict[str, str | bytes]:
    """One file of the sample in which `old`, which must be there, became `new`."""
    assert old in FILES[path], f"{old!r} is not in {path}"
    return {path: FILES[path].replace(old, new, 1)}


def problems_of(
    root: Path, files: dict[str, str | bytes] | None = None, today: date = TODAY
) -> list[Problem]:
    """What the check says about the sample with these files."""
    return check_catalogue(a_catalogue_folder(root, files), today)[1]
