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

ALERT_PATH = "content/alerts/qiaodong/fake-police.yml"

LEARNING_FILES = {
    ALERT_PATH: ALERT,
}
