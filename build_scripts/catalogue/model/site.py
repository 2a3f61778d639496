"""site_config.yml: the site's own settings and the policy numbers of the forms.

The forms read the policy from catalogue.json, so that one reviewed place decides.
"""

from typing import Literal

from build_scripts.catalogue.model.common import Link, Phone, Text
from build_scripts.catalogue.model.services import Audience
from build_scripts.shared.frozen import Frozen

Language = Literal["zh-Hans", "zh-Hant", "en", "ar"]


class Topic(Frozen, kw_only=True):
    """A subject under which services and articles are listed."""

    id: str
    """编号。"""
    name: Text
    """名称。"""
    audience: tuple[Audience, ...] = ()
    """这个主题给谁看：person 个人、business 企业、organisation 单位、foreigner 外国人；不写就是都可以。"""


class Problem(Frozen, kw_only=True):
    """A sentence of the home page: what happened → where to go."""

    text: Text
    """群众怎么说，例如“身份证丢了”。"""
    target: str
    """指向哪里：service/编号、life_event/编号、dispute_type/编号 或 article/编号。"""


class AppointmentPolicy(Frozen, kw_only=True):
    """Numbers of the booking rules."""

    cancel_until_minutes: int = 60
    """最晚提前多少分钟取消或改期。"""
    open_per_phone: int = 3
    """同一手机号同时最多几个有效预约。"""
    keep_days: int = 90
    """办完后个人信息保留几天。"""
    remind_hours: int = 24
    """提前多少小时提醒；0 是不提醒。"""
    messages_per_day: int = 5
    """同一手机号一天最多收到几条通知，各种通知一起算。"""
    freed_within_minutes: int = 30
    """退回来的号在多少分钟内随便挑个时候放出来，让抢号倒卖的人等不着；0 是马上放。"""
    misses_before_pause: int = 2
    """三个月里约了不来几次，网上就先停约；0 是不停。"""
    pause_days: int = 14
    """停约多少天，这段时间只能到窗口办。"""
    open_per_person: int = 3
    """同一姓名（到窗口核对身份证的那个人）同时最多几个有效预约；0 是不限。"""
    waits_per_phone: int = 2
    """同一手机号同时最多排几个候补；0 是不开候补。"""
    offer_minutes: int = 60
    """轮到候补的人，空号给他留多少分钟；夜里的从早上八点算起。"""
    home_per_phone: int = 2
    """同一手机号同时最多几个上门、送证的申请。"""
    address_days: int = 7
    """上门、送证办完后，住址和来不了的原因再留几天。"""
    puzzle_bits: int = 15
    """选时间以前，浏览器自己算一道小题，抢号的程序就快不起来；15 在便宜手机上不到一秒，0 是不算。"""
    puzzle_wait_seconds: int = 20
    """没有开脚本的手机，不算题，等多少秒。"""


class DisputePolicy(Frozen, kw_only=True):
    """Clocks of the dispute register; each names its source in site_config.yml."""

    accept_workdays: int = 3
    """几个工作日内答复受理或不受理。"""
    referral_workdays: int = 3
    """转交后对方几个工作日内接收或退回。"""
    police_referral_hours: int = 24
    """转交公安机关的几小时内办理。"""
    mediation_days: int = 30
    """人民调解一般多少天内办结。"""
    keep_days: int = 1095
    """结案后个人信息保留几天。"""
    follow_up_days: tuple[int, ...] = (7, 30, 90)
    """有结果以后第几天回访，一次写一个。"""
    remind_days: int = 3
    """协议约定的日子前几天提醒。"""
    rights_workdays: int = 15
    """有人要求更正、删除自己的信息，几个工作日内答复。"""
    source_months: int = 12
    """分流规则的依据几个月内要和法律条文核对一次；过期了 doorstep check 不通过。"""


class KeepPolicy(Frozen, kw_only=True):
    """How long personal data of each kind are kept (个人信息保护法 Art. 19)."""

    taken_back_days: int = 365
    """撤回的、没有受理的调解申请，个人信息保留几天。"""
    files_days: int = 365
    """结案后，交来的照片和材料保留几天；比案件本身先删。"""
    readings_days: int = 400
    """“谁看过哪件事”的记录保留几天；网络安全法要求日志至少六个月。"""


class LetterPolicy(Frozen, kw_only=True):
    """What people write to the stations: questions, wishes, mistakes on pages."""

    answer_workdays: int = 5
    """群众写来的话，几个工作日内答复。"""
    open_per_phone: int = 3
    """同一手机号同时最多几条没答复的。"""
    keep_days: int = 180
    """答复以后，原话和电话保留几天。"""


class PurposeNotice(Frozen, kw_only=True):
    """What people read before they send in a dispute (个人信息保护法 Art. 17)."""

    version: str = "1"
    """版本，改了内容就换一个，例如日期；申请时看的是哪一版，会和申请一起存下来。"""
    points: tuple[Text, ...] = ()
    """一条一条说清：谁在收、收什么、干什么用、存多久、您有什么权利。"""


class SiteConfig(Frozen, kw_only=True):
    """Everything about the site that is not a record."""

    name: Text
    """网站名称。"""
    tagline: Text
    """一句话口号。"""
    operator: Text
    """主办单位。"""
    languages: tuple[Language, ...] = ("zh-Hans",)
    """网站有哪几种语言：zh-Hans 简体中文（一定有，写在最前）、zh-Hant 繁体（自动转换）、en 英文、ar 阿拉伯文（要人翻译）。"""
    site_url: str = ""
    """正式网址，用于站点地图和海报；没有就不写。"""
    demo: bool = False
    """演示数据：每页注明，电话一律打不通。"""
    county: str
    """本县的地区编号。"""
    primary: str = "teal"
    """主题色（Material 的颜色名）。"""
    forms_path: str = "forms"
    """表单程序在网站下的路径。"""
    footer_links: tuple[Link, ...] = ()
    """页脚链接。"""
    icp: Text = Text("")
    """ICP 备案号。"""
    site_identifier: Text = Text("")
    """政府网站标识码。"""
    phones: tuple[Phone, ...] = ()
    """网站管理电话。"""
    data_license: Text = Text("可以自由使用、转载、改编，注明来源就行（CC BY 4.0）")
    """开放数据怎么用，一句话。"""
    data_license_url: str = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    """开放数据许可的网址。"""
    topics: tuple[Topic, ...]
    """主题。"""
    problems: tuple[Problem, ...]
    """首页“您遇到什么事”的说法。"""
    emergency: tuple[str, ...] = ("110", "120", "119")
    """有危险时显示的号码。"""
    appointments: AppointmentPolicy = AppointmentPolicy()
    """预约规则。"""
    disputes: DisputePolicy = DisputePolicy()
    """调解登记的时限。"""
    keep: KeepPolicy = KeepPolicy()
    """各类个人信息保存多久。"""
    letters: LetterPolicy = LetterPolicy()
    """群众写来的话：提问、建议、网页纠错。"""
    dispute_notice: PurposeNotice = PurposeNotice()
    """申请调解前给群众看的信息使用说明。"""
    coverage_roles: tuple[
        Literal["community_officer", "grid_worker", "mediator", "legal_adviser"], ...
    ] = ()
    """每个村和社区应当有的岗位。"""
