"""Fill a founded hall with waiting tickets, as fast as the journal takes them.

python -m bench.fill DATABASE_FILE HALL COUNT
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from datetime import datetime  # noqa: E402
from itertools import count  # noqa: E402

from gevent.pool import Pool  # noqa: E402

from queue_server.access.tokens import new_ticket_id  # noqa: E402
from queue_server.commands.rehearsal import clock_for  # noqa: E402
from queue_server.hall.commands import Actor, IssueTicket  # noqa: E402
from queue_server.hall.instants import from_datetime  # noqa: E402
from queue_server.journal import Journal, open_database  # noqa: E402
from queue_server.registers import MODULES  # noqa: E402
from tests.serving import WEDNESDAY  # noqa: E402

LANES = ("ordinary", "ordinary", "ordinary", "elderly")


def main(file: str, hall: str, wanted: int) -> None:
    nine = from_datetime(datetime.fromisoformat(f"{WEDNESDAY}T09:00:00+08:00"))
    database = open_database(f"sqlite:///{file}")
    journal = Journal(database, clock_for(database, nine, 1.0), MODULES)
    services = [service.id for service in journal.ask(hall, lambda h, now: h.plan.services)]
    terminal = Actor("device", "bench")
    place = count()

    def issue(_: int) -> None:
        number = next(place)
        service = services[number % len(services)]
        journal.command(hall, IssueTicket(new_ticket_id(), service, LANES[number % len(LANES)]), terminal)

    for _ in Pool(512).imap_unordered(issue, range(wanted)):
        pass
    journal.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
