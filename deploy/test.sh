#!/bin/sh
# Everything `make test` proves, cheapest first; each part's closing line again at the end.
#   sh deploy/test.sh          all parts
#   sh deploy/test.sh lint     only the named parts
set -u
cd "$(dirname "$0")/.." || exit
PATH="$PWD/.venv/bin:$PATH"
export PATH
# Whoever keeps Python from keeping what it compiles has all of it compiled by every
# worker of every part, and by each server that a test starts.
unset PYTHONDONTWRITEBYTECODE

# Tests write thousands of small files and wait for each to be safe: in memory, where
# there is room, that costs nothing.
memory=/dev/shm
ours=
if [ -z "${TMPDIR:-}" ] && [ -w "$memory" ] &&
    [ "$(df -Pk "$memory" | awk 'NR == 2 { print int($4 / 1048576) }')" -ge 4 ]; then
    ours=$(mktemp -d "$memory/doorstep-tests.XXXXXX")
    chmod 755 "$ours" # the database server is another user
    export TMPDIR="$ours"
fi

summary=$(mktemp)
output=$(mktemp)
trap 'rm -rf "$summary" "$output" "$output.code" "${ours:-}"' EXIT
trap 'exit 130' INT # a shell that is killed runs no trap of EXIT
trap 'exit 143' TERM
failed=0

# run NAME COMMAND...: shows the output as it comes, keeps its last line and its result.
run() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    { "$@" 2>&1; echo "$?" >"$output.code"; } | tee "$output"
    code=$(cat "$output.code")
    rm -f "$output.code"
    [ "$code" -eq 0 ] || failed=1
    printf '%-7s %s: %s\n' "$([ "$code" -eq 0 ] && echo ok || echo FAILED)" \
        "$name" "$(grep . "$output" | tail -n 1)" >>"$summary"
}

# A worker that has nothing left takes over from the other what it has not begun.
tests() {
    python -m pytest -q -n 2 --dist worksteal "$@"
}

lint() {
    run 'ruff check' ruff check .
    run 'ruff format' ruff format --check .
    run 'mypy' mypy --num-workers 2
}

fast() {
    run 'fast tests, SQLite' tests -m 'not whole and not slow and not browser'
}

whole() {
    run 'whole apps, sites and long runs, SQLite' tests -m '(whole or slow) and not browser'
}

postgres() {
    run 'forms on PostgreSQL' tests --database=postgres -m '' tests/forms
}

browser() {
    run 'browser journeys' tests -m 'browser' tests/browser
}

[ "$#" -gt 0 ] || set -- lint fast whole postgres browser
for part in "$@"; do
    case $part in
        lint) lint ;;
        fast) fast ;;
        whole) whole ;;
        postgres) postgres ;;
        browser) browser ;;
        *) echo "no part is called $part" >&2; exit 2 ;;
    esac
done
printf '\n== summary\n'
cat "$summary"
exit "$failed"
