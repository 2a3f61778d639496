"""K32x–K33x: laws, materials, articles, life events, links and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import HOTLINES_BY_NUMBER
from build_scripts.catalogue.model import Record, SiteConfig
from build_scripts.catalogue.walk import path_of, values_at
from build_scripts.problems import Problem, Severity

_PHONE = re.compile(r"[0-9]{3,5}|0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,6})?|400-?[0-9-]{7,8}")
_DEMO_PHONE = re.compile(r"0000-[0-9]{7,8}")
_PHONE_PLACES = ("phones/*", "supervise/*", "consult/*", "posts/*/phones/*")
_URL_PLACES = ("online/*/url", "channels/*/url", "footer_links/*/url", "site_url")


def cited_laws_are_in_force(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K320: a citation of a law that is repealed, not yet in force, or amended.

    引用了已废止或还没施行的法律是错误；引用了已修改、新文本待核的是提醒。
    """
    told: set[tuple[str, str]] = set()
    for record in catalogue.records():
        for steps in ("legal_basis/*/law", "ways/*/legal_basis/*/law"):
            if not hasattr(record, steps.split("/", maxsplit=1)[0]):
                continue
            for pointer, law_id in values_at(record, steps):
                law = catalogue.laws.get(law_id)
                if law is None:
                    continue
                if law.law_status == "repealed" or law.effective_on > today:
                    words = ("已废止或还没有施行", "is not in force")
                    yield _about_law(record, pointer, str(law.name), words, "error")
                elif law.law_status == "amended" and (record.path, law_id) not in told:
                    told.add((record.path, law_id))
                    words = ("已修改，新文本待核", "has been amended")
                    yield _about_law(record, pointer, str(law.name), words, "warning")


