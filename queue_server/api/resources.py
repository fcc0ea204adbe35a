"""All addresses."""

from . import appointments, counters, day, halls, health, help, sessions, slips, tickets, voice, what_if

RESOURCES = [
    health.routes, sessions.routes, halls.routes, tickets.routes, counters.routes, slips.routes, day.routes,
    appointments.routes, what_if.routes, voice.routes, help.routes,
]  # fmt: skip
