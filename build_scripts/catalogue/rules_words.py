"""K4xx: the words themselves: nobody's private data, no markup, plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.catalogue import private_numbers
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.source_text import place, split_front_matter
from build_scripts.catalogue.walk import texts_of, values_at
from build_scripts.problems import Problem, Severity

SUMMARY_LENGTH = 100
SENTENCE_LENGTH = 40

_CATCH_ALL = re.compile(
    "其他(相关|有关|必要|所需|需要)?(的)?(证明)?材料|法律、?法规(、规章)?规定的其他"
    "|规定的其他(条件|情形|材料)|(认为|需要)(应当)?提(供|交)的其他"
)
_SENTENCE_END = re.compile("[。！？；!?;\n]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?]")
_SCHEME = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)\s*([A-Za-z][A-Za-z0-9+.-]*)\s*(?::|&colon;)",
    re.MULTILINE,
)
_IMAGE_ELSEWHERE = re.compile(r"!\[[^\]\n]*\]\(\s*<?(?:https?:)?//")
_IMAGE_WITHOUT_WORDS = re.compile(r"!\[\s*\](?=[(\[])")
_SAFE_SCHEMES = ("https", "http", "mailto", "tel")
_PERSON_TAGS = re.compile(
    "重点人员|特殊人员标签|重点人群标签|管控对象|重点管控|人脸识别抓拍|人脸抓拍"
    "|前科人员名单|上访人员名单|信用评分|村民积分排名|一人一档"
)
_AGE_OF_MINOR = "[（(](?:[男女][，,、]?)?(?:[1-9]|1[0-7])岁"
_MAYBE_MINOR = re.compile(_AGE_OF_MINOR)
_NAMED_MINOR = re.compile(
    "(?<![\u3400-\u9fff])(?![小阿老大])[\u4e00-\u9fff](?![某同])[\u4e00-\u9fff]{1,2}"
    + _AGE_OF_MINOR
)
_TALKS_ABOUT_LAW = ("content/articles/", "content/laws/", "content/pages/")


def no_identity_numbers(path: str, text: str) -> Iterator[Problem]:
    """K401: somebody's identity number stands in the text.

    文字里有真实格式的身份证号。任何地方都不能出现，举例也不行。
    """
    for offset in private_numbers.identity_numbers(text):
        yield _in_text(
            (path, text, offset),
            "K401",
            ("这里有一个身份证号", "there is an identity number here"),
            "请删掉；举例请写成 3301************12",
        )


def no_bank_cards(path: str, text: str) -> Iterator[Problem]:
    """K402: a bank card number stands in the text.

    文字里有银行卡号。
    """
    for offset in private_numbers.bank_cards(text):
        yield _in_text(
            (path, text, offset),
            "K402",
            ("这里像是一个银行卡号", "this looks like a bank card number"),
            "请删掉",
        )


def no_mobile_numbers(path: str, text: str) -> Iterator[Problem]:
    """K403: a personal mobile number stands in the text.

    文字里有手机号。网站上只公布单位的座机和热线，不公布个人手机号。
    """
    for offset in private_numbers.mobile_numbers(text):
        yield _in_text(
            (path, text, offset),
            "K403",
            ("这里有一个手机号", "there is a mobile number here"),
            "请换成单位的座机或者热线",
        )


def no_names_of_minors(path: str, text: str) -> Iterator[Problem]:
    """K404: a child is told by name and age.

    写到未成年人，不能有姓名。请写“小明”“某同学”，年龄也尽量不写。
    """
    for match in _NAMED_MINOR.finditer(text):
        yield _in_text(
            (path, text, match.start()),
            "K404",
            ("这里像是未成年人的姓名和年龄", "a minor seems to be named here"),
            "请改成“小明”“某同学”这样，不写真名",
        )


def no_markup_in_markdown(path: str, text: str) -> Iterator[Problem]:
    """K407: HTML stands in an article.

    正文里不能写 HTML，只用 Markdown。
    """
    for match in _in_body(path, text, _HTML):
        yield _in_text(
            (path, text, match.start()),
            "K407",
            ("正文里不能写 HTML", "HTML is not allowed in the body"),
            "请改用 Markdown，例如 **加粗**；要写“小于”请写中文",
        )


def no_dangerous_links(path: str, text: str) -> Iterator[Problem]:
    """K408: a link in an article begins with javascript:, data: or the like.

    链接只能以 https://、mailto:、tel: 开头，或者是站内地址。
    """
    for match in _in_body(path, text, _SCHEME):
        if match[1].lower() not in _SAFE_SCHEMES:
            yield _in_text(
                (path, text, match.start(1)),
                "K408",
                (
                    f"链接不能以“{match[1]}:”开头",
                    f"links cannot begin with '{match[1]}:'",
                ),
                "请换成 https:// 开头的网址或者站内地址",
            )


def images_have_words(path: str, text: str) -> Iterator[Problem]:
    """K448: an image has no words for those who can't see it.

    图片要写替代文字：![图上有什么](图片)。看不见图的人、图打不开的时候，靠它知道图上说什么。
    """
    for match in _in_body(path, text, _IMAGE_WITHOUT_WORDS):
        yield _in_text(
            (path, text, match.start()),
            "K448",
            ("图片没有替代文字", "an image without alternative text"),
            "请写成 ![图上有什么](图片)",
        )


def no_images_from_elsewhere(path: str, text: str) -> Iterator[Problem]:
    """K409: an article shows an image of another website.

    图片不能放别的网站上的，浏览器会拦住。
    """
    for match in _in_body(path, text, _IMAGE_ELSEWHERE):
        yield _in_text(
            (path, text, match.start()),
            "K409",
            ("不能用别的网站上的图片", "images of other websites are not shown"),
            "请去掉，或者用文字说明",
        )


def body_sentences_are_short(path: str, text: str) -> Iterator[Problem]:
    """K410: a sentence is longer than 40 characters (warning).

    一句话超过 40 个字，读起来费劲。请断成两句。
    """
    start = _body_start(path, text)
    for offset, length in _long_sentences(text[start:]) if start else ():
        yield _in_text(
            (path, text, start + offset),
            "K410",
            (f"这句话有 {length} 个字", f"this sentence has {length} characters"),
            "请断成两句",
            severity="warning",
        )


def texts_have_short_sentences(catalogue: Catalogue) -> Iterator[Problem]:
    """K410: a sentence is longer than 40 characters (warning).

    一句话超过 40 个字，读起来费劲。请断成两句。
    """
    for record in catalogue.records():
        for pointer, words in texts_of(record):
            if len(words) <= SENTENCE_LENGTH:
                continue
            for _, length in _long_sentences(words):
                yield Problem(
                    record.path,
                    code="K410",
                    pointer=pointer,
                    zh=f"有一句话有 {length} 个字",
                    en=f"a sentence has {length} characters",
                    hint_zh="请断成两句",
                    hint_en="make it two sentences",
                    severity="warning",
                )


def no_catch_all_conditions(catalogue: Catalogue) -> Iterator[Problem]:
    """K405: "other materials as required" among materials or conditions.

    材料和条件里不能写“其他材料”“法律法规规定的其他条件”，要写清到底是什么。
    """
    for record in (*catalogue.services.values(), *catalogue.materials.values()):
        for pointer, words in texts_of(record):
            field = pointer.split("/")[0]
            if field not in ("name", "what", "eligibility", "applicants"):
                continue
            if match := _CATCH_ALL.search(words):
                yield Problem(
                    record.path,
                    code="K405",
                    pointer=pointer,
                    zh=f"“{match[0]}”等于没说",
                    en="a catch-all condition tells people nothing",
                    hint_zh="请写清到底是什么材料、什么条件；没有就删掉",
                    hint_en="say which ones, or delete it",
                )


def summaries_are_short(catalogue: Catalogue) -> Iterator[Problem]:
    """K406: a summary is longer than 100 characters (warning).

    摘要超过 100 个字。
    """
    for record in catalogue.records():
        if not hasattr(record, "summary"):
            continue
        pointer, words = next(values_at(record, "summary"))
        if len(words) > SUMMARY_LENGTH:
            yield Problem(
                record.path,
                code="K406",
                pointer=pointer,
                zh=f"摘要有 {len(words)} 个字，超过 {SUMMARY_LENGTH} 个",
                en=f"the summary has {len(words)} characters",
                hint_zh="请只留最要紧的一句",
                hint_en="keep the one sentence that matters",
                severity="warning",
            )


def no_tags_on_persons(catalogue: Catalogue) -> Iterator[Problem]:
    """K411: words of systems that tag, watch or score people.

    网站不给人贴标签、不登记“重点人员”、不评分。普法文章里谈法律规定不受影响。
    """
    for record in catalogue.records():
        if record.path.startswith(_TALKS_ABOUT_LAW):
            continue
        for pointer, words in texts_of(record):
            if match := _PERSON_TAGS.search(words):
                yield Problem(
                    record.path,
                    code="K411",
                    pointer=pointer,
                    zh=f"这里不能写“{match[0]}”",
                    en="words that tag or score people do not belong here",
                    hint_zh="这个网站不给人贴标签、不评分，请删掉",
                    hint_en="delete them",
                )


NUMBER_RULES = (
    no_identity_numbers,
    no_bank_cards,
    no_mobile_numbers,
)
BODY_RULES = (
    no_markup_in_markdown,
    no_dangerous_links,
    no_images_from_elsewhere,
    images_have_words,
    body_sentences_are_short,
)
RULES = (
    no_catch_all_conditions,
    summaries_are_short,
    texts_have_short_sentences,
    no_tags_on_persons,
)


def check_text(path: str, text: str) -> Iterator[Problem]:
    """Every rule about raw text, for one file that was read."""
    if private_numbers.may_stand_in(text):
        for rule in NUMBER_RULES:
            yield from rule(path, text)
    if "岁" in text and _MAYBE_MINOR.search(text):
        yield from no_names_of_minors(path, text)
    if path.endswith(".md"):
        for rule in BODY_RULES:
            yield from rule(path, text)


def _in_body(path: str, text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    start = _body_start(path, text)
    if start:
        # code keeps its length, so that offsets stay right
        shown = _CODE.sub(lambda match: " " * len(match[0]), text[start:])
        yield from pattern.finditer(" " * start + shown, start)


def _body_start(path: str, text: str) -> int:
    """Where the body of a Markdown file begins; 0 for other files."""
    parts = split_front_matter(text) if path.endswith(".md") else None
    return len(text) - len(parts[1]) if parts else 0


def _long_sentences(words: str) -> Iterator[tuple[int, int]]:
    """Offset and number of Chinese characters of each sentence that is too long."""
    offset = 0
    for sentence in _SENTENCE_END.split(words):
        length = len(sentence)  # counting its characters is needed for few
        if length > SENTENCE_LENGTH:
            length = len(_CHINESE.findall(sentence))
        if length > SENTENCE_LENGTH:
            yield offset + len(sentence) - len(sentence.lstrip()), length
        offset += len(sentence) + 1


def _in_text(
    where: tuple[str, str, int],
    code: str,
    sentence: tuple[str, str],
    hint: str,
    severity: Severity = "error",
) -> Problem:
    path, text, offset = where
    line, column = place(text, offset)
    return Problem(
        path,
        line,
        column,
        code,
        zh=sentence[0],
        en=sentence[1],
        hint_zh=hint,
        severity=severity,
    )
