"""What staff see: lanes, reasons, names. Counts come from the Hall's own tallies, so a full hall costs no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ...hall.counters import CounterState, ForecastTally
from ...hall.counters import PauseState as HallPause
from ...hall.counters import Post as HallPost
from ...hall.figures import rounded
from ...hall.forecast import NOMINAL
from ...hall.hall import Hall
from ...hall.instants import DAY, HOUR, MINUTE, SECOND, to_datetime, whole_seconds
from ...hall.plan import Service
from ...hall.reasons import Reason as HallReason
from ...hall.tickets import Ticket
from ..shapes import Text
from ..staff_shapes import (
    CounterLive,
    CounterName,
    CounterPost,
    CounterView,
    CurrentTicket,
    ForecastsLive,
    LiveView,
    PassedOver,
    Pause,
    Post,
    Reason,
    ServiceLive,
    ServiceName,
    ServiceQueue,
    SlipTrouble,
    StaffTicket,
)
from .carried import first_cases
from .parts import Lens, counter_state, frame, label_at, lane_name, moment, printers, service_name, text
from .registers import counts

NEXT_UP = 5  # as many as a clerk plans ahead
REMAINING = 500  # more than a hall holds at closing time; the count beside it is always whole
UNANSWERED_S = 25  # a slip takes two seconds; the kiosk counts as long by itself (ticket_printer/web/visit.ts)
TROUBLES = 50  # slips; a printer that is dead all day must not fill every view


def _of_ticket(hall: Hall, ticket: Ticket) -> dict[str, Any]:
    turn = ticket.turn
    lane = hall.plan.lane_by_id.get(ticket.lane)
    return {
        "id": ticket.id,
        "label": ticket.label,
        "service": ticket.service,
        "service_name": service_name(hall, ticket.service),
        "lane": ticket.lane,
        "lane_name": lane_name(hall, ticket.lane),
        "green": lane is not None and lane.green,
        "persons": ticket.persons,
        "state": ticket.state,
        "issued_at": to_datetime(ticket.issued_at),
        "waiting_since": to_datetime(ticket.counted_from),
        "counter": ticket.counter,
        "called_at": moment(turn.called_at),
        "started_at": moment(turn.started_at),
        "recalls": turn.recalls,
        "misses": ticket.misses,
        "more_time": ticket.more_time,
        "appointment_at": moment(hall.booked_for(ticket)),
        "note": ticket.note,
        "date": ticket.date,
    }


def staff_ticket(hall: Hall, ticket: Ticket) -> StaffTicket:
    return StaffTicket(**_of_ticket(hall, ticket))


def current_ticket(hall: Hall, ticket: Ticket, now: int) -> CurrentTicket:
    """The number at a counter, with why it was called; its wait ended with the call."""
    turn = ticket.turn
    assert turn.reason is not None  # who is at a counter was called
    called_at = turn.called_at if turn.called_at is not None else now
    can_miss_at, recalls_due = hall.can_miss(ticket)
    return CurrentTicket(
        **_of_ticket(hall, ticket),
        waited_s=whole_seconds(called_at - ticket.issued_at),
        state_since=to_datetime(_state_since(ticket, called_at)),
        reason=_reason(turn.reason),
        can_recall_at=moment(hall.can_recall_at(ticket)),
        can_miss_at=moment(can_miss_at),
        recalls_due=recalls_due,
        moves=ticket.moves,
    )


def _state_since(ticket: Ticket, called_at: int) -> int:
    """One taken back from the parked was called a second time, and was not served while it was away."""
    started_at = ticket.turn.started_at
    if started_at is None:
        return called_at
    if ticket.state == "called":
        return ticket.last_called_at or called_at
    return started_at + ticket.turn.away_us


def _reason(reason: HallReason) -> Reason:
    return Reason(
        rule=reason["rule"],
        claim_s=whole_seconds(reason["claim_us"]),
        waited_s=whole_seconds(reason["waited_us"]),
        passed_over=[
            PassedOver(
                label=other["label"],
                lane=other["lane"],
                waited_s=whole_seconds(other["waited_us"]),
                claim_s=whole_seconds(other["claim_us"]),
            )
            for other in reason["passed_over"]
        ],
        stated=reason["stated"],
    )


def counter(hall: Hall, counter_id: str, now: int, lens: Lens) -> CounterView:
    """A clerk's panel."""
    state = hall.counter(counter_id)
    plan = hall.plan.counter_by_id[counter_id]
    current = hall.current_of(counter_id)
    supports = [support.service for support in plan.support]
    return CounterView(
        **frame(hall, now, lens),
        counter=_counter_name(hall, state),
        post=_post(state.post, lens),
        pause=_pause(state.pause),
        current=current_ticket(hall, current, now) if current else None,
        waiting=[_queue(hall, counter_id, service, now, own=True) for service in plan.serves]
        + [_queue(hall, counter_id, service, now, own=False) for service in supports if service not in plan.serves],
        next_up=[staff_ticket(hall, ticket) for ticket in hall.upcoming(counter_id, NEXT_UP, now)],
        parked=[staff_ticket(hall, t) for t in _tickets(hall, hall.parked) if t.counter == counter_id],
        missed=[staff_ticket(hall, t) for t in _tickets(hall, hall.missed) if t.service in plan.serves],
        served=state.served,
        services=[ServiceName(id=service.id, name=text(service.name)) for service in hall.plan.services],
        counters=[_counter_name(hall, other) for other in hall.counters.values()],
        slips=_troubles(hall, now),
        printers=printers(hall),
        registers=counts(hall, now),
    )


