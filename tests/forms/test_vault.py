"""Personal data at rest opens only in its own place, with its own key."""

from pathlib import Path

import pytest

from forms_app.vault import KeysMissing, SealBroken, Vault, create_keys, load_vault


def test_what_was_sealed_opens_again(vault: Vault) -> None:
    sealed = vault.seal("party.name:1", "𠮷田 王小明 😀")

    assert vault.open("party.name:1", sealed) == "𠮷田 王小明 😀"


def test_a_value_moved_to_another_row_does_not_open(vault: Vault) -> None:
    sealed = vault.seal("party.name:1", "王小明")

    with pytest.raises(SealBroken):
        vault.open("party.name:2", sealed)


@pytest.mark.parametrize("place", [0, 1, 2, 20, -1])
def test_a_single_changed_bit_is_noticed(vault: Vault, place: int) -> None:
    sealed = bytearray(vault.seal("party.name:1", "王小明"))
    sealed[place] ^= 1

    with pytest.raises(SealBroken):
        vault.open("party.name:1", bytes(sealed))


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x01\x01short"])
def test_rubbish_does_not_open(vault: Vault, rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        vault.open("party.name:1", rubbish)


def test_another_installation_cannot_open_it(vault: Vault, tmp_path: Path) -> None:
    create_keys(tmp_path / "keys")
    other = load_vault(tmp_path / "keys")

    with pytest.raises(SealBroken):
        other.open("party.name:1", vault.seal("party.name:1", "王小明"))


def test_the_same_text_is_never_sealed_alike(vault: Vault) -> None:
    assert vault.seal("a.b:1", "王小明") != vault.seal("a.b:1", "王小明")


def test_digests_find_equals_and_keep_purposes_apart(vault: Vault) -> None:
    assert vault.digest("phone", "13800138000") == vault.digest("phone", "13800138000")
    assert vault.digest("phone", "1") != vault.digest("code", "1")


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    assert create_keys(folder)
    before = load_vault(folder)
    assert not create_keys(folder)

    assert load_vault(folder) == before
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("damage", ["", "zz", "abcd"])
def test_a_damaged_key_is_named(tmp_path: Path, damage: str) -> None:
    create_keys(tmp_path)
    (tmp_path / "digest.key").write_text(damage)

    with pytest.raises(KeysMissing, match=r"digest\.key"):
        load_vault(tmp_path)
