"""What the forms know of the catalogue, as frozen entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.shared.opening_hours import Hours, WeekRule
from build_scripts.shared.triage import Rule
from build_scripts.shared.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    kind: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """A pool of equal counters (FHIR Schedule)."""

    id: str
    name: str
    services: tuple[str, ...]
    slot_minutes: int
    seats: int
    """What the public may book at one time."""
    hours: tuple[WeekRule, ...]
    desk_seats: int = 0
    """What only the desk may give besides."""
    minutes: tuple[tuple[str, int], ...] = ()
    """How long one service takes at this very station, where it says so."""

    def minutes_for(self, service: ServiceEntry, persons: int = 1) -> int:
        """The station's own word, else the service's, else one slot; then the others."""
        own = dict(self.minutes).get(service.id)
        first = own or service.booking_minutes or self.slot_minutes
        more = service.booking_minutes_more
        return first + (persons - 1) * (first if more is None else more)


@dataclass(frozen=True, slots=True)
class BookingEntry:
    days_ahead: int
    lead_minutes: int
    schedules: tuple[ScheduleEntry, ...]


@dataclass(frozen=True, slots=True)
class HomeVisitEntry:
    """When staff come to the door."""

    for_whom: str
    how: str


@dataclass(frozen=True, slots=True)
class StationEntry:
    id: str
    name: str
    kind: str
    kind_label: str
    agencies: tuple[str, ...]
    areas_served: tuple[str, ...]
    address: str
    landmark: str
    phones: tuple[PhoneEntry, ...]
    hours: Hours
    hours_text: str
    booking: BookingEntry | None
    takes_disputes: bool
    offers: tuple[str, ...]
    url: str
    home_visit: HomeVisitEntry | None = None

    @property
    def phone(self) -> str:
        """The number to call: the duty line first."""
        for kind in ("duty", "counter"):
            for entry in self.phones:
                if entry.kind == kind:
                    return entry.number
        return self.phones[0].number if self.phones else ""

    def schedule_for(self, service_id: str) -> ScheduleEntry | None:
        """The pool in which this service is booked here, if it is."""
        for schedule in self.booking.schedules if self.booking else ():
            if service_id in schedule.services:
                return schedule
        return None

    def schedule(self, schedule_id: str) -> ScheduleEntry | None:
        for schedule in self.booking.schedules if self.booking else ():
            if schedule.id == schedule_id:
                return schedule
        return None


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    name: str
    need: str
    need_label: str
    originals: int
    copies: int
    note: str


@dataclass(frozen=True, slots=True)
class Checklist:
    who: str
    who_label: str
    note: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    id: str
    name: str
    plain_name: str
    summary: str
    url: str
    free: bool
    fee_text: str
    booking_supported: bool
    booking_rule: str
    stations: tuple[str, ...]
    checklist: tuple[Checklist, ...]
    booking_days_ahead: int | None = None
    booking_lead_minutes: int | None = None
    booking_urgent: bool = False
    booking_minutes: int | None = None
    booking_persons: int = 1
    """How many may come together; 1: everybody books alone."""
    booking_minutes_more: int | None = None
    """What each person after the first takes; as long as the first unless it says so."""
    home_visit: bool = False
    delivery: bool = False


@dataclass(frozen=True, slots=True)
class LifeEventEntry:
    """一件事: services that people do together."""

    id: str
    name: str
    trigger: str
    url: str
    services: tuple[tuple[str, str], ...]
    """(service, 'required' or 'optional')."""


@dataclass(frozen=True, slots=True)
class CitationEntry:
    law_name: str
    article: str
    gist: str
    url: str


@dataclass(frozen=True, slots=True)
class WayEntry:
    """A lawful way to settle a dispute."""

    kind: str
    kind_label: str
    station_kind: str
    who: str
    cost: str
    time: str
    effect: str
    citations: tuple[CitationEntry, ...]


@dataclass(frozen=True, slots=True)
class DisputeTypeEntry:
    id: str
    name: str
    examples: tuple[str, ...]
    proposal: str
    intake: bool
    sensitive: bool
    not_for: str
    facts_to_tell: tuple[str, ...]
    bring: tuple[str, ...]
    time_limit: str
    ways: tuple[WayEntry, ...]


@dataclass(frozen=True, slots=True)
class TriageOptionEntry:
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class TriageQuestionEntry:
    id: str
    ask: str
    hint: str
    options: tuple[TriageOptionEntry, ...]


@dataclass(frozen=True, slots=True)
class TriageRuleEntry:
    """Which way is proposed when the rule holds, why, and by which article."""

    rule: Rule
    way: str
    say: str
    citations: tuple[CitationEntry, ...]
    checked_on: str


@dataclass(frozen=True, slots=True)
class TriageEntry:
    """The decision table: questions and rules by id, the rules in their order."""

    questions: Mapping[str, TriageQuestionEntry]
    rules: Mapping[str, TriageRuleEntry]


@dataclass(frozen=True, slots=True)
class AreaStationsEntry:
    police: str
    justice: str
    governance: str
    mediation: str
    kiosk: str


@dataclass(frozen=True, slots=True)
class AreaEntry:
    id: str
    name: str
    level: str
    parent: str
    url: str
    stations: AreaStationsEntry


@dataclass(frozen=True, slots=True)
class HotlineEntry:
    number: str
    name: str
    what_for: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class AppointmentPolicy:
    """What has a default came after version 1.0 of the file."""

    cancel_until_minutes: int
    open_per_phone: int
    keep_days: int
    remind_hours: int = 24
    messages_per_day: int = 5
    freed_within_minutes: int = 0
    misses_before_pause: int = 2
    pause_days: int = 14
    open_per_person: int = 3
    waits_per_phone: int = 2
    offer_minutes: int = 60
    home_per_phone: int = 2
    address_days: int = 7
    puzzle_bits: int = 0
    puzzle_wait_seconds: int = 20


@dataclass(frozen=True, slots=True)
class DisputePolicy:
    accept_workdays: int
    referral_workdays: int
    police_referral_hours: int
    mediation_days: int
    keep_days: int
    follow_up_days: tuple[int, ...] = (7, 30, 90)
    remind_days: int = 3
    rights_workdays: int = 15


@dataclass(frozen=True, slots=True)
class KeepPolicy:
    """In days; the defaults stand in for a file of before 1.2."""

    taken_back_days: int = 365
    files_days: int = 365
    readings_days: int = 400


@dataclass(frozen=True, slots=True)
class LetterPolicy:
    """What people write to the stations; the defaults are those of before 1.3."""

    answer_workdays: int = 5
    open_per_phone: int = 3
    keep_days: int = 180


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """What people read before they send in a dispute."""

    version: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteEntry:
    name: str
    tagline: str
    operator: str
    demo: bool
    forms_path: str


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Catalogue:
    """Everything the forms need to know, by id; one published file, one object."""

    site: SiteEntry
    appointments: AppointmentPolicy
    disputes: DisputePolicy
    emergency: tuple[str, ...]
    calendar: WorkingCalendar
    areas: Mapping[str, AreaEntry]
    stations: Mapping[str, StationEntry]
    services: Mapping[str, ServiceEntry]
    dispute_types: Mapping[str, DisputeTypeEntry]
    hotlines: tuple[HotlineEntry, ...]
    agency_names: Mapping[str, str]
    triage: TriageEntry
    keep: KeepPolicy
    letters: LetterPolicy
    notice: NoticeEntry
    life_events: Mapping[str, LifeEventEntry]

    def station_name(self, station_id: str) -> str:
        """Its name, or the id of a station that is no longer published."""
        station = self.stations.get(station_id)
        return station.name if station else station_id

    def agencies_of(self, station_id: str) -> tuple[str, ...]:
        station = self.stations.get(station_id)
        return station.agencies if station else ()
