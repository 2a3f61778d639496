#!/bin/sh
# Makes this standby the server that takes writes; run as the user postgres.
#   sh promote.sh DATA
# First make sure that the old primary is off and stays off: two servers that both take
# writes are worse than none.  It comes back with join.sh only.
set -eu
stop() { printf '%s\n' "$*" >&2; exit 1; }

[ "$#" -eq 1 ] || stop "usage: sh promote.sh DATA"
data=$1
[ -e "$data/standby.signal" ] || stop "$data is not the data of a standby."

# The line of the socket folder in postmaster.pid: psql then meets this very server.
socket=$(sed -n 5p "$data/postmaster.pid")
ask() { psql --no-psqlrc --quiet --host="$socket" --dbname=postgres --command="$1" >/dev/null; }

pg_ctl promote -D "$data" --wait >/dev/null
# With nobody to wait for, every commit would wait for ever.
ask "ALTER SYSTEM SET synchronous_standby_names = ''"
ask "SELECT pg_reload_conf()"
printf '%s\n' "This server takes writes now. There is only one copy: join another standby soon."
