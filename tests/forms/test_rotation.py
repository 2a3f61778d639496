"""A new key: everything is sealed anew, in steps, and opens all the time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from passlib.totp import TOTP
from sqlalchemy import text

from forms_app import rotation
from forms_app.database import Base, reading, transaction
from forms_app.disputes import erasure, intake, queries, recovery, sealing, trail
from forms_app.disputes.evidence import filing
from forms_app.disputes.evidence import queries as files
from forms_app.notifications import outbox
from forms_app.staff import sign_in
from forms_app.vault import (
    SealBroken,
    Vault,
    add_key,
    load_vault,
    renew_digest_key,
    renew_session_key,
)
from tests.disputes_builders import MONDAY, PHONE, STORY, Register, a_work, send
from tests.forms.booking_builders import SERVICE, STATION
from tests.forms.case_builders import Desk
from tests.forms.test_hostile_input import COUNTER


@pytest.fixture
def vault(keys: Path, tmp_path: Path) -> Vault:
    """Keys of this test's own: it makes new ones."""
    shutil.copytree(keys / "keys", tmp_path / "keys")
    return load_vault(tmp_path / "keys")


def with_a_new_key(vault: Vault) -> Vault:
    add_key(vault.folder)
    return load_vault(vault.folder)


def a_full_register(register: Register) -> int:
    """Something sealed in every table of the room that has it."""
    case_id = register.a_case("refer", "take_over", "accept", "plan", "hold")
    with transaction(register.engine) as session:
        work = a_work(session, register.vault, register.catalogue)
        handed = filing.Handed("pdf", b"kept", b"sent", "收据")
        case = queries.case_for_change(session, case_id)
        assert case is not None
        filing.add(work, case, handed)
    return case_id


def heads(register: Register) -> set[bytes]:
    """How the sealed values of the database begin."""
    found = set()
    with register.engine.connect() as connection:
        for place in rotation.places():
            sql = f"SELECT {place.column.name} FROM {place.table.name}"
            values = connection.execute(text(sql)).scalars()
            found |= {bytes(value)[:2] for value in values if value}
    return found


def test_every_sealed_column_is_known() -> None:
    sealed = {
        table.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith(rotation.SEALED)
    }

    assert sealed == set(rotation.PLACES) | rotation.LEFT_ALONE


def test_everything_is_sealed_anew_and_opens(register: Register) -> None:
    case_id = a_full_register(register)
    newer = with_a_new_key(register.vault)
    count = rotation.left(register.engine, newer)

    assert count > 10
    assert rotation.reseal(register.engine, newer) == count
    assert heads(register) == {bytes((1, 2))}
    assert rotation.left(register.engine, newer) == 0
    with reading(register.engine) as session:
        case = queries.case_by_id(session, case_id)
        assert case is not None
        assert sealing.story(newer, case) == STORY
        (file,) = files.of_case(session, case_id)
        assert filing.content_of(newer, file, original=True) == b"sent"
        assert trail.verify_chain(session, newer) == []


