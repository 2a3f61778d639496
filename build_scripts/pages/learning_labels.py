"""Plain Chinese words for the fixed values of alerts, quizzes, events and notices."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.languages.speech import Words

ALERT_KIND = Words(
    {
        "anti_fraud": "防骗",
        "public_safety": "平安",
        "traffic": "交通",
        "weather": "天气",
        "missing_service": "停电停水停办",
        "campaign": "集中行动",
    }
)
SEVERITY = Words(
    {
        "extreme": "非常危险",
        "severe": "危险",
        "moderate": "要当心",
        "minor": "留意",
        "info": "知道就行",
    }
)
SEVERITY_TONE: Mapping[str, str] = {
    "extreme": "stop",
    "severe": "stop",
    "moderate": "wait",
    "minor": "wait",
    "info": "ok",
}
QUIZ_MODE = Words(
    {
        "practice": "做一题看一题",
        "trail": "沿着看板闯关",
        "exam": "考一考",
    }
)
EVENT_KIND = Words(
    {
        "lecture": "讲座",
        "mobile_van": "法治宣传车",
        "counter_day": "现场咨询",
        "reception_day": "领导接访日",
        "mock_trial": "模拟法庭",
        "circuit_mediation": "巡回调解",
        "open_day": "开放日",
        "night_school": "夜校",
        "junior_police": "少年警校",
        "seven_entries": "法律七进",
    }
)
EVENT_STATUS = Words(
    {
        "scheduled": "",
        "moved": "有改动",
        "postponed": "延期，时间待定",
        "cancelled": "取消",
    }
)
EVENT_STATUS_TONE: Mapping[str, str] = {
    "scheduled": "ok",
    "moved": "wait",
    "postponed": "wait",
    "cancelled": "stop",
}
NOTICE_KIND = Words(
    {
        "closure": "停办、放假",
        "move": "搬家",
        "change": "办法变了",
        "recruit": "招募",
        "other": "通知",
    }
)
LOST_CATEGORY = Words(
    {
        "id_card": "证件",
        "phone": "手机",
        "wallet": "钱包",
        "keys": "钥匙",
        "vehicle": "车",
        "livestock": "牲畜",
        "tool": "工具",
        "bag": "包",
        "other": "其他",
    }
)
LOOKS_LIKE = Words({"anti_fraud": "骗子怎么骗"})
"""What the first part of an alert is called; other kinds: “是什么事”."""
