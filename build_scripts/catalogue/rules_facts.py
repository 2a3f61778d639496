"""K30x–K32x: a guide is complete and does not contradict itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    EVERY,
    PUBLISHED_NAMING,
    PUBLISHED_OF_KIND,
    STATIONS_BOOKING,
)
from build_scripts.catalogue.model import Limit, Service
from build_scripts.catalogue.offered import offered
from build_scripts.catalogue.periods import perhaps_longer, surely_longer
from build_scripts.catalogue.walk import pointer_to, values_at
from build_scripts.problems import Problem, Severity

_REMOTE = ("online", "app", "miniprogram", "kiosk", "post", "phone", "home_visit")
_AT_ONCE = ("instant", "minute")
_ID_CARD = re.compile(r"(^|-)id-card(-|$)")


def everybody_knows_what_to_bring(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K301: a kind of applicant has no materials, or both materials and none_needed.

    每种办理人都要写清带什么；什么都不用带就写 none_needed: true。
    """
    for service in catalogue.services.values():
        for index, variant in enumerate(service.applicants):
            if bool(variant.materials) == variant.none_needed:
                yield _problem(
                    service,
                    "K301",
                    f"applicants/{index}",
                    ("没有写清要带什么", "it is not clear what to bring"),
                    (
                        "写 materials；什么都不用带就写 none_needed: true，两样只写一样",
                        "",
                    ),
                )


