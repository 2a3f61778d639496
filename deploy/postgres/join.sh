#!/bin/sh
# Makes this machine the standby of the server that takes writes; run as the user postgres.
#   sh join.sh DATA NAME CONNECTION
#   sh join.sh /var/lib/postgresql/15/main doorstep_b 'host=10.0.0.1 user=doorstep_copy'
# An old copy in DATA is kept under another name: a former primary may hold writes that
# nobody was told of.  Start PostgreSQL afterwards as this machine does.
set -eu
stop() { printf '%s\n' "$*" >&2; exit 1; }

[ "$#" -eq 3 ] || stop "usage: sh join.sh DATA NAME CONNECTION"
data=$1 name=$2 connection=$3

! pg_ctl status -D "$data" >/dev/null 2>&1 || stop "PostgreSQL still runs in $data: stop it first."
[ ! -e "$data/PG_VERSION" ] || mv "$data" "$data.before-$(date +%Y%m%d-%H%M%S)"

pg_basebackup --pgdata="$data" --dbname="$connection application_name=$name" \
    --write-recovery-conf --wal-method=stream --checkpoint=fast --no-password
printf '%s\n' "Start PostgreSQL here now. On the server that takes writes, once it is seen there:" \
    "  SELECT application_name, sync_state FROM pg_stat_replication;" \
    "  ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf();"
