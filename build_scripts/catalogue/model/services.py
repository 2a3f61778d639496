"""Services and the life events that join them.

Service = CPSV-AP PublicService, the national 基本目录; who does it where is the
Offering of a station (实施清单).
"""

from decimal import Decimal
from typing import Literal

from build_scripts.catalogue.model.common import (
    Citation,
    Limit,
    Link,
    Phone,
    Record,
    Text,
)
from build_scripts.catalogue.model.papers import NeededMaterial
from build_scripts.catalogue.model.places import StationKind
from build_scripts.shared.frozen import Frozen

ServiceKind = Literal[
    "licence",
    "confirmation",
    "registration",
    "payment",
    "mediation",
    "legal_aid",
    "adjudication",
    "consultation",
    "other",
]
ProjectType = Literal["instant", "promised"]
Audience = Literal["person", "business", "organisation", "foreigner"]
OnlineDepth = Literal["I", "II", "III", "IV"]
HandleArea = Literal["county", "city", "province", "cross_province", "national"]
ChannelType = Literal[
    "window",
    "kiosk",
    "online",
    "app",
    "miniprogram",
    "post",
    "phone",
    "home_visit",
    "agent",
]
Who = Literal[
    "self", "guardian", "agent", "relative", "other_province", "employer", "foreigner"
]


class ApplicantVariant(Frozen, kw_only=True):
    """Who comes, and what that person brings."""

    who: Who
    """谁来办：self 本人、guardian 监护人、agent 代办人、relative 亲属、other_province 外省户籍、employer 单位、foreigner 外国人。"""
    materials: tuple[NeededMaterial, ...] = ()
    """要带的材料。"""
    none_needed: bool = False
    """确实什么都不用带时写 true。"""
    note: Text = Text("")
    """补充说明。"""


class Step(Frozen, kw_only=True):
    """One step of the procedure."""

    title: Text
    """做什么。"""
    actor: Text = Text("")
    """谁来做，例如“您”“窗口”。"""
    limit: Limit | None = None
    """这一步要多久。"""


class Channel(Frozen, kw_only=True):
    """A way of applying (CPSV-AP Channel)."""

    type: ChannelType
    """window 窗口、kiosk 自助机、online 网上、app 手机应用、miniprogram 小程序、post 邮寄、phone 电话、home_visit 上门、agent 代办。"""
    note: Text = Text("")
    """说明，例如“行动不便的，打电话约上门”。"""
    url: str = ""
    """网上办理的网址。"""


class Fee(Frozen, kw_only=True):
    """What it costs (CPSV-AP Cost)."""

    name: Text
    """收费名目，例如“工本费”。"""
    amount: Decimal
    """金额，元。"""
    unit: Text = Text("")
    """单位，例如“证”。"""
    basis: Text
    """收费依据的文件。"""
    waiver: Text = Text("")
    """哪些人减免。"""
    pay_online: bool
    """能不能网上缴。"""


class Output(Frozen, kw_only=True):
    """What one gets (CPSV-AP Output)."""

    name: Text
    """结果名称，例如“居民身份证”。"""
    validity: Text = Text("")
    """有效期。"""
    sample: Text = Text("")
    """拿到手是什么样，一句话，好让人核对拿对了没有，例如“一张卡，正面有照片”。"""
    delivery: tuple[Literal["pickup", "express", "online", "on_the_spot"], ...] = ()
    """怎么拿：pickup 自取、express 快递、online 网上、on_the_spot 当场。"""


class BookingRule(Frozen, kw_only=True):
    """Whether a time can or must be booked."""

    supported: bool
    """能不能预约。"""
    required: bool = False
    """是不是必须先预约。"""
    rule: Text
    """预约和不预约怎么办，一句话。"""
    days_ahead: int | None = None
    """这件事最多提前几天约；不写就按站点的。"""
    lead_minutes: int | None = None
    """这件事最晚提前多少分钟约；不写就按站点的。"""
    urgent: bool = False
    """急事：失约停约的规矩不管它，随时都能约。"""
    minutes: int | None = None
    """办一个人大约多少分钟，比一个号长就连着占几个号；不写就是一个号。"""
    persons: int = 1
    """一个号最多几个人一起办，例如妈妈带两个孩子；不写就是一个人约一个号。"""
    minutes_more: int | None = None
    """几个人一起办时，后面每个人多少分钟；不写就和第一个人一样久。"""


class Question(Frozen, kw_only=True):
    """A frequent question."""

    question: Text
    """问。"""
    answer: Text
    """答。"""


class Remedies(Frozen, kw_only=True):
    """What one can do against the decision."""

    reconsideration: Text = Text("")
    """行政复议：向谁、多久以内。"""
    litigation: Text = Text("")
    """行政诉讼：向谁、多久以内。"""


