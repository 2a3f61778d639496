"""The files of the search: complete, lasting, small, and mended bit by bit."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.theme_files import search_script
from build_scripts.search.entries import BOOST, entry_of, searched, words_of
from build_scripts.search.index import LABEL, MANIFEST, SearchIndex, search_files
from build_scripts.search.query import Search
from tests.record_builders import T, a_search_word, a_service, a_station
from tests.search.conftest import Files, reader
from tests.search.gold import gold
from tests.site_builders import a_catalogue, by_id

KB = 1024


def an_index(catalogue: Catalogue) -> SearchIndex:
    entries = {key: entry_of(catalogue, *key) for key in searched(catalogue)}
    return SearchIndex(entries, words_of(catalogue))


def titles(catalogue: Catalogue, question: str) -> list[str]:
    search = Search(reader(dict(search_files(catalogue))))
    return [search.card(found.number)["t"] for found in search.ask(question)]


def test_the_same_catalogue_gives_the_same_files(
    own_catalogue: Catalogue, own_index: Files
) -> None:
    assert dict(search_files(replace(own_catalogue, kept={}))) == own_index


def test_every_file_but_the_manifest_is_named_by_its_bytes(own_index: Files) -> None:
    for url, content in own_index.items():
        if url != MANIFEST:
            digest = re.fullmatch(r"search/[a-z]+(?:-\d+)?-([0-9a-f]{6})\.json", url)
            assert digest, url
            assert hashlib.sha256(content).hexdigest().startswith(digest[1])


def test_every_table_that_is_searched_has_a_tag() -> None:
    assert set(LABEL) == set(BOOST)


def test_what_is_withdrawn_is_not_found() -> None:
    service = a_service(status="withdrawn")

    assert "居民身份证换领" in titles(a_catalogue(), "换身份证")
    assert "居民身份证换领" not in titles(
        a_catalogue(services=by_id(service)), "换身份证"
    )


def test_what_is_suspended_is_found_and_says_so() -> None:
    service = a_service(status="suspended", status_note=T("系统升级，先别来。"))
    index = dict(search_files(a_catalogue(services=by_id(service))))
    search = Search(reader(index))

    assert search.card(search.ask("换身份证")[0].number)["n"] == "系统升级，先别来。"


def test_the_card_of_a_service_says_what_where_how_long_how_much(
    search: Search,
) -> None:
    card = search.card(search.ask("身份证丢了")[0].number)

    assert [name for name, _ in card["f"]] == [
        "带什么（本人来办）",
        "到哪里",
        "多久办好",
        "收费",
    ]


def test_the_card_of_a_station_says_where_when_and_whom_to_call(search: Search) -> None:
    card = search.card(search.ask("桥东派出所")[0].number)

    assert [name for name, _ in card["f"]] == ["地址", "开门时间"]
    assert card["p"][0] == ["24 小时值班", "0000-0000517"]


@pytest.mark.parametrize(
    ("question", "station", "service"),
    [
        ("桥东派出所换身份证", "桥东派出所", "居民身份证换领"),
        ("桥东换身份证", "桥东派出所", "居民身份证换领"),
        ("欢喜村办居住证", "桥东派出所", "居住证首次申领"),
        ("春和派出所开无犯罪证明", "春和派出所", "无犯罪记录证明"),
    ],
)
def test_a_question_with_both_leads_to_the_service_at_that_place(
    search: Search, question: str, station: str, service: str
) -> None:
    both = search.at_one_station(search.everything(question))

    assert both
    assert [search.card(number)["t"] for number in both] == [station, service]


@pytest.mark.parametrize(
    "question", ["桥东派出所", "换身份证", "派出所换身份证", "欢喜村", "天气预报"]
)
def test_a_question_without_both_leads_to_no_such_page(
    search: Search, question: str
) -> None:
    assert search.at_one_station(search.everything(question)) is None


def test_a_station_that_is_closed_offers_nothing() -> None:
    closed = a_station(station_status="closed")
    index = an_index(a_catalogue(stations=by_id(closed)))

    assert "s" not in json.loads(index._card(("stations", closed.id)))


def with_service(**changes: object) -> Catalogue:
    return a_catalogue(services=by_id(a_service(**changes)))


@pytest.mark.parametrize(
    "changed",
    [
        with_service(name=T("居民身份证换新")),
        with_service(summary=T("身份证要过期了，早点来。"), search_terms=("sfz",)),
        with_service(problems=(T("证坏了"),), formerly=("换领二代证",)),
    ],
)
def test_a_mended_index_is_like_one_made_anew(changed: Catalogue) -> None:
    before, after = an_index(a_catalogue()), an_index(changed)
    files = before.files()

    repair = after.repair(before, files.__getitem__)

    assert repair
    mended = mended_files(files, repair)
    assert mended == after.files()
    assert len(repair[0]) < len(files)


def mended_files(files: Files, repair: tuple[Files, set[str]]) -> Mapping[str, bytes]:
    kept = {url: content for url, content in files.items() if url not in repair[1]}
    return {**kept, **repair[0]}


def test_nothing_changed_is_nothing_to_mend() -> None:
    index = an_index(a_catalogue())

    assert index.repair(an_index(a_catalogue()), {}.__getitem__) == ({}, set())


@pytest.mark.parametrize(
    "changed",
    [
        a_catalogue(services={}),
        a_catalogue(services=by_id(a_service(), a_service(id="another"))),
        a_catalogue(search_words=by_id(a_search_word("身分证"))),
    ],
    ids=["a record gone", "a record more", "another word"],
)
def test_an_index_is_made_anew_when_its_numbers_or_words_are_others(
    changed: Catalogue,
) -> None:
    before = an_index(a_catalogue())

    assert an_index(changed).repair(before, before.files().__getitem__) is None


def test_the_county_s_words_are_understood() -> None:
    words = by_id(a_search_word("派司"))

    assert "居民身份证换领" not in titles(a_catalogue(), "派司")
    assert "居民身份证换领" in titles(a_catalogue(search_words=words), "派司")


def test_before_the_first_question_little_is_fetched(own_index: Files) -> None:
    script = search_script().content
    loaded = len(gzip.compress(script)) + len(gzip.compress(own_index[MANIFEST]))

    assert len(script) < 10 * KB
    assert loaded < 25 * KB


def test_no_question_of_the_gold_set_fetches_much(own_index: Files) -> None:
    heaviest = max(fetched(own_index, question.words) for question in gold())

    assert heaviest < 40 * KB


def fetched(index: Files, question: str) -> int:
    """Compressed bytes of the files one question asks for, besides the manifest."""
    asked: set[str] = set()

    def read(url: str) -> object:
        asked.add(url)
        return json.loads(index[url])

    search = Search(read)
    every = search.everything(question)
    search.at_one_station(every)
    for found in search.ask(question):
        search.card(found.number)
    return sum(len(gzip.compress(index[url])) for url in asked - {MANIFEST})
