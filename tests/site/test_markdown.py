"""Authors' Markdown can do no harm."""

from __future__ import annotations

import random

import pytest
from bs4 import BeautifulSoup

from build_scripts.pages import markdown_dialect
from build_scripts.pages.markdown import to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "text <img src=x onerror=alert(1)> text",
    "<div onclick=alert(1)>\n\n**bold**\n\n</div>",
    "<iframe src='https://evil.example'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x]( &#106;avascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x][pic]\n\n[pic]: https://evil.example/pixel.png",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<javascript:alert(1)>",
    '[x](https://a.example "x\\" onmouseover=\\"alert(1)")',
    "<style>body{display:none}</style>",
    "<form action='https://evil.example'><input name=a></form>",
    "<!-- <script>alert(1)</script> -->",
    "```html\n<script>alert(1)</script>\n```",
    "# x {: onclick=alert(1) style='color:red' }",
    "<details open ontoggle=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext><style><img src=x onerror=alert(1)>",
]
ALLOWED = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_as_words(attack: str) -> None:
    tree = BeautifulSoup(to_html(attack), "html.parser")
    for tag in tree.find_all(True):
        assert tag.name in ALLOWED
        assert set(tag.attrs) <= {"href", "title", "id", "rel", "start", "align"}
        if tag.has_attr("href"):
            link = str(tag["href"]).strip().lower()
            assert link.startswith(("http:", "https:", "mailto:", "tel:", "#", "../"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("先打电话，\n再去窗口。", "<p>先打电话，再去窗口。</p>"),
        ("请打 **12348**\n问一句", "<p>请打 <strong>12348</strong>问一句</p>"),
        ("call 12348\nfirst", "<p>call 12348\nfirst</p>"),
        ("打电话\ncall", "<p>打电话\ncall</p>"),
        ("    借条\n    今借到", "<pre><code>借条\n今借到\n</code></pre>"),
    ],
)
def test_a_chinese_line_goes_on_without_a_gap(text: str, html: str) -> None:
    assert to_html(text) == html


def test_html_is_shown_not_obeyed() -> None:
    assert "&lt;b&gt;粗&lt;/b&gt;" in to_html("<b>粗</b>")


def test_the_authors_highest_heading_is_h2_whichever_it_is() -> None:
    assert "<h2" in to_html("# 一")
    assert "<h2" in to_html("## 一")
    assert to_html("# 一\n\n## 二").count("<h3") == 1


def test_headings_can_be_linked_to() -> None:
    assert 'id="p-第三步-领证"' in to_html("## 第三步 领证")


def test_a_list_of_headings_is_made_where_the_author_wants_one() -> None:
    text = "## 一\n\n## 二"
    assert to_html(f"[TOC]\n\n{text}").endswith(to_html(text))
    assert '<a href="#p-二"' in to_html(f"[TOC]\n\n{text}")
    assert "<a" not in to_html(text)


def test_table_cells_are_aligned_without_style() -> None:
    table = to_html("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert 'align="right"' in table
    assert "style" not in table


def test_links_to_other_pages_and_telephones_stay() -> None:
    html = to_html("[身份证](../services/a.html) [打](tel:110)")
    assert 'href="../services/a.html"' in html
    assert 'href="tel:110"' in html


def test_a_pattern_is_spared_only_where_it_could_not_match(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(1)
    bits = [
        *"`\\[]()!<>&*_ \n#-|",
        "**",
        "http://a.cn",
        "a@b.cn",
        "[x](y)",
        "  \n",
        "词",
    ]
    texts = ["".join(dice.choices(bits, k=dice.randint(1, 40))) for _ in range(200)]
    quick = [to_html(text) for text in texts]
    monkeypatch.setattr(markdown_dialect, "_MARKS", {})
    assert [to_html(text) for text in texts] == quick