def repealed_laws_name_their_successor(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K321: a repealed law does not say which law took its place (warning).

    已废止的法律要写明由哪部法律代替。
    """
    for law in catalogue.laws.values():
        if law.law_status == "repealed" and not law.successor:
            yield Problem(
                law.path,
                code="K321",
                pointer="law_status",
                zh="已废止，却没有写由哪部法律代替",
                en="repealed, but no successor is named",
                hint_zh="请写 successor",
                severity="warning",
            )


def materials_name_their_issuer(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K322: a material comes from somebody else, but nobody says from whom.

    不是自己准备的材料，要写明谁出具。
    """
    for material in catalogue.materials.values():
        if material.source != "applicant" and not material.issued_by:
            yield Problem(
                material.path,
                code="K322",
                pointer="source",
                zh="这份材料不是自己准备的，却没有写谁出具",
                en="issued_by is missing",
                hint_zh="请写 issued_by，例如“户籍所在地派出所”",
            )


def articles_rest_on_law(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K323: an article cites no law and does not say that none is needed.

    普法文章要写引用的法条；确实不涉及法条就写 no_law_needed: true。
    """
    for article in catalogue.articles.values():
        if bool(article.legal_basis) == article.no_law_needed:
            yield Problem(
                article.path,
                code="K323",
                pointer="legal_basis" if article.legal_basis else "",
                zh="没有写清引用了哪条法律",
                en="legal_basis or no_law_needed must be given, and only one of them",
                hint_zh="写 legal_basis；不涉及法条就写 no_law_needed: true",
            )


def articles_are_short_and_anonymous(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K324: more than three takeaways, or a case that is not made anonymous.

    “看完要记住的”最多三条；案例要隐去真实姓名和地点。
    """
    for article in catalogue.articles.values():
        if len(article.takeaways) > 3:
            yield Problem(
                article.path,
                code="K324",
                pointer="takeaways/3",
                zh="“看完要记住的”超过三条",
                en="more than three takeaways",
                hint_zh="请留下最要紧的三条",
            )
        if article.format == "case" and not article.case_anonymised:
            yield Problem(
                article.path,
                code="K324",
                pointer="format",
                zh="案例没有注明已经隐去真实姓名和地点",
                en="case_anonymised is missing",
                hint_zh="请先隐去，再写 case_anonymised: true",
            )


def tasks_name_one_thing(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K325: a task of a life event names none or several things.

    每件要办的事只写一样：service、article 或 offline。
    """
    for event in catalogue.life_events.values():
        for pointer, task in values_at(event, "steps/*/tasks/*"):
            if sum(map(bool, (task.service, task.article, task.offline))) != 1:
                yield Problem(
                    event.path,
                    code="K325",
                    pointer=pointer,
                    zh="每件要办的事只写一样",
                    en="give exactly one of service, article, offline",
                    hint_zh="写 service、article 或 offline 中的一样",
                )


def suspended_records_say_why(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K326: something is suspended or withdrawn, but readers are not told why.

    暂停或撤下的内容要写一句原因。
    """
    for record in catalogue.records():
        if record.status in ("suspended", "withdrawn") and not record.status_note:
            yield _at(
                record,
                "status",
                "K326",
                ("没有写为什么暂停或撤下", "say why"),
                "请写 status_note",
            )


def links_lead_to_safe_addresses(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K327: an address does not begin with https://.

    网址要以 https:// 开头。
    """
    for owner in catalogue.owners():
        for steps in _URL_PLACES:
            if not hasattr(owner, steps.split("/", maxsplit=1)[0]):
                continue
            for pointer, url in values_at(owner, steps):
                if url and not re.fullmatch(r"https://[^\s\"'<>]+", url):
                    yield Problem(
                        path_of(owner),
                        code="K327",
                        pointer=pointer,
                        zh="网址要以 https:// 开头，中间不能有空格",
                        en="an address begins with https://",
                        hint_zh="请从浏览器地址栏里完整复制",
                    )


def phones_can_be_dialled(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K328: a telephone number lacks its area code or has odd characters.

    电话要带区号，写成 "0000-0000001" 这样；热线写 3 到 5 位短号。
    """
    for owner, pointer, number in phone_numbers(catalogue):
        if not _PHONE.fullmatch(number):
            yield Problem(
                path_of(owner),
                code="K328",
                pointer=pointer,
                zh=f"“{number}”不像电话号码",
                en=f"'{number}' is not a telephone number with area code",
                hint_zh='请写成 "区号-号码"，例如 "0000-0000001"',
            )


def demo_phones_cannot_be_dialled(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K329: a demo site shows a number that might belong to somebody.

    演示数据里的电话只能是 0000-开头的假号码，或者登记过的热线。
    """
    if not catalogue.config.demo:
        return
    for owner, pointer, number in phone_numbers(catalogue):
        hotline = catalogue.ids_by(HOTLINES_BY_NUMBER, number)
        plausible = _PHONE.fullmatch(number) and not hotline
        if plausible and not _DEMO_PHONE.fullmatch(number):
            yield Problem(
                path_of(owner),
                code="K329",
                pointer=pointer,
                zh=f"演示数据里不能有可能打得通的号码“{number}”",
                en=f"'{number}' could be a real number, this is a demo site",
                hint_zh='请用 "0000-" 开头的号码，或者 hotlines.yml 里的热线',
            )


RULES = (
    cited_laws_are_in_force,
    repealed_laws_name_their_successor,
    materials_name_their_issuer,
    articles_rest_on_law,
    articles_are_short_and_anonymous,
    tasks_name_one_thing,
    suspended_records_say_why,
    links_lead_to_safe_addresses,
    phones_can_be_dialled,
    demo_phones_cannot_be_dialled,
)


def phone_numbers(
    catalogue: Catalogue,
) -> Iterator[tuple[Record | SiteConfig, str, str]]:
    """Every telephone number of an office: owner, pointer, number."""
    for owner in catalogue.owners():
        for steps in _PHONE_PLACES:
            if hasattr(owner, steps.split("/", maxsplit=1)[0]):
                for pointer, phone in values_at(owner, steps):
                    yield owner, f"{pointer}/number", phone.number


def _about_law(
    record: Record,
    pointer: str,
    name: str,
    words: tuple[str, str],
    severity: Severity,
) -> Problem:
    return Problem(
        record.path,
        code="K320",
        pointer=pointer,
        zh=f"引用的“{name}”{words[0]}",
        en=f"the cited law {words[1]}",
        hint_zh="请核对现行文本，改引有效的法条",
        hint_en="cite the text in force",
        severity=severity,
    )


def _at(
    record: Record, pointer: str, code: str, sentence: tuple[str, str], hint: str
) -> Problem:
    place = next(values_at(record, pointer))[0]
    return Problem(
        record.path,
        code=code,
        pointer=place,
        zh=sentence[0],
        en=sentence[1],
        hint_zh=hint,
    )
