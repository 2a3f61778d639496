"""No to a record made on the spot."""

from __future__ import annotations

from forms_app.refusals.general import Refusal


class NobodyLost(Refusal):
    message = "请至少写一家的损失。"


class TooManyHouseholds(Refusal):
    message = "一次最多登记 60 家，其余的请另外登记一份。"


class NamedTwice(Refusal):
    """Said with the name."""

    message = "有一家写了两次。同名的请加上小名或者住处。"


class DayNotPlausible(Refusal):
    message = "日期不对：不能在今天以后，也不能早过六十天。"
