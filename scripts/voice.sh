#!/bin/sh
# What a hall speaks with: espeak-ng, installed where we may. Without it a hall works in silence, so this never fails.
set -eu
command -v espeak-ng >/dev/null || scripts/apt.sh espeak-ng || echo "Without espeak-ng calls are shown and not spoken." >&2
