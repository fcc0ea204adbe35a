"""Found the trials' hall in the database of the settings, and let its clerks sign in: all in one process.

python found.py PLAN_FILE       prints {token, cookies: {counter: cookie}}
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from argon2 import PasswordHasher  # noqa: E402

from queue_server.access import Accounts, Devices  # noqa: E402
from queue_server.access import accounts as accounts_module  # noqa: E402
from queue_server.commands.terminal import journal_of, opened  # noqa: E402
from queue_server.hall.plan import Plan  # noqa: E402
from queue_server.journal import Database, Journal  # noqa: E402
from queue_server.plan_file import load_plan  # noqa: E402
from queue_server.registers import found_hall  # noqa: E402

accounts_module._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # nobody attacks these


def found(database: Database, journal: Journal, plan: Plan) -> dict[str, Any]:
    """A terminal's token, and the cookie of each counter's clerk."""
    found_hall(journal, plan)
    accounts = Accounts(database)
    cookies = {}
    for counter in plan.counters:
        clerk = f"{plan.hall}-clerk{counter.id}"
        accounts.add(clerk, clerk, "clerk", plan.hall, "correct horse")
        cookies[counter.id] = accounts.sign_in(clerk, "correct horse", "127.0.0.1")[1]
    return {"token": Devices(database).add("terminal-1", plan.hall, "terminal"), "cookies": cookies}


def main(plan_file: str) -> None:
    plan = load_plan(Path(plan_file).read_text(encoding="utf-8"))
    with opened() as database, journal_of(database) as journal:
        print(json.dumps(found(database, journal, plan)))


if __name__ == "__main__":
    main(sys.argv[1])
