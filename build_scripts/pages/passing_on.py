"""What readers can pass on from a page: texts in Chinese, so only on pages in Chinese."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.renditions import News, PassedOn, passed_on
from build_scripts.languages.tongues import HANS
from build_scripts.pages.placards.codes import sheet_address

NOTHING = PassedOn(sms="", wechat="", broadcast="", headline="", points=())


def texts_of(catalogue: Catalogue, record: News) -> PassedOn:
    return passed_on(catalogue, record) if catalogue.language == HANS else NOTHING


def printed_at(catalogue: Catalogue, kind: str, record_id: str) -> str:
    """Where the sheets of a record are; '' on a page that is not in Chinese."""
    if catalogue.language != HANS:
        return ""
    return sheet_address(catalogue, kind, record_id)
