"""A process with halls, their journals and the relay, and nothing else of the server: what these tests talk to.

    python -m tests.live.small_server PORT DATABASE [SECONDS until a screen is too slow]

POST /halls/NAME founds a hall with the tests' plan. Commands come as POST /halls/NAME/do
{"command": "IssueTicket", "as": ["device", "kiosk-1"], …its fields…}. For the relay a token "staff" may see
everything, and a ticket's token is "NAME|" and its id spelled backwards.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from contextlib import suppress  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, request  # noqa: E402

from queue_server.access import Caller, Device, Staff  # noqa: E402
from queue_server.clock import Clock  # noqa: E402
from queue_server.hall import commands  # noqa: E402
from queue_server.hall.errors import UnknownTicket  # noqa: E402
from queue_server.hall.instants import from_datetime  # noqa: E402
from queue_server.hall.plan import Plan  # noqa: E402
from queue_server.journal import HallExists, Journal, open_database, schema  # noqa: E402
from queue_server.live import wire  # noqa: E402
from queue_server.live.relay import Relay  # noqa: E402
from queue_server.live.views import Lens  # noqa: E402
from queue_server.refusals import Refusal  # noqa: E402
from queue_server.registers import MODULES, found_hall  # noqa: E402
from queue_server.serving import listen, serve  # noqa: E402

from .halls import MORNING, PLAN  # noqa: E402


class Callers:
    """Who may see what, in the simplest way."""

    signed_out = False

    def identify(self, environ: dict[str, Any], auth: object) -> Caller:
        if auth == {"token": "staff"} and not self.signed_out:
            return Staff("staff", "Staff", "manager", None)
        return Device("screen", "display", "h", None)

    def seen(self, hall: str, view: str, subject: str) -> None:
        pass

    def ticket_of(self, token: str) -> tuple[str, str]:
        hall, _, ticket = token.partition("|")
        if not ticket.endswith("-t"):
            raise UnknownTicket()
        return hall, ticket[::-1]

    def problem(self, error: Refusal) -> dict[str, Any]:
        return {"code": error.code} | error.data


def main(port: int, database_file: str) -> None:
    database = open_database(f"sqlite:///{database_file}")
    schema.upgrade(database.engine)
    journal = Journal(database, Clock(start=from_datetime(MORNING)), MODULES)
    app = Flask(__name__)
    callers = Callers()
    relay = Relay(wire.socketio_for(app), journal, callers, lambda: Lens(name_of=str.title, rehearsal=True))

    @app.post("/halls/<hall>")
    def found(hall: str) -> str:
        with suppress(HallExists):
            found_hall(journal, Plan.model_validate(PLAN | {"hall": hall}))
        journal.command(hall, commands.Tick())
        return "ok"

    @app.post("/halls/<hall>/do")
    def do(hall: str) -> Any:
        fields: dict[str, Any] = request.get_json()
        command = getattr(commands, fields.pop("command"))
        actor = commands.Actor(*fields.pop("as"))
        try:
            answer = journal.command(hall, command(**fields), actor, answer=lambda h, facts, now: {"seq": h.seq})
        except Refusal as error:
            return callers.problem(error), 409
        return answer.body

    @app.post("/halls/<hall>/plan")
    def plan(hall: str) -> Any:
        command = commands.PublishPlan(Plan.model_validate(request.get_json()))
        return journal.command(hall, command, commands.SYSTEM).body

    @app.post("/sign-out")
    def sign_out() -> str:
        callers.signed_out = True
        return "ok"

    @app.get("/watching")
    def watching() -> str:
        return str(relay.watching)

    def stop() -> None:
        relay.close()
        journal.close()

    serve(app, listen("127.0.0.1", port), stopping=stop)


if __name__ == "__main__":
    wire.SLOW_S = float(sys.argv[3]) if len(sys.argv) > 3 else wire.SLOW_S
    main(int(sys.argv[1]), sys.argv[2])
