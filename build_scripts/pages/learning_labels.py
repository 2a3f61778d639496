"""Plain Chinese words for the fixed values of alerts, quizzes, events and notices."""

from __future__ import annotations

from collections.abc import Mapping

ALERT_KIND: Mapping[str, str] = {
    "anti_fraud": "防骗",
    "public_safety": "平安",
    "traffic": "交通",
    "weather": "天气",
    "missing_service": "停电停水停办",
    "campaign": "集中行动",
}
SEVERITY: Mapping[str, str] = {
    "extreme": "非常危险",
    "severe": "危险",
    "moderate": "要当心",
    "minor": "留意",
    "info": "知道就行",
}
SEVERITY_TONE: Mapping[str, str] = {
    "extreme": "stop",
    "severe": "stop",
    "moderate": "wait",
    "minor": "wait",
    "info": "ok",
}
QUIZ_MODE: Mapping[str, str] = {
    "practice": "做一题看一题",
    "trail": "沿着看板闯关",
    "exam": "考一考",
}
LOOKS_LIKE: Mapping[str, str] = {"anti_fraud": "骗子怎么骗"}
"""What the first part of an alert is called; other kinds: “是什么事”."""
