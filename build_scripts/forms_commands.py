"""Commands of the forms app, with what --help says of them; none of it is imported."""

from __future__ import annotations

FORMS_COMMANDS = {
    "alike": "量一量：从回答的快慢看不看得出有没有这件事。",
    "demo": "放进演示用的预约和调解申请。",
    "erase": "删掉保存期已满的个人信息。",
    "figures": "算出给群众看的调解数字，写进网站内容。",
    "keys": "管理个人信息的密钥：换新密钥，把已有的重新加密。",
    "remind": "给快要来的人各备一条提醒。",
    "send": "把该发的通知发出去。",
    "staff": "管理工作人员账号。",
    "trail": "检查调解登记的记录有没有人改过；publish 公布今天的校验码。",
    "upgrade": "升级数据库。",
}
