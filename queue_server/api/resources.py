"""All addresses."""

from . import (
    appointments,
    counters,
    day,
    halls,
    health,
    languages,
    plaques,
    registers,
    sessions,
    slips,
    tickets,
    voice,
    what_if,
)

RESOURCES = [
    health.routes, sessions.routes, halls.routes, tickets.routes, counters.routes, slips.routes, day.routes,
    registers.routes, plaques.routes, appointments.routes, what_if.routes, voice.routes,
    languages.routes,
]  # fmt: skip
