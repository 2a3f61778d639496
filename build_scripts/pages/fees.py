"""What a service costs, in a few words."""

from __future__ import annotations

from build_scripts.catalogue.model import Fee, Service
from build_scripts.languages.speech import _
from build_scripts.pages.date_words import money


def fee_text(service: Service) -> str:
    """'不收费', '20 元' or '工本费 20 元；加急费 10 元'."""
    if service.free or not service.fees:
        return _("不收费")
    if len(service.fees) == 1:
        return amount(service.fees[0])
    return "；".join(f"{fee.name} {amount(fee)}" for fee in service.fees)


def amount(fee: Fee) -> str:
    """'20 元/证'."""
    unit = f"/{fee.unit}" if fee.unit else ""
    return f"{money(fee.amount)}{unit}"
