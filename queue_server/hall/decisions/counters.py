"""Deciding at a counter: who is on post, whom it calls, and how a serving ends."""

from __future__ import annotations

from collections.abc import Iterator

from .. import commands as c
from .. import facts as f
from ..counters import CounterState
from ..dispatch import Choice, Head, choose
from ..errors import (
    ClerkElsewhere,
    CounterDoesNotServe,
    CounterIdle,
    CounterNotPaused,
    CounterOccupied,
    CounterPaused,
    CounterTaken,
    FieldNeeded,
    HallClosed,
    NoShowTooSoon,
    NotSignedInHere,
    ReasonNeeded,
    RecallTooSoon,
    StalePress,
    UnknownOutcome,
    UnknownService,
)
from ..instants import MINUTE
from ..lanes import claim
from ..reasons import PassedOver, Reason, Rule
from ..state import HallState
from ..tickets import CLERK_OUTCOMES, Ticket

Facts = Iterator[f.Fact]


def sign_in(hall: HallState, command: c.SignIn, actor: c.Actor, now: int) -> Facts:
    """Take the post. A second clerk takes over only while the first has paused; the same clerk may repeat it.

    Raises HallClosed when no business day is running: nobody would ever sign out who came too late or too early.
    """
    counter = hall.counter(command.counter)
    if hall.phase(now) == "closed":
        raise HallClosed(next_opens_at=hall.next_opens_at(now))
    if counter.post and counter.post.clerk == actor.name and counter.post.role == command.role:
        return
    for other in hall.counters.values():
        if other is not counter and other.post and other.post.clerk == actor.name:
            raise ClerkElsewhere(counter=other.id)
    if counter.post and counter.post.clerk != actor.name:
        if counter.pause is None:
            raise CounterTaken(counter=counter.id, clerk=counter.post.clerk)
        yield f.CounterSignedOut(at=now, by=str(actor), counter=counter.id, clerk=counter.post.clerk)
    yield f.CounterSignedIn(at=now, by=str(actor), counter=counter.id, clerk=actor.name, role=command.role)


def sign_out(hall: HallState, command: c.SignOut, actor: c.Actor, now: int) -> Facts:
    """Leave the post, which must be free. A manager may sign out somebody who had to leave a citizen behind:
    the next to sign in goes on with them."""
    counter = hall.counter(command.counter)
    if counter.post is None or (counter.post.clerk != actor.name and not command.override):
        raise NotSignedInHere(counter=counter.id)
    if counter.post.clerk == actor.name:
        _free(hall, counter)
    yield f.CounterSignedOut(at=now, by=str(actor), counter=counter.id, clerk=counter.post.clerk)


def pause(hall: HallState, command: c.Pause, actor: c.Actor, now: int) -> Facts:
    counter = _manned(hall, command.counter, actor)
    if counter.pause:
        raise CounterPaused(counter=counter.id)
    _free(hall, counter)
    if not command.reason.strip():
        raise ReasonNeeded()
    back_at = now + command.minutes * MINUTE if command.minutes else None
    yield f.CounterPausedFact(
        at=now, by=str(actor), counter=counter.id, clerk=actor.name, reason=command.reason, back_at=back_at
    )


def resume(hall: HallState, command: c.Resume, actor: c.Actor, now: int) -> Facts:
    counter = _manned(hall, command.counter, actor)
    if counter.pause is None:
        raise CounterNotPaused(counter=counter.id)
    yield f.CounterResumed(at=now, by=str(actor), counter=counter.id, clerk=actor.name)


def call_next(hall: HallState, command: c.CallNext, actor: c.Actor, now: int) -> Facts:
    """Call whose turn it is; no fact when nobody waits for this counter."""
    counter = _ready(hall, command.counter, actor)
    choice = choose(hall.waiting, hall.plan.counter_by_id[counter.id], now, hall.staffed)
    if choice is not None:
        ticket = hall.tickets[choice.head.rank[2]]
        yield _called(ticket, counter, actor, now, _reason_of(hall, choice, now))


