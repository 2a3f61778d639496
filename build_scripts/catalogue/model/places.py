"""Who and where: agencies, stations with what they offer, areas with their posts."""

from datetime import date
from decimal import Decimal
from typing import Literal

from build_scripts.catalogue.model.common import Hours, Limit, Phone, Record, Text
from build_scripts.catalogue.model.pictures import Image
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import WeekRule

AgencyKind = Literal[
    "public_security",
    "justice",
    "governance",
    "court",
    "procuratorate",
    "township",
    "county_government",
    "market_regulation",
    "civil_affairs",
    "human_resources",
    "health",
    "womens_federation",
    "legal_aid",
    "notary",
    "agriculture",
    "other",
]
AgencyLevel = Literal["county", "township"]
StationKind = Literal[
    "police_station",
    "police_room",
    "police_post",
    "justice_office",
    "governance_center",
    "mediation_center",
    "mediation_room",
    "grid_station",
    "legal_service_room",
    "service_point",
    "kiosk",
    "court_liaison",
    "petition_reception",
    "legal_culture_site",
]
Setting = Literal[
    "village", "community", "campus", "scenic", "market", "enterprise", "expressway"
]
AreaLevel = Literal["county", "township", "village", "community"]
PostRole = Literal[
    "community_officer",
    "auxiliary_officer",
    "grid_worker",
    "mediator",
    "legal_adviser",
    "security_committee",
    "village_cadre",
    "volunteer_lead",
]
YesNo = Literal["yes", "no", "unknown"]


class Geo(Frozen, kw_only=True):
    """A point and the system it was measured in: maps differ by hundreds of metres."""

    lat: Decimal
    """纬度，例如 31.0512；北京在 39.9，广州在 23.1。"""
    lon: Decimal
    """经度，例如 104.0721；北京在 116.4，广州在 113.3。"""
    crs: Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
    """坐标是哪一种：gcj02 从高德、腾讯地图抄来的，bd09 从百度地图抄来的，cgcs2000 天地图，wgs84 卫星定位仪。写错会差几百米。"""


class Agency(Record, kw_only=True):
    """A competent authority (CPSV-AP PublicOrganisation)."""

    short_name: Text
    """简称。"""
    kind: AgencyKind
    """类别。"""
    level: AgencyLevel
    """层级：county 县级、township 乡镇级。"""
    parent: str = ""
    """上级机构的编号。"""
    area: str
    """管哪个地区（编号）。"""
    does: Text
    """管什么事，一两句话。"""
    hotline: str = ""
    """服务热线。"""
    phones: tuple[Phone, ...] = ()
    """办公电话。"""
    supervise: tuple[Phone, ...]
    """监督电话。"""


class Post(Frozen, kw_only=True):
    """A public contact by role: the post and its telephone, never a private number."""

    role: PostRole
    """岗位：community_officer 社区民警、auxiliary_officer 辅警、grid_worker 网格员、mediator 人民调解员、legal_adviser 法律顾问、security_committee 治保会、village_cadre 村（社区）干部、volunteer_lead 志愿者负责人。"""
    display_name: Text
    """对外称呼，例如“王警官”。"""
    agency: str
    """所属机构的编号。"""
    phones: tuple[Phone, ...]
    """岗位电话。"""
    languages: tuple[str, ...] = ()
    """会说的语言，用 BCP 47 代码，例如 zh、en、ar。"""
    note: Text = Text("")
    """什么时候在、找得到人的地方。"""


class AreaStations(Frozen, kw_only=True):
    """Which stations answer for an area."""

    police: str
    """派出所的编号。"""
    justice: str
    """司法所的编号。"""
    governance: str
    """综治中心的编号。"""
    mediation: str = ""
    """调解室的编号。"""
    kiosk: str = ""
    """最近的自助机或便民点。"""


class Area(Record, kw_only=True):
    """A county, township, village or community.  No population, no list of persons."""

    code: str
    """行政区划代码，12 位（演示数据用 00 开头）。"""
    level: AreaLevel
    """层级：county 县、township 乡镇街道、village 村、community 社区。"""
    parent: str = ""
    """上级地区的编号；县不写。"""
    intro: Text = Text("")
    """一两句介绍。"""
    aliases: tuple[Text, ...] = ()
    """旧名、自然村、小区名。"""
    stations: AreaStations | None = None
    """管这里的站点；村和社区不写就跟乡镇一样。"""
    posts: tuple[Post, ...] = ()
    """岗位联系人。"""
    languages: tuple[str, ...] = ()
    """当地常用的语言或方言。"""
    geo: Geo | None = None
    """村委会（居委会）的坐标；写了就能从这里算到各站点有多远。"""


class Address(Frozen, kw_only=True):
    """Where a station is."""

    full: Text
    """详细地址。"""
    landmark: Text = Text("")
    """附近好认的地方。"""
    room: Text = Text("")
    """几楼几号。"""


class AfterHours(Frozen, kw_only=True):
    """Who takes over when the station is closed."""

    station: str
    """下班后由哪个站点代收（编号）。"""
    services: tuple[str, ...] = ()
    """代收哪些事项；不写就是只登记、转交。"""
    text: Text
    """下班后怎么办，一两句话。"""