def a_guide_says_where_to_go(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K302: one has to come in person, but no station does this service.

    要到现场办，却没有一个站点能办。在 station_kinds 或站点的 offerings 里写上。
    """
    for service in catalogue.services.values():
        needs_place = service.visits > 0 and service.status == "published"
        if needs_place and not _offered_somewhere(catalogue, service):
            yield _problem(
                service,
                "K302",
                "",
                ("要到现场办，却没有一个站点能办", "no station does this service"),
                ("请写 station_kinds，或者在站点的 offerings 里加上", ""),
                severity="error"
                if catalogue.ids_by(PUBLISHED_OF_KIND, EVERY)
                else "warning",
            )


def promises_keep_to_the_law(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K303: the promised period is longer than the statutory one.

    承诺时限不能比法定时限长。工作日和自然日混用时按最坏的情况算：
    一定超过是错误，遇到长假可能超过是提醒。
    """
    for service in catalogue.services.values():
        yield from _too_long(
            service.path,
            "promised_limit",
            service.promised_limit,
            service.statutory_limit,
        )
    for station in catalogue.stations.values():
        for index, offering in enumerate(station.offerings):
            general = catalogue.once(offered, offering.service)
            if offering.promised_limit and general:
                yield from _too_long(
                    station.path,
                    f"offerings/{index}/promised_limit",
                    offering.promised_limit,
                    general.statutory_limit,
                )


def instant_services_are_done_at_once(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K304: an instant service promises days, or a promised one promises minutes.

    即办件（instant）的承诺时限只能是当场或几分钟；承诺件（promised）不能是当场。
    """
    for service in catalogue.services.values():
        at_once = service.promised_limit.unit in _AT_ONCE
        if at_once != (service.project_type == "instant"):
            yield _problem(
                service,
                "K304",
                "promised_limit",
                (
                    "办件类型和承诺时限对不上",
                    "project_type and promised_limit contradict each other",
                ),
                ("当场、几分钟办完的是 instant，其余是 promised", ""),
            )


def periods_have_a_number(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K305: a period other than "instant" lacks its number, or "instant" has one.

    时限要写数目 n；当场办结（instant）不写。
    """
    for service in catalogue.services.values():
        places = [
            ("statutory_limit", service.statutory_limit),
            ("promised_limit", service.promised_limit),
            *((p, limit) for p, limit in values_at(service, "steps/*/limit") if limit),
        ]
        for pointer, limit in places:
            if (limit.n == 0) != (limit.unit == "instant"):
                yield _problem(
                    service,
                    "K305",
                    pointer,
                    ("时限的数目不对", "the period's number does not fit its unit"),
                    ("写成 {n: 20, unit: workday}；当场办结写 {unit: instant}", ""),
                )


def visits_have_a_reason(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K306: one has to come in person, but nobody says why.

    要跑现场就要说明为什么；不用跑就不写。
    """
    for service in catalogue.services.values():
        if service.visits > 0 and not service.visit_reason:
            yield _problem(
                service,
                "K306",
                "visits",
                ("要到现场，却没有写原因", "visit_reason is missing"),
                ("请写 visit_reason，例如“要当面采集指纹”", ""),
            )


def no_visit_needs_another_way(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K307: nobody has to come in person, but no other way is given.

    不用跑现场，就要有网上、自助机、邮寄、电话或上门中的一种办法。
    """
    for service in catalogue.services.values():
        ways = {channel.type for channel in service.channels}
        if service.visits == 0 and ways.isdisjoint(_REMOTE):
            yield _problem(
                service,
                "K307",
                "channels",
                (
                    "写了不用跑现场，却没有别的办法",
                    "visits is 0, but there is no channel from home",
                ),
                ("加上 online、kiosk、post、phone 等一种，或者把 visits 改成 1", ""),
            )


def free_means_free(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K308: a service is neither free nor has fees, or it is both.

    收费写 fees，不收费写 free: true，两样只写一样。
    """
    for service in catalogue.services.values():
        if service.free == bool(service.fees):
            yield _problem(
                service,
                "K308",
                "fees" if service.fees else "",
                ("收不收费没有写清楚", "the service must be free or have fees"),
                ("收费写 fees，不收费写 free: true，两样只写一样", ""),
            )


def fees_are_amounts(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K309: a fee is negative, zero or has more than two decimals.

    收费金额要大于 0，最多两位小数。
    """
    for service in catalogue.services.values():
        for pointer, amount in values_at(service, "fees/*/amount"):
            if amount <= 0 or amount != round(amount, 2):
                yield _problem(
                    service,
                    "K309",
                    pointer,
                    ("金额要大于 0，最多两位小数", "the amount must be positive"),
                    ("不收费就写 free: true", "write free: true when it is free"),
                )


def id_card_only_means_id_card_only(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K310: 一证通办 is promised, but other materials are required.

    写了“只带身份证就能办”，却还要别的材料。
    """
    for service in catalogue.services.values():
        if not service.single_id_only:
            continue
        for pointer, needed in values_at(service, "applicants/*/materials/*"):
            own = service.applicants[int(pointer.split("/")[1])].who == "self"
            extra = not _ID_CARD.search(needed.material)
            if own and extra and needed.need == "required":
                yield _problem(
                    service,
                    "K310",
                    f"{pointer}/material",
                    (
                        "写了“只带身份证就能办”，却还要别的材料",
                        "single_id_only, but more than the ID card is required",
                    ),
                    ("请去掉这份材料，或者删掉 single_id_only", ""),
                )


def complaints_go_to_another_number(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K311: the number for questions is also the number for complaints.

    监督投诉电话不能和咨询电话相同。
    """
    for service in catalogue.services.values():
        asked = {phone.number for phone in service.consult}
        for index, phone in enumerate(service.supervise):
            if phone.number in asked:
                yield _problem(
                    service,
                    "K311",
                    f"supervise/{index}/number",
                    (
                        "监督投诉电话和咨询电话是同一个号码",
                        "the supervision number equals the consultation number",
                    ),
                    ("请换成监督部门的电话", "give the number of the supervisor"),
                )


def bookable_means_bookable(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K312: booking is required but not supported, or supported nowhere (warning).

    必须预约的事项要支持预约；支持预约的事项至少有一个站点放号。
    """
    for service in catalogue.services.values():
        rule = service.booking
        if rule.required and not rule.supported:
            yield _problem(
                service,
                "K312",
                "booking/required",
                ("必须预约，却又写着不能预约", "required, but not supported"),
                ("请把 supported 改成 true", "set supported to true"),
            )
        stations = catalogue.ids_by(STATIONS_BOOKING, EVERY)
        booked = catalogue.ids_by(STATIONS_BOOKING, service.id)
        if rule.supported and stations and not booked:
            yield _problem(
                service,
                "K312",
                "booking/supported",
                ("写了能预约，却没有站点放号", "no station has a schedule for it"),
                ("在站点的 booking.schedules 里加上，或者改成 false", ""),
                severity="warning",
            )


RULES = (
    everybody_knows_what_to_bring,
    a_guide_says_where_to_go,
    promises_keep_to_the_law,
    instant_services_are_done_at_once,
    periods_have_a_number,
    visits_have_a_reason,
    no_visit_needs_another_way,
    free_means_free,
    fees_are_amounts,
    id_card_only_means_id_card_only,
    complaints_go_to_another_number,
    bookable_means_bookable,
)


def _offered_somewhere(catalogue: Catalogue, service: Service) -> bool:
    return bool(catalogue.ids_by(PUBLISHED_NAMING, service.id)) or any(
        catalogue.ids_by(PUBLISHED_OF_KIND, kind) for kind in service.station_kinds
    )


def _too_long(
    path: str, pointer: str, promised: Limit, statutory: Limit
) -> Iterator[Problem]:
    numbered = statutory.n > 0 or statutory.unit == "instant"  # else K305 says so
    if not numbered or not perhaps_longer(promised, statutory):
        return
    surely = surely_longer(promised, statutory)
    yield Problem(
        path,
        code="K303",
        pointer=pointer,
        zh="承诺时限比法定时限长" if surely else "遇到长假，承诺时限可能比法定时限长",
        en="the promised period is longer than the statutory one"
        if surely
        else "over a long holiday the promise may exceed the statutory period",
        hint_zh="请核对两个时限和单位（workday 工作日、day 自然日）",
        hint_en="check both periods and their units",
        severity="error" if surely else "warning",
    )


def _problem(
    service: Service,
    code: str,
    pointer: str,
    sentence: tuple[str, str],
    hint: tuple[str, str],
    severity: Severity = "error",
) -> Problem:
    return Problem(
        service.path,
        code=code,
        pointer=pointer_to(service, pointer) if pointer else "",
        zh=sentence[0],
        en=sentence[1],
        hint_zh=hint[0],
        hint_en=hint[1],
        severity=severity,
    )
