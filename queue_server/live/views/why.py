"""Why others went first, in one sentence for who waits."""

from __future__ import annotations

from ...hall.hall import Hall
from ...hall.instants import to_datetime
from ...hall.plan import CARRIED_OVER, ORDINARY, Name, Plan
from ...hall.tickets import Ticket
from ...hall.why import gone_before
from ..shapes import Text, Why
from .parts import counter_name, service_name

_GREEN_CHANNEL = Name(zh="绿色通道", en="green channel")


def why_others_went_first(hall: Hall, ticket: Ticket) -> Why:
    """What a citizen may know of numbers that were taken later and called already: how many, and by which rules of
    the hall that can be. Nobody's lane: the rules are named all alike, whoever went first."""
    same, other = gone_before(hall, ticket)
    service = service_name(hall, ticket.service)
    if same and (own := _own(hall, ticket)):
        zh = f"在您之后取号的人中有 {same} 位先办理{service.zh}，因为{own.zh}；此外，{_rules_zh(hall.plan)}"
        en = f"{same} who came after you went first for {service.en}, because {own.en}; besides, {_rules_en(hall.plan)}"
    elif same:
        zh = f"在您之后取号的人中有 {same} 位先办理{service.zh}，因为{_rules_zh(hall.plan)}"
        en = f"{same} who came after you went first for {service.en}, because {_rules_en(hall.plan)}"
    else:
        zh = f"在您之后取号的人中，没有人先办理{service.zh}"
        en = f"Nobody who came after you went first for {service.en}"
    if other:
        zh += f"；另有 {other} 位办理的是其他事项"
        en += f"; {other} came for other services"
    return Why(same_service=same, other_services=other, words=Text(zh=zh + "。", en=en + "."))


def _own(hall: Hall, ticket: Ticket) -> Text | None:
    """What makes the asker's own number wait: it is theirs to know."""
    booked_for = hall.booked_for(ticket)
    if booked_for is not None and booked_for > ticket.issued_at:
        at = f"{to_datetime(booked_for).astimezone(hall.plan.zone):%H:%M}"
        return Text(
            zh=f"您来得早：预约的时间是 {at}，等候从那时算起",
            en=f"you came early: your appointment is at {at}, and your wait counts from then",
        )
    if ticket.misses:
        behind = hall.plan.limits.rejoin_behind
        return Text(
            zh=f"您过号后重新报到，接下来的 {behind} 位先办",
            en=f"you reported again after a missed call, and the next {behind} {'goes' if behind == 1 else 'go'} first",
        )
    if ticket.only_counter is not None:
        counter = counter_name(hall, ticket.only_counter)
        return Text(zh=f"您的号由{counter.zh}办理，要等该窗口", en=f"your number waits for {counter.en} alone")
    return None


def _first_by_rule(plan: Plan) -> list[Name]:
    """What may put a number before an older one, by this plan."""
    ordinary = plan.lane_by_id[ORDINARY]
    lanes = (lane for lane in plan.lane_by_id.values() if lane.id != CARRIED_OVER)
    sooner = [lane for lane in lanes if lane.head_start_us > ordinary.head_start_us or lane.rate > ordinary.rate]
    green = [_GREEN_CHANNEL] if any(lane.green for lane in sooner) else []
    return [*green, *(lane.name for lane in sooner if not lane.green), plan.lane_by_id[CARRIED_OVER].name]


def _rules_zh(plan: Plan) -> str:
    names = "、".join(name.zh for name in _first_by_rule(plan))
    lanes = "，有的窗口先办某些通道的号" if any(counter.lanes for counter in plan.counters) else ""
    return f"{names}的号按大厅规则可以先办{lanes}，转来和重新报到的号保留原来的次序，窗口说明原因后也可提前呼叫"


def _rules_en(plan: Plan) -> str:
    names = ", ".join(name.en.lower() for name in _first_by_rule(plan))
    lanes = "; some counters serve some lanes first" if any(counter.lanes for counter in plan.counters) else ""
    return (
        f"by the hall's rule these may go first: {names}{lanes}; who is transferred or reports again keeps a place, "
        "and a counter may call a number early when it states why"
    )
