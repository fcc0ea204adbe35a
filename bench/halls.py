"""Found many halls in the database of the settings, all in one process.

python -m bench.halls COUNT       prints {hall: {token, cookies: {counter: cookie}}}
"""

import json
import sys

from queue_server.commands.terminal import journal_of, opened
from queue_server.plan_file import load_plan
from tests.reliability.found import found  # first of all: it makes everything wait as gevent does
from tests.reliability.sites import CROWDED_PLAN


def main(count: int) -> None:
    with opened() as database, journal_of(database) as journal:
        halls = [f"h{number}" for number in range(1, count + 1)]
        plans = [load_plan(CROWDED_PLAN.replace("hall: h\n", f"hall: {hall}\n", 1)) for hall in halls]
        print(json.dumps({plan.hall: found(database, journal, plan) for plan in plans}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