class Offering(Frozen, kw_only=True):
    """A service as this station does it (HSDS service_at_location, 实施清单)."""

    service: str
    """事项的编号。"""
    counter: Text = Text("")
    """在哪个窗口。"""
    promised_limit: Limit | None = None
    """本站承诺时限，比事项里写的短才写。"""
    note: Text = Text("")
    """本站的特别说明。"""
    minutes: int | None = None
    """在本站办一个人大约多少分钟，约号时占几个号由它算；不写就按事项的。"""


class Schedule(Frozen, kw_only=True):
    """A pool of equal counters that can be booked (FHIR Schedule)."""

    id: str
    """编号，本站内不重复。"""
    name: Text
    """名称，例如“户籍窗口”。"""
    services: tuple[str, ...]
    """能约的事项编号。"""
    slot_minutes: int
    """一个号多少分钟。"""
    seats: int
    """同一时间网上可约几个号（留给现场排队的窗口不算）。"""
    desk_seats: int = 0
    """同一时间另外留几个号，只有窗口能给：替人约的、停办换时间的。"""
    hours: tuple[WeekRule, ...] = ()
    """可约的时段，只能比站点开放时间少；不写就是开放时间都可约。"""


class StationBooking(Frozen, kw_only=True):
    """How a station takes bookings."""

    days_ahead: int = 14
    """最多提前几天约。"""
    lead_minutes: int = 60
    """最晚提前多少分钟约。"""
    schedules: tuple[Schedule, ...]
    """可约的窗口。"""


class HomeVisit(Frozen, kw_only=True):
    """When staff come to the door."""

    for_whom: Text
    """哪些人可以约上门。"""
    how: Text
    """怎么约。"""


class Accessibility(Frozen, kw_only=True):
    """What a person with a disability needs to know before leaving home."""

    step_free: YesNo = "unknown"
    """门口没有台阶或有坡道。"""
    accessible_toilet: YesNo = "unknown"
    """无障碍卫生间。"""
    low_counter: YesNo = "unknown"
    """低位窗口。"""
    sign_language: YesNo = "unknown"
    """能约手语翻译。"""
    writing_help: YesNo = "unknown"
    """可以笔谈、代写。"""
    guide_dogs: YesNo = "unknown"
    """导盲犬可以进。"""
    parking: YesNo = "unknown"
    """无障碍停车位。"""


class Commitments(Frozen, kw_only=True):
    """五亮: who we are, what we do, how, what we promise and aim at."""

    identity: Text
    """亮身份。"""
    duties: Text
    """亮职责。"""
    process: Text
    """亮流程。"""
    promises: Text
    """亮承诺。"""
    goals: Text
    """亮目标。"""


class Station(Record, kw_only=True):
    """A place people go to (schema.org GovernmentOffice / PoliceStation)."""

    kind: StationKind
    """类别：police_station 派出所、police_room 警务室、justice_office 司法所、governance_center 综治中心、mediation_center 调解中心、mediation_room 调解室、grid_station 网格站、service_point 便民服务点、kiosk 自助机等。"""
    setting: Setting | None = None
    """设在什么地方：village 村、community 社区、campus 校园、scenic 景区、market 市场、enterprise 企业。"""
    agencies: tuple[str, ...]
    """在这里办公的机构，联合大厅可以写几个。"""
    parent: str = ""
    """上级站点。"""
    hosted_by: Text = Text("")
    """借哪个单位的地方。"""
    areas_served: tuple[str, ...]
    """管哪些地区（编号）。"""
    intro: Text = Text("")
    """一两句介绍，这里有什么特别。"""
    address: Address
    """地址。"""
    geo: Geo | None = None
    """大门口的坐标；写了才有地图链接，才能按远近找到这里。"""
    directions: Text = Text("")
    """怎么走。"""
    transport: Text = Text("")
    """坐什么车。"""
    phones: tuple[Phone, ...]
    """电话。"""
    hours: Hours
    """开放时间。"""
    after_hours: AfterHours | None = None
    """下班后由谁接手。"""
    offerings: tuple[Offering, ...] = ()
    """在这里能办的事。"""
    booking: StationBooking | None = None
    """预约；不接受预约就不写。"""
    takes_disputes: bool = False
    """是否受理调解申请。"""
    languages: tuple[str, ...] = ()
    """窗口会说的语言。"""
    accessibility: Accessibility = Accessibility()
    """无障碍情况。"""
    amenities: tuple[
        Literal[
            "free_copies",
            "water",
            "charging",
            "reading_glasses",
            "wheelchair_loan",
            "umbrella",
            "nursing_room",
            "first_aid",
        ],
        ...,
    ] = ()
    """便民设施：free_copies 免费复印、water 饮水、charging 充电、reading_glasses 老花镜、wheelchair_loan 借轮椅、umbrella 借伞、nursing_room 母婴室、first_aid 急救箱。"""
    home_visit: HomeVisit | None = None
    """上门服务。"""
    commitments: Commitments | None = None
    """五亮。"""
    posts: tuple[Post, ...] = ()
    """岗位联系人。"""
    station_status: Literal["open", "closed_temporarily", "moved", "closed"] = "open"
    """open 正常、closed_temporarily 暂停、moved 搬迁、closed 撤销。"""
    moved_to: str = ""
    """搬到哪个站点（编号）。"""
    opened_on: date | None = None
    """启用日期。"""
    image: Image | None = None
    """门口的照片，让人一看就找得到。"""
    sketch_map: Image | None = None
    """手画的路线示意图：路口、桥、好认的店。只画几条街，不画行政边界，不截别人的地图。"""
