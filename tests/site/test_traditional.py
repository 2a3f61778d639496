"""zh-Hant is made from the finished page, and only its words are touched."""

from __future__ import annotations

import pytest

from build_scripts.languages.traditional import LOCAL, traditional, traditional_html


@pytest.mark.parametrize(
    ("simplified", "wanted"),
    [
        ("发布通知", "發佈通知"),
        ("网络诈骗", "網絡詐騙"),
        ("家里、这里、村里", "家裡、這裡、村裡"),
        ("公里、邻里纠纷、里程", "公里、鄰里糾紛、里程"),
        ("理发店、头发", "理髮店、頭髮"),
        ("发证、补发、换发、签发", "發證、補發、換發、簽發"),
        ("发票和发现", "發票和發現"),
        ("干部不能干涉", "幹部不能干涉"),
        ("下班以后、皇后", "下班以後、皇后"),
        ("一只手，只要一次", "一隻手，只要一次"),
        ("签字、不签、标签", "簽字、不簽、標籤"),
        ("不准买卖；秤不准", "不准買賣；秤不準"),
        ("老板、石板村", "老闆、石板村"),
        ("十分钟、老了", "十分鐘、老了"),
        ("面条、对面", "麵條、對面"),
        ("征收、象征", "徵收、象徵"),
        ("复印件、答复、恢复", "複印件、答覆、恢復"),
        ("农历、病历", "農曆、病歷"),
        ("公共法律服务中心", "公共法律服務中心"),
    ],
)
def test_characters_with_two_forms_get_the_right_one(
    simplified: str, wanted: str
) -> None:
    assert traditional(simplified) == wanted


@pytest.mark.parametrize(
    ("law", "wanted"),
    [
        ("中华人民共和国人民调解法", "中華人民共和國人民調解法"),
        ("中华人民共和国反电信网络诈骗法", "中華人民共和國反電信網絡詐騙法"),
        ("居住证暂行条例", "居住證暫行條例"),
        ("中华人民共和国出境入境管理法", "中華人民共和國出境入境管理法"),
        ("公安机关办理行政案件程序规定", "公安機關辦理行政案件程序規定"),
    ],
)
def test_a_law_keeps_its_title_in_the_other_script(law: str, wanted: str) -> None:
    assert traditional(law) == wanted


def test_words_are_never_exchanged_for_those_of_another_place() -> None:
    assert "釋出" not in traditional("发布、公布、网络、信息、质量、软件")
    assert traditional("信息质量") == "信息質量"


def test_every_local_word_is_as_long_as_it_was() -> None:
    assert all(len(said) == len(meant) for said, meant in LOCAL.items())


@pytest.mark.parametrize(
    "kept",
    [
        '<a href="x?词=发布" id="发布" data-key="发布" class="发">a</a>',
        '<input value="发布" name="发布">',
        "<textarea>发布</textarea>",
        '<script type="application/ld+json">{"name": "发布"}</script>',
        '<b translate="no">王发<i>发</i>财</b>',
    ],
)
def test_what_is_no_word_of_ours_stays(kept: str) -> None:
    assert traditional_html(f"<p>x</p>{kept}<p>y</p>") == f"<p>x</p>{kept}<p>y</p>"


@pytest.mark.parametrize(
    "name", ["alt", "title", "aria-label", "placeholder", "label", "data-ds-say"]
)
def test_what_people_hear_or_see_in_an_attribute_is_converted(name: str) -> None:
    assert traditional_html(f'<i {name}="发布">发</i>') == f'<i {name}="發佈">發</i>'


def test_words_after_what_was_kept_are_converted_again() -> None:
    page = '发<p translate="no">发</p>发<textarea>发</textarea>发'
    assert traditional_html(page) == (
        '發<p translate="no">发</p>發<textarea>发</textarea>發'
    )
