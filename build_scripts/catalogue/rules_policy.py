"""K350: the numbers of site_config.yml by which the forms go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONFIG
from build_scripts.catalogue.rules_places import out_of_range
from build_scripts.catalogue.walk import values_at
from build_scripts.problems import Problem

_POLICY = {
    "appointments/cancel_until_minutes": range(7 * 24 * 60 + 1),
    "appointments/open_per_phone": range(1, 21),
    "appointments/keep_days": range(1, 3651),
    "appointments/remind_hours": range(169),
    "appointments/messages_per_day": range(1, 51),
    "appointments/freed_within_minutes": range(61),
    "appointments/misses_before_pause": range(21),
    "appointments/pause_days": range(1, 366),
    "appointments/open_per_person": range(21),
    "appointments/waits_per_phone": range(11),
    "appointments/offer_minutes": range(10, 241),
    "appointments/home_per_phone": range(1, 11),
    "appointments/address_days": range(91),
    "appointments/puzzle_bits": range(21),
    "appointments/puzzle_wait_seconds": range(5, 121),
    "disputes/accept_workdays": range(1, 31),
    "disputes/referral_workdays": range(1, 31),
    "disputes/police_referral_hours": range(1, 73),
    "disputes/mediation_days": range(1, 181),
    "disputes/keep_days": range(1, 36501),
    "disputes/follow_up_days/*": range(1, 731),
    "disputes/remind_days": range(1, 31),
    "disputes/rights_workdays": range(1, 16),
    "disputes/source_months": range(1, 61),
    "letters/answer_workdays": range(1, 31),
    "letters/open_per_phone": range(1, 21),
    "letters/keep_days": range(1, 3651),
    "keep/taken_back_days": range(1, 3651),
    "keep/files_days": range(1, 3651),
    "keep/readings_days": range(184, 3651),
}


def policy_numbers_are_sensible(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K350: a number of the appointment or dispute policy is out of range.

    site_config.yml 里预约和调解的数字超出了合理范围。
    """
    for steps, allowed in _POLICY.items():
        for pointer, value in values_at(catalogue.config, steps):
            if value not in allowed:
                yield out_of_range(CONFIG, pointer, value, allowed, "K350")


RULES = (policy_numbers_are_sensible,)