def counter_post(hall: Hall, counter_id: str, lens: Lens) -> CounterPost:
    state = hall.counter(counter_id)
    return CounterPost(counter=_counter_name(hall, state), post=_post(state.post, lens), pause=_pause(state.pause))


def _tickets(hall: Hall, ids: Iterable[str]) -> Iterable[Ticket]:
    return (hall.tickets[ticket] for ticket in ids)


def _queue(hall: Hall, counter: str, service: str, now: int, own: bool) -> ServiceQueue:
    count, oldest = hall.waiting_for(counter, service, now)
    return ServiceQueue(
        service=service,
        name=service_name(hall, service),
        count=count,
        oldest_at=moment(oldest),
        own=own,
        others=hall.waiting_of(service) - count,
    )


def _counter_name(hall: Hall, counter: CounterState) -> CounterName:
    plan = hall.plan.counter_by_id[counter.id]
    return CounterName(
        id=counter.id, name=text(plan.name), serves=plan.serves, state=counter_state(hall, counter)
    )  # fmt: skip


def _post(post: HallPost | None, lens: Lens) -> Post | None:
    if post is None:
        return None
    return Post(
        clerk=post.clerk,
        name=lens.name_of(post.clerk),
        role=post.role,  # type: ignore[arg-type]
        since=to_datetime(post.since),
    )


def _pause(pause: HallPause | None) -> Pause | None:
    if pause is None:
        return None
    return Pause(reason=pause.reason, since=to_datetime(pause.since), back_at=moment(pause.back_at))


def _troubles(hall: Hall, now: int) -> list[SlipTrouble]:
    """Slips that failed, or that no printer has answered for, and nobody has asked for again; the newest first."""
    failed = islice(reversed(hall.failed_slips), TROUBLES)
    slips = [hall.slips[slip] for slip in (*failed, *_unanswered(hall, now))]
    slips.sort(key=lambda slip: slip.changed_at, reverse=True)
    return [
        SlipTrouble(
            slip=slip.id,
            ticket=slip.ticket,
            label=slip.label,
            printer=slip.printer,
            why=(slip.why or "") if slip.state == "failed" else "no-answer",
            at=to_datetime(slip.changed_at),
        )
        for slip in slips[:TROUBLES]
    ]


def _unanswered(hall: Hall, now: int) -> Iterator[str]:
    """The kiosk has sent its citizen to the staff by then."""
    for slip in hall.pending_slips:
        if now - hall.slips[slip].requested_at >= UNANSWERED_S * SECOND:
            yield slip


