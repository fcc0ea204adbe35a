"""All addresses."""

from . import (
    appointments,
    bulletins,
    counters,
    day,
    halls,
    health,
    help,
    languages,
    plaques,
    sessions,
    slips,
    tickets,
    voice,
    what_if,
)

RESOURCES = [
    health.routes, sessions.routes, halls.routes, tickets.routes, counters.routes, slips.routes, day.routes,
    bulletins.routes, plaques.routes, appointments.routes, what_if.routes, voice.routes, help.routes,
    languages.routes,
]  # fmt: skip
