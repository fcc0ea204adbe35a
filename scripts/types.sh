#!/bin/sh
# Write the faces' types, and for their tests what is refused, from the server's OpenAPI; with --check, only tell
# whether they have drifted.
set -eu
contract=queue_server/client/src/contract.ts
refusals=queue_server/client/src/testing/refusals.json
mkdir -p build
queue-server openapi > build/openapi.json
openapi() {
    npx --no-install openapi-typescript build/openapi.json \
        --root-types --root-types-no-schema-prefix --default-non-nullable false --output "$1" >/dev/null
}
refused() {
    python -c 'import json, sys
every = json.load(open("build/openapi.json"))["components"]["schemas"]["Problem"]["x-refusals"]
with open(sys.argv[1], "w") as file:
    json.dump(every, file, ensure_ascii=False, indent=2)
    file.write("\n")' "$1"
}
if [ "${1:-}" = --check ]; then
    openapi build/contract.ts
    refused build/refusals.json
    if ! diff -u "$contract" build/contract.ts || ! diff -u "$refusals" build/refusals.json; then
        echo "The faces' types are not those of the server: run \`make types\`" >&2
        exit 1
    fi
    echo "The faces' types are the server's"
else
    openapi "$contract"
    refused "$refusals"
fi