def _reason_of(hall: HallState, choice: Choice, now: int) -> Reason:
    return {
        "rule": choice.rule,
        "claim_us": round(choice.head.claim),
        "waited_us": now - hall.tickets[choice.head.rank[2]].issued_at,
        "passed_over": [_passed(hall, head, now) for head in choice.passed_over],
        "stated": None,
    }


def _passed(hall: HallState, head: Head, now: int) -> PassedOver:
    ticket = hall.tickets[head.rank[2]]
    waited = now - ticket.issued_at
    return {
        "label": ticket.label,
        "lane": ticket.lane,
        "waited_us": waited,
        "claim_us": round(head.claim),
    }


def _called(ticket: Ticket, counter: CounterState, actor: c.Actor, now: int, reason: Reason) -> f.Fact:
    return f.TicketCalled(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, clerk=actor.name, reason=reason
    )


def _reason_for(hall: HallState, ticket: Ticket, now: int, rule: Rule, stated: str) -> Reason:
    lane = hall.plan.lane_by_id[ticket.lane]
    return {
        "rule": rule,
        "claim_us": round(claim(lane, ticket.counted_from, now)),
        "waited_us": now - ticket.issued_at,
        "passed_over": [],
        "stated": stated,
    }


def call_label(hall: HallState, command: c.CallLabel, actor: c.Actor, now: int) -> Facts:
    """Call a given number out of order: only with a stated reason, which the report shows."""
    counter = _ready(hall, command.counter, actor)
    if not command.reason.strip():
        raise ReasonNeeded()
    ticket = hall.labelled(command.label)
    ticket.check("call")
    yield _called(ticket, counter, actor, now, _reason_for(hall, ticket, now, "by_label", command.reason))


def unpark(hall: HallState, command: c.Unpark, actor: c.Actor, now: int) -> Facts:
    """Back from the parked: called at once when the counter is free, else it waits in its place for it."""
    counter = _manned(hall, command.counter, actor)
    if counter.pause:
        raise CounterPaused(counter=counter.id)
    ticket = hall.labelled(command.label)
    ticket.check("unpark")
    if counter.current:
        yield f.TicketUnparked(at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id)
    else:
        reason = _reason_for(hall, ticket, now, "unparked", ticket.note or "")
        yield _called(ticket, counter, actor, now, reason)


def recall(hall: HallState, command: c.Recall, actor: c.Actor, now: int) -> Facts:
    """Say the call again. The first recall is free; after it people get the plan's time to stand up and walk."""
    counter, ticket = _attending(hall, command, actor)
    ticket.check("recall")
    ready_at = recall_ready_at(hall, ticket)
    if ready_at is not None and now < ready_at:
        raise RecallTooSoon(label=ticket.label, again_at=ready_at)
    yield f.TicketRecalled(at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id)


def recall_ready_at(hall: HallState, ticket: Ticket) -> int | None:
    """From when a called ticket may be recalled; None at any time."""
    if ticket.turn.recalls == 0 or ticket.last_called_at is None:
        return None
    return ticket.last_called_at + hall.plan.limits.recall_spacing_us


def start(hall: HallState, command: c.StartServing, actor: c.Actor, now: int) -> Facts:
    counter, ticket = _attending(hall, command, actor)
    ticket.check("start")
    yield f.TicketStarted(at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id)


def no_show(hall: HallState, command: c.NoShow, actor: c.Actor, now: int) -> Facts:
    """Nobody came: the number is kept and may report again, until the plan's last miss ends it."""
    counter, ticket = _attending(hall, command, actor)
    ticket.check("no-show")
    again_at, recalls_left = no_show_ready(hall, ticket)
    if recalls_left or (again_at is not None and now < again_at):
        raise NoShowTooSoon(label=ticket.label, again_at=again_at, recalls_left=recalls_left)
    misses = ticket.misses + 1
    yield f.TicketMissed(at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, misses=misses)
    if misses >= hall.plan.limits.misses:
        yield f.TicketEnded(
            at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, outcome="missed"
        )


