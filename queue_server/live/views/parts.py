"""What several views share: the day, names, loads; and the lens, which holds what a Hall does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, cast

from ...access import Plaque
from ...hall.counters import CounterState as StateOfCounter
from ...hall.day import business_day, local_date
from ...hall.forecast import Outlook, Points, for_the_next_session, manned, points_of, rough
from ...hall.hall import Hall
from ...hall.instants import SECOND, to_datetime
from ...hall.learned import shown_minutes
from ...hall.plan import KINDS, ORDINARY, Name, Plan
from ...hall.tickets import Ticket
from ...registers.printers import REGISTER
from ..shapes import CounterState, Day, DayPhase, Forecast, Guide, HallName, Opening, PrinterStatus, Text


@dataclass(frozen=True, slots=True)
class Lens:
    """What a view shows that no journal holds. `name_of`: the name to show for a clerk's username; `outlook_of`: the
    latest forecast of a hall; `clock_off`: how far the machine's clock has leapt from the hall's, microseconds;
    `redis_away`: the workers cannot tell each other their news; `plaque_of`, `photo_of`: what a window's sign says of
    a clerk, and the version of the photo."""

    name_of: Callable[[str], str]
    outlook_of: Callable[[str], Outlook | None] = lambda hall: None
    rehearsal: bool = False
    speed: float = 1.0
    clock_off: int = 0
    redis_away: bool = False
    plaque_of: Callable[[str], Plaque] = Plaque
    photo_of: Callable[[str], str | None] = lambda clerk: None


class Frame(TypedDict):
    """What every view carries."""

    seq: int
    at: datetime
    speed: float
    timezone: str
    hall: HallName
    rehearsal: bool
    day: Day


def frame(hall: Hall, now: int, lens: Lens) -> Frame:
    return Frame(
        seq=hall.seq,
        at=to_datetime(now),
        speed=lens.speed,
        timezone=hall.plan.timezone,
        hall=hall_name(hall),
        rehearsal=lens.rehearsal,
        day=day(hall, now),
    )


def text(name: Name) -> Text:
    return Text(zh=name.zh, en=name.en)


_PHONES = (
    ("consultation", "咨询电话", "Enquiries"),
    ("complaint", "投诉电话", "Complaints"),
    ("out_of_hours", "非工作时间联系电话", "Out of hours"),
)


def notices(plan: Plan) -> list[Text]:
    """The public notice column: the phones, then the hall's own lines."""
    numbers = ((getattr(plan.phones, phone), zh, en) for phone, zh, en in _PHONES)
    phones = [Text(zh=f"{zh}：{number}", en=f"{en}: {number}") for number, zh, en in numbers if number]
    return phones + [text(notice) for notice in plan.notices]


def printers(hall: Hall) -> list[PrinterStatus]:
    """What each printer has said of itself today."""
    return [
        PrinterStatus(printer=name, state=said.state, since=to_datetime(said.since))
        for name, said in sorted(REGISTER.of(hall).by_id.items())
    ]


def moment(at: int | None) -> datetime | None:
    return None if at is None else to_datetime(at)


def hall_name(hall: Hall) -> HallName:
    plan = hall.plan
    return HallName(id=hall.id, name=text(plan.name), kind=plan.kind, kind_name=text(KINDS[plan.kind]))


# what an ended ticket or an old call names may be gone from the plan: then its id stands for it


def service_name(hall: Hall, service: str) -> Text:
    found = hall.plan.service_by_id.get(service)
    return text(found.name) if found else Text(zh=service, en=service)


def guide(hall: Hall, service: str) -> Guide | None:
    """What the plan tells of a service; None where it tells nothing."""
    found = hall.plan.service_by_id.get(service)
    return Guide.model_validate(found.guide.model_dump()) if found and found.guide else None


def lane_name(hall: Hall, lane: str) -> Text:
    found = hall.plan.lane_by_id.get(lane)
    return text(found.name) if found else Text(zh=lane, en=lane)


def counter_name(hall: Hall, counter: str) -> Text:
    found = hall.plan.counter_by_id.get(counter)
    return text(found.name) if found else Text(zh=counter, en=counter)


def code_of(hall: Hall, ticket: str) -> str | None:
    """The code with which a case carried over is taken up, as long as it can be."""
    booking = hall.appointments.get(ticket)
    return booking.code if booking is not None and booking.state == "booked" else None


def counter_state(hall: Hall, counter: StateOfCounter) -> CounterState:
    return cast(CounterState, hall.counter_state(counter))


def label_at(hall: Hall, counter: StateOfCounter) -> str | None:
    """The number called to the counter or being served there."""
    return hall.tickets[counter.current].label if counter.current else None


def day(hall: Hall, now: int) -> Day:
    """The business day as everybody may know it."""
    phase = hall.phase(now)
    running = hall.day is not None and not hall.day_closed
    hours = hall.day if running else business_day(hall.plan, local_date(hall.plan, now))
    return Day(
        state=cast(DayPhase, phase),
        date=hall.day.date if hall.day else None,
        sessions=[
            Opening(opens_at=to_datetime(opens), closes_at=to_datetime(closes))
            for opens, closes in (hours.sessions if hours else ())
        ],
        last_ticket_at=moment(hours.last_ticket_at if hours else None),
        closes_at=moment(hours.closing_at if hours else None),
        next_opens_at=moment(hall.next_opens_at(now)) if phase != "open" else None,
        serves_on=hall.serves_on(now),
        waiting=sum(hall.waiting_of(service.id) for service in hall.plan.services),
        serving=sum(1 for counter in hall.counters.values() if counter.current),
    )


def forecast(hall: Hall, ticket: Ticket, ahead: int, now: int, lens: Lens) -> Forecast | None:
    """The wait of one who waits with `ahead` turns before it; None while no counter is on post for the service."""
    if not manned(hall, ticket.service, ticket.lane):
        return None
    # the runs know no difference between those who came in a break and those who are served on in it
    outlook = None if for_the_next_session(hall, ticket.issued_at, now) else lens.outlook_of(hall.id)
    points = outlook.of(ticket.id, ticket.lane, now) if outlook else None
    if points is None and ticket.told is not None and outlook and ticket.issued_at >= outlook.at:
        points = points_of(ticket.told, since=now - ticket.issued_at)
    return _forecast(points or rough(hall, ticket.service, ticket.lane, ahead, now, ticket.issued_at))


def newcomers_forecast(hall: Hall, service: str, now: int, lens: Lens) -> Forecast | None:
    """The wait of one who would come now, in the ordinary lane."""
    if not manned(hall, service, ORDINARY):
        return None
    outlook = None if for_the_next_session(hall, now, now) else lens.outlook_of(hall.id)
    told = outlook.newcomer(service, ORDINARY) if outlook else None
    return _forecast(points_of(told) if told else rough(hall, service, ORDINARY, hall.waiting_of(service), now, now))


def _forecast(points: Points | None) -> Forecast | None:
    if points is None:
        return None
    low, mid, high = points
    low_min, high_min = shown_minutes(low * SECOND, high * SECOND)
    return Forecast(low_s=low, mid_s=mid, high_s=high, low_min=low_min, high_min=high_min)
