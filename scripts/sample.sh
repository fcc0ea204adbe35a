#!/bin/sh
# Serve the sample hall with its print agent until Ctrl-C.
#   sample.sh PORT                 what is made is kept under var/
#   sample.sh PORT HH:MM SPEED     a rehearsal: its own fresh hall, whose clock starts at HH:MM of a weekday
set -eu

port=$1
url=http://127.0.0.1:$port
QUEUE_VAR=${QUEUE_VAR:-var}
[ $# = 1 ] || QUEUE_VAR=$QUEUE_VAR/rehearsal
# the server refuses too, but only after the addresses were shown and a running rehearsal's folder was taken away
lock=$QUEUE_VAR/queue.sqlite.lock
if [ -e "$lock" ] && ! flock --nonblock "$lock" true; then
    echo "A hall is running on $QUEUE_VAR already: end that one first, with Ctrl-C where it was started." >&2
    exit 1
fi
if [ $# -gt 1 ]; then
    rm -rf "$QUEUE_VAR" # a rehearsal begins with an empty hall
    # the hall's own date (UTC+8), and no weekend: it is closed then
    day=today
    [ "$(TZ=CST-8 date +%u)" -le 5 ] || day="next monday"
    set -- --rehearse-from "$(TZ=CST-8 date -d "$day" +%F)T$2:00+08:00" --speed "$3"
else
    set --
fi
export QUEUE_VAR

queue-server demo --url "$url"
echo "  Slips are printed into $QUEUE_VAR/slips.escpos"
if [ $# = 0 ]; then
    echo "  Outside its opening hours the hall is closed, as a real one is. To practise at any time: make rehearse"
    echo "  Ctrl-C stops the hall; starting it again goes on where it was."
else
    echo "  Ctrl-C ends the rehearsal; the next one begins anew."
fi
echo

queue-server serve --port "$port" "$@" &
server=$!
# a hall without a voice works too; `make setup` has said what is missing
[ -d "$QUEUE_VAR/voice" ] || ! command -v espeak-ng >/dev/null || queue-server voice build >/dev/null &
# the slips need Chinese letters; a hall without paper still works
python -c 'from ticket_printer.fonts import font; font(24)' 2>/dev/null || scripts/apt.sh fonts-noto-cjk || true
TICKET_PRINTER_TOKEN=$(python -c 'import json, sys; print(json.load(open(sys.argv[1]))["printer"])' "$QUEUE_VAR/demo.json") \
    ticket-printer run --server "$url" --hall wanzhou-centre --to "file://$(realpath "$QUEUE_VAR")/slips.escpos" \
    >"$QUEUE_VAR/printer.log" 2>&1 &
agent=$!

trap 'kill $server $agent 2>/dev/null' INT TERM HUP
wait $server && code=0 || code=$?
kill $agent 2>/dev/null || true
wait
# a trap ends the first wait early, before the server has let go of its database
[ $code -lt 128 ] || code=0
exit $code
