"""Found the trials' hall in the database of the settings, and let its clerks sign in: all in one process.

python found.py PLAN_FILE       prints {token, cookies: {counter: cookie}}
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from argon2 import PasswordHasher  # noqa: E402

from queue_server.access import Accounts, Devices  # noqa: E402
from queue_server.access import accounts as accounts_module  # noqa: E402
from queue_server.plan_file import load_plan  # noqa: E402
from queue_server.terminal import journal_of, opened  # noqa: E402

accounts_module._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # nobody attacks these


def main(plan_file: str) -> None:
    plan = load_plan(Path(plan_file).read_text(encoding="utf-8"))
    with opened() as database, journal_of(database) as journal:
        journal.found(plan)
        accounts = Accounts(database)
        cookies = {}
        for counter in plan.counters:
            accounts.add(f"clerk{counter.id}", f"clerk{counter.id}", "clerk", plan.hall, "correct horse")
            cookies[counter.id] = accounts.sign_in(f"clerk{counter.id}", "correct horse", "127.0.0.1")[1]
        token = Devices(database).add("terminal-1", plan.hall, "terminal")
    print(json.dumps({"token": token, "cookies": cookies}))


if __name__ == "__main__":
    main(sys.argv[1])