class NationalCodes(Frozen, kw_only=True):
    """The codes of the national exchange tables (GB/T 39554.1), when known."""

    catalog_code: str = ""
    """基本编码。"""
    task_code: str = ""
    """实施编码。"""


class Service(Record, kw_only=True):
    """A public service: what it is, for whom, with what, how long, how much."""

    plain_name: Text
    """群众平常怎么说，例如“换身份证”。"""
    summary: Text
    """一句话说清楚办什么，不超过 100 个字。"""
    problems: tuple[Text, ...]
    """群众会在什么情况下找它，至少一条，例如“身份证快过期了”。"""
    kind: ServiceKind
    """类型：licence 许可、confirmation 确认、registration 登记、payment 给付、mediation 调解、legal_aid 法律援助、adjudication 裁决、consultation 咨询、other 其他。"""
    project_type: ProjectType
    """instant 即办件、promised 承诺件。"""
    audience: tuple[Audience, ...]
    """服务对象：person 个人、business 企业、organisation 组织、foreigner 外国人。"""
    topic: str
    """主题的编号（site_config.yml 的 topics）。"""
    competent_agency: str
    """实施主体：机构的编号。"""
    partner_agencies: tuple[str, ...] = ()
    """联办机构的编号。"""
    legal_basis: tuple[Citation, ...]
    """设定依据。"""
    eligibility: Text
    """受理条件：什么人、什么情况可以办。"""
    not_for: Text = Text("")
    """哪些情况不在这里办，该去哪里。"""
    applicants: tuple[ApplicantVariant, ...]
    """按谁来办列出要带的材料。"""
    single_id_only: bool = False
    """一证通办：只带身份证就能办。"""
    steps: tuple[Step, ...]
    """办理流程。"""
    statutory_limit: Limit
    """法定办结时限。"""
    promised_limit: Limit
    """承诺办结时限，不能比法定时限长。"""
    limit_note: Text = Text("")
    """时限从哪天算起、哪些时间不算在内。"""
    visits: int
    """要跑几次现场。"""
    visit_reason: Text = Text("")
    """为什么一定要到现场（visits 大于 0 时必填）。"""
    channels: tuple[Channel, ...]
    """办理方式，至少一种。"""
    online_depth: OnlineDepth | None = None
    """网上办理深度：I 网上看说明、下表格，II 网上交材料、现场核对，III 网上办、最多跑一次，IV 全程网上办；网上不能办就不写。"""
    station_kinds: tuple[StationKind, ...] = ()
    """哪几类站点能办；站点也可以在 offerings 里单独写。"""
    handle_area: HandleArea
    """通办范围：county 本县、city 全市、province 全省、cross_province 跨省、national 全国。"""
    free: bool = False
    """不收费写 true；收费就写 fees。"""
    fees: tuple[Fee, ...] = ()
    """收费标准。"""
    outputs: tuple[Output, ...]
    """办完得到什么。"""
    booking: BookingRule
    """预约。"""
    consult: tuple[Phone, ...]
    """咨询电话。"""
    supervise: tuple[Phone, ...]
    """监督投诉电话，不能和咨询电话相同。"""
    online: tuple[Link, ...] = ()
    """可以网上办的，放全国或省里平台的链接。"""
    remedies: Remedies | None = None
    """不服怎么办。"""
    faq: tuple[Question, ...] = ()
    """常见问题。"""
    national: NationalCodes | None = None
    """国家事项编码。"""
    sensitive: bool = False
    """敏感事项（家暴、未成年人）：页面带快速离开按钮，窗口标题不露事由，浏览器里不留勾选。"""


class LifeEventTask(Frozen, kw_only=True):
    """One thing to do; exactly one of `service`, `article`, `offline` is given."""

    service: str = ""
    """事项的编号。"""
    article: str = ""
    """普法文章的编号。"""
    offline: Text = Text("")
    """不在本站办的，用一句话说明找谁。"""
    need: Literal["required", "optional", "choice"] = "required"
    """required 必办、optional 可选、choice 几样选一样。"""


class LifeEventStep(Frozen, kw_only=True):
    """A step of a life event and how its tasks relate."""

    title: Text
    """这一步做什么。"""
    logic: Literal["and", "or"] = "and"
    """and 都要办，or 办其中一样。"""
    tasks: tuple[LifeEventTask, ...]
    """要办的事。"""


class LifeEvent(Record, kw_only=True):
    """一件事: what people live through, and all the services it takes (CPSV-AP Event)."""

    trigger: Text
    """群众怎么说这件事，例如“孩子出生了”。"""
    intro: Text
    """这件事怎么办，两三句话。"""
    not_for: Text = Text("")
    """哪些情况不适用。"""
    deadline: Text = Text("")
    """有没有期限。"""
    legal_basis: tuple[Citation, ...] = ()
    """依据。"""
    agencies: tuple[str, ...]
    """参与的机构。"""
    steps: tuple[LifeEventStep, ...]
    """步骤。"""
