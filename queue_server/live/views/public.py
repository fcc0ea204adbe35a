"""What anybody may see. No lane, name of a citizen, phone or reason of a call ever enters here."""

from __future__ import annotations

from ...hall.counters import Call as HallCall
from ...hall.counters import CounterState, Post
from ...hall.hall import Hall
from ...hall.instants import to_datetime
from ...hall.tickets import Ticket
from ..register_shapes import BoardRegisters, KioskRegisters
from ..shapes import (
    BoardCounter,
    BoardLoad,
    BoardView,
    Call,
    Duty,
    KioskLane,
    KioskService,
    KioskTicket,
    KioskView,
    TicketCounter,
    TicketView,
    Voice,
    WindowView,
    Zone,
)
from .parts import (
    Lens,
    code_of,
    counter_name,
    counter_state,
    forecast,
    frame,
    guide,
    label_at,
    moment,
    newcomers_forecast,
    notices,
    printers,
    service_name,
    text,
)
from .registers import shown
from .rule import green_rule, offered, rule_and_bound

WHY_NOT = {"closed": "hall-closed", "last_tickets": "tickets-closed", "extended": "tickets-closed"}


def board(hall: Hall, now: int, lens: Lens) -> BoardView:
    """The lobby: calls, loads, counters, the day."""
    accepting = hall.phase(now) not in WHY_NOT
    return BoardView(
        **frame(hall, now, lens),
        calls=[_call(hall, call) for call in reversed(hall.calls)],
        waiting=[
            BoardLoad(
                service=service.id,
                name=text(service.name),
                count=hall.waiting_of(service.id),
                oldest_at=moment(hall.oldest_of(service.id, now)),
                forecast=newcomers_forecast(hall, service.id, now, lens) if accepting else None,
            )
            for service in hall.plan.services
        ],
        counters=[_counter(hall, counter) for counter in hall.counters.values()],
        registers=BoardRegisters(**shown("board", hall, now)),
        notices=notices(hall.plan),
        rules=rule_and_bound(hall.plan),
        zones=[Zone(id=zone.id, name=text(zone.name)) for zone in hall.plan.zones],
        voice=Voice(languages=hall.plan.voice.languages, times=hall.plan.voice.times),
    )


def _call(hall: Hall, call: HallCall) -> Call:
    return Call(
        seq=call.seq,
        label=call.label,
        counter=call.counter,
        counter_name=counter_name(hall, call.counter),
        at=to_datetime(call.at),
        recall=call.recall,
        service=call.service,
    )


def _counter(hall: Hall, counter: CounterState) -> BoardCounter:
    plan = hall.plan.counter_by_id[counter.id]
    return BoardCounter(
        id=counter.id,
        name=text(plan.name),
        state=counter_state(hall, counter),
        label=label_at(hall, counter),
        services=plan.serves,
        zone=plan.zone,
        back_at=moment(counter.pause.back_at) if counter.pause else None,
    )


def window(hall: Hall, counter_id: str, now: int, lens: Lens) -> WindowView:
    """One counter's sign. Its clerk's name is shown: the regulation's plaque (article 12)."""
    counter = hall.counter(counter_id)
    post = counter.post
    return WindowView(
        **frame(hall, now, lens),
        counter=_counter(hall, counter),
        services=[service_name(hall, service) for service in hall.plan.counter_by_id[counter_id].serves],
        duty=_duty(hall, counter_id, post, lens) if post else None,
        complaint=hall.plan.phones.complaint,
        pause_reason=counter.pause.reason if counter.pause else None,
    )


def _duty(hall: Hall, counter: str, post: Post, lens: Lens) -> Duty:
    plaque, version = lens.plaque_of(post.clerk), lens.photo_of(post.clerk)
    return Duty(
        name=lens.name_of(post.clerk),
        role=post.role,  # type: ignore[arg-type]
        badge=plaque.badge,
        position=plaque.position,
        photo=f"/api/v1/halls/{hall.id}/counters/{counter}/photo?version={version}" if version else None,
    )


def kiosk(hall: Hall, now: int, lens: Lens) -> KioskView:
    """What can be had at the kiosk now, and how long it would take."""
    why_not = WHY_NOT.get(hall.phase(now))
    return KioskView(
        **frame(hall, now, lens),
        accepting=why_not is None,
        why_not=why_not,
        appointments=hall.expects(now),
        id_number_needed=hall.plan.limits.one_per_person,
        services=[
            KioskService(
                service=service.id,
                name=text(service.name),
                series=service.series,
                left=hall.left_of(service.id, now),
                more_at=moment(hall.more_at(now)),
                waiting=hall.waiting_of(service.id),
                forecast=newcomers_forecast(hall, service.id, now, lens),
                guide=service.guide is not None,
            )
            for service in hall.plan.services
        ],
        green=[KioskLane(lane=lane.id, name=text(lane.name)) for lane in offered(hall.plan)],
        rule=green_rule(hall.plan),
        notices=notices(hall.plan),
        registers=KioskRegisters(**shown("kiosk", hall, now)),
        printers=printers(hall),
    )


def ticket(hall: Hall, ticket: Ticket, now: int, lens: Lens) -> TicketView:
    """A citizen's own number."""
    ahead = hall.ahead(ticket, now) if ticket.state == "waiting" else None
    at_counter = ticket.counter if ticket.state in ("called", "serving") else None
    slip = hall.slips.get(ticket.slip or "")
    return TicketView(
        **frame(hall, now, lens),
        label=ticket.label,
        service=ticket.service,
        service_name=service_name(hall, ticket.service),
        persons=ticket.persons,
        state=ticket.state,
        issued_at=to_datetime(ticket.issued_at),
        ahead=ahead,
        forecast=forecast(hall, ticket, ahead, now, lens) if ahead is not None else None,
        counter=TicketCounter(id=at_counter, name=counter_name(hall, at_counter)) if at_counter else None,
        called_at=moment(ticket.last_called_at) if at_counter else None,
        misses=ticket.misses,
        misses_allowed=hall.plan.limits.misses,
        rejoin_behind=hall.plan.limits.rejoin_behind,
        outcome=ticket.outcome,  # type: ignore[arg-type]
        explanation=ticket.explanation,
        on=ticket.on,
        continued=None,  # which comes on a later day
        code=code_of(hall, ticket.id),
        appointment_at=moment(hall.booked_for(ticket)),
        guide=guide(hall, ticket.service),
        can_cancel=ticket.may("cancel"),
        can_rejoin=ticket.may("rejoin") and not hall.day_closed,
        rating=ticket.rating,
        can_rate=ticket.may_rate,
        slip=slip.state if slip else "none",  # type: ignore[arg-type]
        slip_why=slip.why if slip else None,
    )


def kiosk_ticket(hall: Hall, found: Ticket, now: int, lens: Lens) -> KioskTicket:
    """A number that somebody typed at the kiosk, who need not be its holder."""
    whole = ticket(hall, found, now, lens)
    return KioskTicket(**{name: getattr(whole, name) for name in KioskTicket.model_fields})