def live(hall: Hall, now: int, lens: Lens) -> LiveView:
    """The manager's page."""
    oldest = islice(hall.by_label.values(), REMAINING)  # kept in order of issue, the longest waiting first
    return LiveView(
        **frame(hall, now, lens),
        issued=hall.issued_today,
        ended=len(hall.tickets) - len(hall.by_label),
        missed=len(hall.missed),
        parked=len(hall.parked),
        forecasts=forecasts_live(hall.forecasts),
        services=[service_live(hall, service, now) for service in hall.plan.services],
        counters=[counter_live(hall, counter, lens) for counter in hall.counters.values()],
        remaining=[staff_ticket(hall, ticket) for ticket in _tickets(hall, oldest)],
        remaining_count=len(hall.by_label),
        carried=first_cases(hall, hall.carried.values()),
        carried_count=len(hall.carried),
        carried_missed=hall.carried_missed if hall.day_closed else hall.carried_missed_before,
        slips=_troubles(hall, now),
        printers=printers(hall),
        registers=counts(hall, now),
        warnings=list(warnings(lens)),
    )


def warnings(lens: Lens) -> Iterator[Text]:
    if lens.clock_off:
        ahead = lens.clock_off > 0
        unit, zh, en = next(span for span in _SPANS if abs(lens.clock_off) >= 2 * span[0])
        span = rounded(abs(lens.clock_off) / unit)
        yield Text(
            zh=f"服务器的时钟突然{'快' if ahead else '慢'}了约 {span} {zh}，大厅仍按原来的时间运行。请校准时钟；"
            "如果现在的时钟是对的，请在下班后重启服务",
            en=f"The server's clock has leapt {'ahead' if ahead else 'back'} by some {span} {en}; the hall goes on by "
            "its own time. Put the clock right; if it is right now, restart the server after closing time",
        )
    if lens.redis_away:
        yield Text(
            zh="各服务进程之间的联系（Redis）中断：取号、叫号照常，屏幕最多慢一秒更新。请通知系统管理员",
            en="The link between the server's workers (Redis) is down: numbers and calls go on, screens may be a "
            "second late. Please tell the administrator",
        )


_SPANS = ((DAY, "天", "days"), (HOUR, "小时", "hours"), (MINUTE, "分钟", "minutes"))


def forecasts_live(tally: ForecastTally) -> ForecastsLive:
    judged = tally.judged
    return ForecastsLive(
        judged=judged,
        in_range=tally.within / judged if judged else None,
        nominal=NOMINAL,
        mean_error_s=whole_seconds(tally.error_us // judged) if judged else None,
    )


def service_live(hall: Hall, service: Service, now: int) -> ServiceLive:
    tally = hall.tally(service.id)
    mean = tally.mean_wait_us
    on_post = [
        counter
        for counter in hall.counters.values()
        if counter.post and not counter.pause and service.id in hall.plan.counter_by_id[counter.id].serves
    ]
    return ServiceLive(
        service=service.id,
        name=text(service.name),
        waiting=hall.waiting_of(service.id),
        oldest_at=moment(hall.oldest_of(service.id, now)),
        serving=sum(1 for c in hall.counters.values() if c.current and hall.tickets[c.current].service == service.id),
        issued=tally.issued,
        ended=tally.ended,
        mean_wait_s=None if mean is None else whole_seconds(mean),
        counters=len(on_post),
    )


def counter_live(hall: Hall, counter: CounterState, lens: Lens) -> CounterLive:
    return CounterLive(
        id=counter.id,
        name=text(hall.plan.counter_by_id[counter.id].name),
        state=counter_state(hall, counter),
        post=_post(counter.post, lens),
        pause=_pause(counter.pause),
        label=label_at(hall, counter),
        since=moment(_since(hall, counter)),
        served=counter.served,
    )


def _since(hall: Hall, counter: CounterState) -> int | None:
    """When the present state of the number at the counter began."""
    current = hall.current_of(counter.id)
    if current is None:
        return None
    return current.last_called_at if current.state == "called" else current.turn.started_at
