"""Plain Chinese words for the fixed values of the model, one table a field."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.languages.speech import Words

STATION_KIND = Words(
    {
        "police_station": "派出所",
        "police_room": "警务室",
        "police_post": "警务点",
        "justice_office": "司法所",
        "governance_center": "综治中心",
        "mediation_center": "调解中心",
        "mediation_room": "调解室",
        "grid_station": "网格站",
        "legal_service_room": "公共法律服务中心",
        "service_point": "办事大厅",
        "kiosk": "自助机",
        "court_liaison": "法院联系点",
        "petition_reception": "信访接待",
        "legal_culture_site": "法治文化场所",
    }
)
SETTING = Words(
    {
        "village": "村里",
        "community": "社区里",
        "campus": "校园里",
        "scenic": "景区里",
        "market": "市场里",
        "enterprise": "企业里",
        "expressway": "高速公路上",
    }
)
POST_ROLE = Words(
    {
        "community_officer": "社区民警",
        "auxiliary_officer": "辅警",
        "grid_worker": "网格员",
        "mediator": "人民调解员",
        "legal_adviser": "法律顾问",
        "security_committee": "治保会",
        "village_cadre": "村（社区）干部",
        "volunteer_lead": "志愿者负责人",
    }
)
PHONE_KIND = Words(
    {
        "duty": "24 小时值班",
        "counter": "窗口咨询",
        "supervision": "监督投诉",
    }
)
PERSON_PHONE = Words(
    {
        "duty": "电话（24 小时）",
        "counter": "电话",
        "supervision": "监督电话",
    }
)
YES_NO = Words(
    {
        "yes": "有",
        "no": "没有",
        "unknown": "还不清楚，请先打电话问",
    }
)
ACCESSIBILITY = Words(
    {
        "step_free": "门口没有台阶或有坡道",
        "accessible_toilet": "无障碍卫生间",
        "low_counter": "低位窗口",
        "sign_language": "手语翻译（要提前约）",
        "writing_help": "笔谈、代写",
        "guide_dogs": "导盲犬可以进",
        "parking": "无障碍停车位",
    }
)
AMENITY = Words(
    {
        "free_copies": "免费复印",
        "water": "饮水",
        "charging": "手机充电",
        "reading_glasses": "老花镜",
        "wheelchair_loan": "借轮椅",
        "umbrella": "借雨伞",
        "nursing_room": "母婴室",
        "first_aid": "急救箱",
    }
)
SERVICE_KIND = Words(
    {
        "licence": "行政许可",
        "confirmation": "行政确认",
        "registration": "登记",
        "payment": "行政给付",
        "mediation": "调解",
        "legal_aid": "法律援助",
        "adjudication": "行政裁决",
        "consultation": "咨询",
        "other": "其他服务",
    }
)
ONLINE_DEPTH = Words(
    {
        "I": "Ⅰ级：网上看说明",
        "II": "Ⅱ级：网上交材料",
        "III": "Ⅲ级：最多跑一次",
        "IV": "Ⅳ级：全程网上办",
    }
)
PROJECT_TYPE = Words({"instant": "即办件", "promised": "承诺件"})
AUDIENCE = Words(
    {
        "person": "个人",
        "business": "企业",
        "organisation": "单位",
        "foreigner": "外国人",
    }
)
HANDLE_AREA = Words(
    {
        "county": "本县",
        "city": "全市通办",
        "province": "全省通办",
        "cross_province": "跨省通办",
        "national": "全国通办",
    }
)
CHANNEL = Words(
    {
        "window": "到窗口办",
        "kiosk": "在自助机上办",
        "online": "网上办",
        "app": "手机应用办",
        "miniprogram": "小程序办",
        "post": "寄材料办",
        "phone": "打电话办",
        "home_visit": "上门办",
        "agent": "请人代办",
    }
)
WHO = Words(
    {
        "self": "本人来办",
        "guardian": "监护人来办",
        "agent": "请人代办",
        "relative": "亲属来办",
        "other_province": "外省户籍的人来办",
        "employer": "单位来办",
        "foreigner": "外国人来办",
    }
)
NEED = Words(
    {
        "required": "必须带",
        "optional": "有就带",
        "may_follow": "可以后补",
    }
)
TASK_NEED = Words(
    {
        "required": "必办",
        "optional": "可选",
        "choice": "选一样",
    }
)
MATERIAL_SOURCE = Words(
    {
        "applicant": "自己准备",
        "government": "政府部门核发",
        "third_party": "其他单位出具",
    }
)
DELIVERY = Words(
    {
        "pickup": "到窗口自取",
        "express": "快递寄到家",
        "online": "网上领取",
        "on_the_spot": "当场拿到",
    }
)
WAY_KIND = Words(
    {
        "people_mediation": "人民调解",
        "police_mediation": "治安调解",
        "labour_arbitration": "劳动仲裁",
        "land_arbitration": "土地承包仲裁",
        "administrative": "行政处理",
        "court": "打官司",
        "legal_aid": "法律援助",
        "petition": "信访",
    }
)
AREA_LEVEL = Words(
    {
        "county": "县",
        "township": "乡镇、街道",
        "village": "村",
        "community": "社区",
    }
)
LAW_LEVEL = Words(
    {
        "law": "法律",
        "administrative_regulation": "行政法规",
        "department_rule": "部门规章",
        "judicial_interpretation": "司法解释",
        "normative_document": "规范性文件",
    }
)
LAW_STATUS = Words(
    {
        "effective": "现行有效",
        "amended": "已修改，新文本正在核对",
        "repealed": "已废止",
    }
)
ARTICLE_FORMAT = Words(
    {
        "article": "文章",
        "case": "案例",
        "faq": "问答",
        "comic": "漫画",
        "video": "视频",
        "leaflet": "传单",
        "lawyer": "律师释法",
    }
)
READER = Words(
    {
        "everyone": "所有人",
        "minors": "未成年人",
        "left_behind_children": "留守儿童",
        "elderly": "老年人",
        "women": "妇女",
        "farmers": "农民",
        "migrant_workers": "外出务工的人",
        "merchants": "做生意的人",
        "students": "学生",
        "foreigners": "外国人",
        "drivers": "开车的人",
    }
)
STATION_STATUS = Words(
    {
        "open": "正常开放",
        "closed_temporarily": "暂停开放",
        "moved": "已经搬走",
        "closed": "已经撤销",
    }
)
LANGUAGE = Words(
    {
        "zh": "普通话",
        "zh-Hans": "普通话",
        "yue": "粤语",
        "wuu": "吴语",
        "nan": "闽南话",
        "hak": "客家话",
        "en": "英语",
        "ar": "阿拉伯语",
        "ko": "朝鲜语（韩语）",
        "ja": "日语",
        "ru": "俄语",
        "fr": "法语",
        "es": "西班牙语",
        "hi": "印地语",
        "ur": "乌尔都语",
        "fa": "波斯语",
        "vi": "越南语",
        "th": "泰语",
        "bo": "藏语",
        "ug": "维吾尔语",
        "mn": "蒙古语",
        "za": "壮语",
        "ii": "彝语",
    }
)
HOLIDAY = Words(
    {
        name: name
        for name in ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
    }
)
LIMIT: Mapping[str, str] = {
    "instant": "当场办结",
    "minute": "%(n)s 分钟内",
    "hour": "%(n)s 小时内",
    "workday": "%(n)s 个工作日内",
    "day": "%(n)s 天内",
    "month": "%(n)s 个月内",
}
"""How long something takes at most, for `_`."""


def language(tag: str) -> str:
    """'en' → '英语'; a tag we have no word for, or a word already, stays as it is."""
    return LANGUAGE.get(tag, tag)