def no_show_ready(hall: HallState, ticket: Ticket) -> tuple[int | None, int]:
    """From when a called ticket may count as missed (None: at any time), and the recalls that are due before."""
    limits = hall.plan.limits
    walking = limits.walking_us(ticket.more_time)
    again_at = (ticket.last_called_at or 0) + walking if walking else None
    return again_at, max(0, limits.recalls - ticket.turn.recalls)


def park(hall: HallState, command: c.Park, actor: c.Actor, now: int) -> Facts:
    counter, ticket = _attending(hall, command, actor)
    ticket.check("park")
    if not command.reason.strip():
        raise ReasonNeeded()
    yield f.TicketParked(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, reason=command.reason
    )


def transfer(hall: HallState, command: c.Transfer, actor: c.Actor, now: int) -> Facts:
    """On to another service, or another counter: a new turn, the ticket keeps its age."""
    counter, ticket = _attending(hall, command, actor)
    ticket.check("transfer")
    if command.service not in hall.plan.service_by_id:
        raise UnknownService(service=command.service)
    if command.to_counter is not None:
        target = hall.plan.counter_by_id[hall.counter(command.to_counter).id]
        if command.service not in target.may_serve:
            raise CounterDoesNotServe(counter=target.id, service=command.service)
    yield f.TicketTransferred(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, service=command.service,
        to_counter=command.to_counter, note=command.note,
    )  # fmt: skip


def finish(hall: HallState, command: c.Finish, actor: c.Actor, now: int) -> Facts:
    """End the serving with an outcome; each outcome asks for exactly its own fact (regulation, article 18)."""
    counter, ticket = _attending(hall, command, actor)
    ticket.check("finish")
    if command.outcome not in CLERK_OUTCOMES:
        raise UnknownOutcome(outcome=command.outcome, outcomes=list(CLERK_OUTCOMES))
    field = CLERK_OUTCOMES[command.outcome]
    if field and not (getattr(command, field) or "").strip():
        raise FieldNeeded(field=field, outcome=command.outcome)
    yield f.TicketEnded(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=counter.id, outcome=command.outcome,
        reason=command.reason, to=command.to, note=command.note,
        explanation=command.reason if command.outcome in ("refused", "accepted") else None,
    )  # fmt: skip
    if command.printer and command.slip and command.outcome == "accepted":
        yield f.SlipRequested(
            at=now, by=str(actor), slip=command.slip, ticket=ticket.id, label=ticket.label, printer=command.printer,
            copy=1, form="acceptance",
        )  # fmt: skip


def _manned(hall: HallState, counter: str, actor: c.Actor) -> CounterState:
    """The counter, when the actor is the clerk on post there."""
    state = hall.counter(counter)
    if state.post is None or state.post.clerk != actor.name:
        raise NotSignedInHere(counter=counter)
    return state


def _free(hall: HallState, counter: CounterState) -> None:
    if counter.current:
        current = hall.tickets[counter.current]
        raise CounterOccupied(counter=counter.id, label=current.label, state=current.state)


def _ready(hall: HallState, counter: str, actor: c.Actor) -> CounterState:
    """The counter, when it may call somebody now."""
    state = _manned(hall, counter, actor)
    if state.pause:
        raise CounterPaused(counter=counter)
    _free(hall, state)
    return state


def _attending(hall: HallState, press: c.Press, actor: c.Actor) -> tuple[CounterState, Ticket]:
    """The counter and the citizen at it, who must be the one the press was meant for."""
    state = _manned(hall, press.counter, actor)
    ticket = hall.tickets[state.current] if state.current else None
    if press.label is not None and (ticket is None or ticket.label != press.label):
        raise StalePress(label=press.label, current=ticket.label if ticket else None)
    if ticket is None:
        raise CounterIdle(counter=press.counter)
    return state, ticket
