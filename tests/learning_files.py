"""The learning and news records of the small valid content folder, as files."""

from __future__ import annotations

ALERT = """\
name: 自称公安要转账先挂断
kind: anti_fraud
severity: moderate
areas: [qiaodong-huanxi]
effective: 2026-11-10 08:00
expires: 2027-02-10 18:30
looks_like: 有人自称民警，叫您转账。
do: [先挂断]
dont: [不转账]
hotline: "110"
source: {title: 县公安局提示, issuer: county-psb}
legal_basis:
  - {law: id-card-law, article: "11"}
articles: [renew-early]
renditions:
  sms: 自称公安要转账的都是骗子。
  broadcast: %s
  poster:
    headline: 自称公安要转账先挂断
    points: [不转账]
""" % ("先挂断再去问一问。" * 32)

QUIZ = """\
name: 走一圈
mode: trail
intro: 两道题。
topics: [id-card]
areas: [qiaodong]
station: qiaodong-justice-office
articles: [renew-early]
publisher: county-justice
questions:
  - id: renew
    stem: 快到期能换吗？
    options:
      - {text: 能, correct: true}
      - {text: 不能}
    explanation: 到期前就能换。
    legal_basis:
      - {law: id-card-law, article: "11"}
  - id: keep
    type: multiple
    stem: 调解协议要怎样？
    options:
      - {text: 照着做, correct: true}
      - {text: 互相提醒, correct: true}
      - {text: 当没有}
    explanation: 有约束力。
    legal_basis:
      - {law: mediation-law, article: "31"}
stops:
  - {code: qd01, name: 第一块, place: 北口, questions: [renew]}
  - {code: qd02, name: 第二块, place: 南口, questions: [keep]}
pass_mark: 80
"""

EVENT = """\
name: 宣传车下乡
kind: mobile_van
summary: 车上有律师。
starts: 2026-12-04 09:00
ends: 2026-12-04 16:30
stops:
  - {place: 村口, area: qiaodong-huanxi, starts: 2026-12-04 09:00, ends: 2026-12-04 11:00}
areas: [qiaodong]
organiser: qiaodong-justice-office
phones:
  - {kind: counter, number: 0000-0000615}
event_status: moved
previous_start: 2026-12-03 09:00
change_note: 天气不好，往后推一天。
sequence: 1
services: [id-card-renewal]
"""
EVENT_PATH = "content/events/qiaodong/van.yml"

NOTICE = """\
name: 停电半天
kind: closure
text: 停电，窗口下午开。
valid_from: 2026-11-28
valid_through: 2026-11-28
areas: [qiaodong]
stations: [qiaodong-justice-office]
publisher: county-justice
"""
NOTICE_PATH = "content/notices/qiaodong/power-cut.yml"
VOLUNTEERS = """\
name: 夜跑护卫队
summary: 晚上陪跑。
agency: county-psb
areas: [qiaodong-huanxi]
duties: [陪跑]
not_duties: [不查证件]
recognise: 到派出所问
how_to_join: 到派出所报名
phones:
  - {kind: counter, number: 0000-0000616}
"""
VOLUNTEERS_PATH = "content/volunteers/qiaodong/night-run.yml"
FIND = """\
name: 一串钥匙
kind: found
category: keys
when: 2026-11-15
area: qiaodong-huanxi
station: qiaodong-police-station
published_on: 2026-11-16
"""
FIND_PATH = "content/lost_found/qiaodong/found-keys.yml"

TERMS = """\
terms:
  - id: renewal
    name: 换领
    plain: 换一张新的。
    legal_basis:
      - {law: id-card-law, article: "11"}
  - id: limitation
    name: 诉讼时效
    plain: 打官司的期限。
    people_say: [过期了]
"""
TERMS_PATH = "content/terms.yml"
CODES = """\
codes:
  - id: hc101
    name: 先挂断
    target: alert/fake-police
    issuer: county-psb
    issued_on: 2026-11-10
    valid_to: 2027-02-10
"""
CODES_PATH = "content/codes.yml"
GIVEN = """\
codes_given:
  - {id: hc101, name: 先挂断, target: alert/fake-police, given_on: 2026-11-10}
  - {id: qd01, name: 第一块, given_on: 2026-11-10}
  - {id: qd02, name: 第二块, given_on: 2026-11-10}
"""
GIVEN_PATH = "content/codes_given.yml"
MOVES = """\
redirects:
  - id: shiban
    name: 石板乡
    old: area/shiban
    target: area/qiaodong
    since: 2020-08-01
"""
MOVES_PATH = "content/redirects.yml"

FORM = """\
name: 申请表
what: 想申请的人来填。
parts:
  - title: 申请人
    fields:
      - {label: 姓名, sample: 余大山}
      - {label: 经过, lines: 5, sample: 下雨漏水。}
signatures: [申请人签名]
hand_in: 司法所
version: "2026-11"
legal_basis:
  - {law: mediation-law, article: "31"}
"""
FORM_PATH = "content/forms/application.yml"

ALERT_PATH = "content/alerts/qiaodong/fake-police.yml"
QUIZ_PATH = "content/quizzes/qiaodong/round.yml"

LEARNING_FILES = {
    QUIZ_PATH: QUIZ,
    EVENT_PATH: EVENT,
    NOTICE_PATH: NOTICE,
    VOLUNTEERS_PATH: VOLUNTEERS,
    FIND_PATH: FIND,
    TERMS_PATH: TERMS,
    FORM_PATH: FORM,
    CODES_PATH: CODES,
    GIVEN_PATH: GIVEN,
    MOVES_PATH: MOVES,
    ALERT_PATH: ALERT,
}
