#!/bin/sh
# Write the faces' types from the server's OpenAPI; with --check, only tell whether they have drifted.
set -eu
contract=queue_server/client/src/contract.ts
mkdir -p build
queue-server openapi > build/openapi.json
openapi() {
    npx --no-install openapi-typescript build/openapi.json \
        --root-types --root-types-no-schema-prefix --default-non-nullable false --output "$1" >/dev/null
}
if [ "${1:-}" = --check ]; then
    openapi build/contract.ts
    if ! diff -u "$contract" build/contract.ts; then
        echo "The faces' types are not those of the server: run \`make types\`" >&2
        exit 1
    fi
    echo "The faces' types are the server's"
else
    openapi "$contract"
fi
