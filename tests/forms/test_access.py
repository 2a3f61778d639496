"""Role, permission and place: who may do what, where."""

from __future__ import annotations

import itertools

import pytest

from forms_app.access import (
    ANYWHERE,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Actor,
    Grant,
    Permission,
    Role,
)
from forms_app.catalogue import Catalogue
from forms_app.catalogue.reader import load_catalogue
from forms_app.settings import Settings
from forms_app.staff.reach import may_manage, reaches, scope_choices

HERE, AGENCIES = "qiaodong-police-station", ("county-psb",)
COVERING = (ANYWHERE, f"station:{HERE}", "agency:county-psb")
ELSEWHERE = ("station:chunhe-police-station", "agency:county-justice", "station:*", "")
MAY = {
    Role.COUNTER: {"see_appointments", "work_appointments", "answer_letters"},
    Role.MEDIATOR: {"see_cases", "mediate"},
    Role.DUTY_OFFICER: {
        "see_appointments",
        "work_appointments",
        "see_cases",
        "register_cases",
        "answer_letters",
    },
    Role.HEAD: {
        "see_appointments",
        "work_appointments",
        "close_days",
        "see_cases",
        "register_cases",
        "mediate",
        "close_cases",
        "manage_mediators",
        "answer_letters",
        "publish_letters",
    },
    Role.ADMIN: {"manage_staff"},
}


def an_actor(*grants: Grant) -> Actor:
    return Actor(id=1, name="王警官", grants=frozenset(grants))


@pytest.fixture
def catalogue(settings: Settings) -> Catalogue:
    return load_catalogue(settings.site / "catalogue.json")


@pytest.mark.parametrize(
    ("role", "permission"), list(itertools.product(Role, Permission))
)
def test_a_role_holds_just_its_permissions_where_it_was_given(
    role: Role, permission: Permission
) -> None:
    expected = permission.value in MAY[role]
    for scope in COVERING:
        person = an_actor(Grant(role, scope))
        assert person.may(permission, HERE, AGENCIES) is expected
        assert person.holds(permission) is (
            expected or permission is Permission.SIGNED_IN
        )


@pytest.mark.parametrize("scope", ELSEWHERE)
def test_a_role_given_elsewhere_says_nothing_here(scope: str) -> None:
    person = an_actor(Grant(Role.HEAD, scope))

    assert not any(person.may(p, HERE, AGENCIES) for p in Permission)


def test_roles_add_up_but_do_not_travel() -> None:
    person = an_actor(
        Grant(Role.COUNTER, f"station:{HERE}"),
        Grant(Role.MEDIATOR, "station:qiaodong-justice-office"),
    )

    assert person.may(Permission.WORK_APPOINTMENTS, HERE, AGENCIES)
    assert not person.may(Permission.MEDIATE, HERE, AGENCIES)
    assert person.may(Permission.MEDIATE, "qiaodong-justice-office", ())


def test_who_manages_accounts_sees_no_resident() -> None:
    assert ROLE_PERMISSIONS[Role.ADMIN] == {Permission.MANAGE_STAFF}


def test_every_role_has_a_name_and_permissions() -> None:
    assert set(ROLE_NAMES) == set(ROLE_PERMISSIONS) == set(Role)


def test_a_manager_s_arm_is_as_long_as_the_scope(catalogue: Catalogue) -> None:
    county = an_actor(Grant(Role.ADMIN, ANYWHERE))
    police = an_actor(Grant(Role.ADMIN, "agency:county-psb"))
    station = an_actor(Grant(Role.ADMIN, f"station:{HERE}"))
    head = an_actor(Grant(Role.HEAD, ANYWHERE))

    def reached(manager: Actor) -> set[str]:
        return set(scope_choices(manager, catalogue))

    assert len(reached(county)) == 1 + 2 + 5
    assert reached(police) == {
        "agency:county-psb",
        f"station:{HERE}",
        "station:chunhe-police-station",
    }
    assert reached(station) == {f"station:{HERE}"}
    assert reached(head) == set()
    assert not reaches(police, ANYWHERE, catalogue)


def test_one_role_outside_puts_an_account_out_of_reach(catalogue: Catalogue) -> None:
    manager = an_actor(Grant(Role.ADMIN, f"station:{HERE}"))
    inside = Grant(Role.COUNTER, f"station:{HERE}")

    assert may_manage(manager, [inside], catalogue)
    assert not may_manage(manager, [inside, Grant(Role.HEAD, "*")], catalogue)