def test_stopped_half_way_it_goes_on(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_register(register)
    monkeypatch.setattr(rotation, "BATCH", 1)
    newer = with_a_new_key(register.vault)

    def stop(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    before = rotation.left(register.engine, newer)
    with pytest.raises(KeyboardInterrupt):
        rotation.reseal(register.engine, newer, stop)

    assert rotation.left(register.engine, newer) == before - 3
    assert heads(register) == {bytes((1, 1)), bytes((1, 2))}
    rotation.reseal(register.engine, newer)
    assert heads(register) == {bytes((1, 2))}


def test_a_process_that_started_before_opens_what_is_sealed_under_the_new_key(
    vault: Vault,
) -> None:
    sealed = with_a_new_key(vault).seal("party.name:1", "王小明")

    assert vault.open("party.name:1", sealed) == "王小明"
    assert vault.seal("party.name:1", "x")[1] == 1


def test_without_the_old_key_what_was_not_sealed_anew_is_lost(vault: Vault) -> None:
    sealed = vault.seal("party.name:1", "王小明")
    newer = with_a_new_key(vault)
    (vault.folder / "field-1.key").unlink()

    with pytest.raises(SealBroken):
        load_vault(vault.folder).open("party.name:1", sealed)
    assert newer.open("party.name:1", sealed) == "王小明"


def test_the_number_of_the_key_cannot_be_exchanged(vault: Vault) -> None:
    newer = with_a_new_key(vault)
    sealed = bytearray(newer.seal("party.name:1", "王小明"))
    sealed[1] = 1

    with pytest.raises(SealBroken):
        newer.open("party.name:1", bytes(sealed))


def test_bookings_are_sealed_anew_too(register: Register, desk_as: Desk) -> None:
    guest = {"station": STATION, "service": SERVICE, "request_key": "c" * 32}
    send(desk_as(COUNTER), "/appointments/walk-in", **guest, name="王小明")
    newer = with_a_new_key(register.vault)

    assert rotation.reseal(register.engine, newer) >= 1
    assert heads(register) == {bytes((1, 2))}


def with_another_digest_key(vault: Vault) -> Vault:
    renew_digest_key(vault.folder)
    return load_vault(vault.folder)


def test_every_digest_is_known() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_digest")
    }
    looked_up = {f"{one.table}.{one.column}" for one in rotation.LOOKED_UP}

    assert columns == looked_up.union(
        rotation.FOLLOWING, rotation.ENDING, rotation.RESTING
    )


def test_with_another_digest_key_everybody_is_still_found(
    register: Register, desk_as: Desk
) -> None:
    case_id, gone = a_full_register(register), register.a_case()
    code = register.code(case_id)
    register.work(gone, lambda work, case: erasure.erase_case(work, case, "到期"))
    guest = {"station": STATION, "service": SERVICE, "request_key": "c" * 32}
    send(desk_as(COUNTER), "/appointments/walk-in", **guest, name="王小明", phone=PHONE)
    before = {name: digests(register, name) for name in DIGESTS}
    newer = with_another_digest_key(register.vault)

    for _ in range(2):
        assert rotation.redigest(register.engine, newer) > 3
        after = {name: digests(register, name) for name in DIGESTS}
        assert not any(before[name] & after[name] for name in DIGESTS)
        with transaction(register.engine) as session:
            found = intake.open_by_code(session, newer, code, PHONE[-4:], now=MONDAY)
            assert found is not None
            assert found.id == case_id
            of_phone = recovery.by_phone(session, newer, PHONE, None)
            assert [case.id for case in of_phone] == [case_id]
            assert trail.verify_chain(session, newer) == []
            phone = outbox.phone_digest(newer, PHONE)
        assert phone in after["appointment.phone_digest"]
    assert trail_is_broken_without(newer, register)


DIGESTS = ("dispute_case.code_digest", "appointment.phone_digest")


def digests(register: Register, name: str) -> set[bytes]:
    table, column = name.split(".")
    with register.engine.connect() as connection:
        found = connection.execute(text(f"SELECT {column} FROM {table}")).scalars()
        return {bytes(value) for value in found}


def trail_is_broken_without(vault: Vault, register: Register) -> bool:
    """The old key is still needed: notes of before rest on it."""
    with reading(register.engine) as session:
        return bool(trail.verify_chain(session, replace(vault, old_digest_keys=())))


def test_an_authenticator_works_on_with_another_digest_key(vault: Vault) -> None:
    def wallet(keys: Vault) -> TOTP:
        secrets: dict[str, str] = sign_in.settings_of(keys)["SECURITY_TOTP_SECRETS"]
        factory: TOTP = TOTP.using(secrets=secrets)
        return factory

    kept = wallet(vault).new().to_json()
    newer = wallet(with_another_digest_key(vault))

    assert newer.from_source(kept).key


def test_with_another_session_key_cookies_of_before_are_worth_nothing(
    vault: Vault,
) -> None:
    renew_session_key(vault.folder)

    assert load_vault(vault.folder).session_key != vault.session_key
