#!/bin/sh
# What the tests of several workers need: PostgreSQL and Redis, of which they start their own. Installed where we may.
set -eu

missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="postgresql"
command -v redis-server >/dev/null || missing="$missing redis-server"
# shellcheck disable=SC2086
[ -z "$missing" ] || scripts/apt.sh $missing
