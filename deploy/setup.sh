#!/bin/sh
# Sets up what the make commands need: sh deploy/setup.sh python browser postgres
# Whatever cannot be installed from here is named in one sentence, and we stop.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# System packages.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

# Debian's lists may be missing (a fresh container) or old: refresh them once.
apt_install() {
    can_install || return 1
    if [ -z "${lists_fresh:-}" ]; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || return 1
        lists_fresh=yes
    fi
    say "apt-get install $*"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Python.

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || stop "PYTHON=$PYTHON is not a Python 3.11 or newer."
        command -v "$PYTHON"
        return
    fi
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if new_enough "$python"; then command -v "$python"; return; fi
    done
    stop "Python 3.11 or newer is missing: install it (apt-get install python3)" \
        "or name it, like PYTHON=/path/to/python3.13 make test."
}

# Debian and Ubuntu ship Python without ensurepip, in a package of its own.
make_venv() {
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install "$package" || stop "Python cannot make virtual environments here." \
            "As root: apt-get install $package"
    fi
    "$1" -m venv --clear .venv
}

version_of() { "$1" -VV 2>/dev/null || say "none"; }

# The one build backend first, from the same lock: with build isolation pip would
# fetch an unpinned one for every package that comes as source.
install_locked() {
    awk '/^[^ #]/ { ours = /^setuptools==/ } ours' requirements.lock \
        >.venv/build-backend.txt
    pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }
    pip install -qq --require-hashes -r .venv/build-backend.txt
    pip install -qq --require-hashes --no-build-isolation -r requirements.lock
    pip install -qq --no-deps --no-build-isolation -e .
}

setup_python() {
    python=$(find_python)
    stamp=$(cat requirements.lock pyproject.toml | cksum)
    if [ -n "${PYTHON:-}" ] || [ "$(version_of .venv/bin/python)" = none ]; then
        [ "$(version_of .venv/bin/python)" = "$(version_of "$python")" ] || rm -rf .venv
    fi
    [ "$(cat .venv/installed 2>/dev/null)" = "$stamp" ] && return
    say "Setting up .venv with the locked dependencies (a minute or two) ..."
    [ -x .venv/bin/python ] || make_venv "$python"
    install_locked
    printf '%s\n' "$stamp" >.venv/installed
}

# A browser with Chinese letters. tests/browser/conftest.py looks in the same places, in the same order.
system_browser() {
    for name in chromium chromium-browser google-chrome; do
        "$name" --version >/dev/null 2>&1 && return
    done
    return 1
}

playwright_browser() {
    .venv/bin/python - 2>/dev/null <<'PYTHON'
from subprocess import run
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    run([playwright.chromium.executable_path, "--version"], check=True)
PYTHON
}

# Ubuntu's chromium is a snap, which runs in no container: Playwright has its own.
fetch_browser() {
    apt_install chromium 2>/dev/null && system_browser && return
    say "playwright install chromium"
    .venv/bin/python -m playwright install --no-shell chromium || return 1
    if can_install; then
        as_root .venv/bin/python -m playwright install-deps chromium >/dev/null
    fi
    playwright_browser
}

chinese_fonts() {
    find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" \
        "$HOME/.local/share/fonts" -name '*CJK*' 2>/dev/null | grep -q .
}

# Playwright's driver needs one library that a bare Debian does not have.
playwright_driver() { .venv/bin/python -m playwright --version >/dev/null 2>&1; }

setup_browser() {
    playwright_driver || apt_install libatomic1 || missing="${missing:-} libatomic1"
    system_browser || playwright_browser >/dev/null || fetch_browser ||
        missing="${missing:-} chromium"
    chinese_fonts || apt_install fonts-noto-cjk || missing="${missing:-} fonts-noto-cjk"
}

# PostgreSQL's programs (the tests start a server of their own). tests/postgres.py looks in the same places.
postgres_programs() {
    command -v initdb >/dev/null 2>&1 && return
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
        [ -x "$folder/initdb" ] && return
    done
    return 1
}

setup_postgres() {
    postgres_programs || apt_install postgresql || missing="${missing:-} postgresql"
}

for part in "$@"; do
    case $part in
        python) setup_python ;;
        browser) setup_browser ;;
        postgres) setup_postgres ;;
        *) stop "no part is called $part" ;;
    esac
done
if [ -n "${missing:-}" ]; then
    stop "Missing for the tests:$missing. As root: apt-get install$missing"
fi
