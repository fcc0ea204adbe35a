#!/bin/sh
# Serve the sample hall with its print agent until Ctrl-C.
#   sample.sh PORT                 what is made is kept under var/
#   sample.sh PORT HH:MM SPEED     a rehearsal: its own fresh hall, whose clock starts at HH:MM of a weekday
set -eu

port=$1
url=http://127.0.0.1:$port
QUEUE_VAR=${QUEUE_VAR:-var}
if [ $# -gt 1 ]; then
    QUEUE_VAR=$QUEUE_VAR/rehearsal
    rm -rf "$QUEUE_VAR" # a rehearsal begins with an empty hall
    day=today
    # the hall's own date (UTC+8); it is closed at weekends
    [ "$(TZ=CST-8 date +%u)" -le 5 ] || day="next monday"
    set -- --rehearse-from "$(TZ=CST-8 date -d "$day" +%F)T$2:00+08:00" --speed "$3"
else
    set --
fi
export QUEUE_VAR

queue-server demo --url "$url"
exec queue-server serve --port "$port" "$@"
