"""Views: pure functions from a Hall to the shapes that faces show.

`now` is in microseconds (hall/instants.py). The hall's own errors come out as they are (UnknownCounter …).
"""

from __future__ import annotations

from .appointments import appointment, found_appointment, held_appointment, slots, staff_appointment
from .branch import live_of_branch
from .carried import carried_case
from .parts import Lens, counter_name, day, forecast, guide, hall_name, moment, notices, service_name, text
from .past import past_ticket
from .public import board, kiosk, kiosk_ticket, ticket, window
from .staff import counter, counter_post, current_ticket, live, staff_ticket
from .why import why_others_went_first

__all__ = [
    "Lens",
    "appointment",
    "board",
    "carried_case",
    "counter",
    "counter_name",
    "counter_post",
    "current_ticket",
    "day",
    "forecast",
    "found_appointment",
    "guide",
    "hall_name",
    "held_appointment",
    "kiosk",
    "kiosk_ticket",
    "live",
    "live_of_branch",
    "moment",
    "notices",
    "past_ticket",
    "service_name",
    "slots",
    "staff_appointment",
    "staff_ticket",
    "text",
    "ticket",
    "why_others_went_first",
    "window",
]
