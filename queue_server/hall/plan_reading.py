"""Reading a plan: what a document says, and everything that is wrong with it, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from .errors import PlanInvalid
from .hours import DATE_TAG, DAYS_TAG, Path, Problem, contradictions, minutes_of, overlap, twice
from .plan import ORDINARY, Plan

PROBLEMS = 100  # told of one document
TIMES_MOST = 1500  # of a service, from today on: they are shown all at once


def read_plan(document: Any, line_of: Callable[[Path], int | None] = lambda path: None) -> Plan:
    """The plan in a parsed document.

    `line_of(path)` tells the line of a path in the file it came from.
    Raises PlanInvalid with all problems, each {path, line, problem}.
    """
    plan: Plan | None = None
    try:
        plan = Plan.model_validate(document)
        problems = list(_between_parts(plan))
    except ValidationError as error:
        problems = [
            (
                tuple(part for part in found["loc"] if part not in (DATE_TAG, DAYS_TAG)),
                "unknown key" if found["type"] == "extra_forbidden" else found["msg"],
            )
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        ]
    if plan is None or problems:
        raise PlanInvalid(
            problems=[
                {"path": _written(path), "line": line_of(path), "problem": problem.removeprefix("Value error, ")}
                for path, problem in problems[:PROBLEMS]
            ]
        )
    return plan


def check_served(plan: Plan) -> None:
    """Before citizens meet a plan: a number of a service without a counter would never be called.

    A simulation may ask what such a plan does, a hall may not work by it. Raises PlanInvalid.
    """
    problems = []
    for place, service in enumerate(plan.services):
        counters = [counter for counter in plan.counters if service.id in counter.may_serve]
        left_out = [lane for lane in plan.lane_by_id if not any(counter.open_for(lane) for counter in counters)]
        if left_out:
            lanes = f" for {', '.join(left_out)}" if counters else ""
            problem = f"no counter serves {service.id!r}{lanes}: its numbers would never be called"
            problems.append({"path": f"services[{place}].id", "line": None, "problem": problem})
    if problems:
        raise PlanInvalid(problems=problems)


def _written(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _between_parts(plan: Plan) -> Iterator[Problem]:
    """What is wrong between the parts of a plan, each of which is right by itself."""
    yield from twice([service.id for service in plan.services], "services", "id")
    yield from twice([lane.id for lane in plan.lanes], "lanes", "id")
    yield from twice([counter.id for counter in plan.counters], "counters", "id")
    yield from twice([zone.id for zone in plan.zones], "zones", "id")
    for place, lane in enumerate(plan.lanes):
        if lane.approval and (lane.id == ORDINARY or lane.from_age is not None):
            yield ("lanes", place, "approval"), f"{lane.id!r} opens by itself, so nobody could approve it"
    if len(set(plan.voice.languages)) < len(plan.voice.languages):
        yield ("voice", "languages"), "a language is there twice"
    zones = {zone.id for zone in plan.zones}
    for place, counter in enumerate(plan.counters):
        at: Path = ("counters", place)
        named = [((*at, "serves", n), service) for n, service in enumerate(counter.serves)]
        named += [((*at, "support", n, "service"), support.service) for n, support in enumerate(counter.support)]
        seen: set[str] = set()
        for path, service in named:
            if service not in plan.service_by_id:
                yield path, f"{service!r} is no service of this plan"
            if service in seen:
                yield path, f"counter {counter.id!r} has {service!r} twice"
            seen.add(service)
        for n, name in enumerate(counter.lanes):
            if name not in plan.lane_by_id:
                yield (*at, "lanes", n), f"{name!r} is no lane of this plan"
        if counter.zone is not None and counter.zone not in zones:
            yield (*at, "zone"), f"{counter.zone!r} is no zone of this plan"
    yield from _of_appointments(plan)
    if plan.appointments and plan.appointments.by_phone and plan.limits.one_per_person:
        yield (
            ("appointments", "by_phone"),
            "who books by phone shows no id card, and this hall gives no number without",
        )
    yield from contradictions(plan.hours)


def _of_appointments(plan: Plan) -> Iterator[Problem]:
    services = plan.appointments.services if plan.appointments else []
    yield from twice([bookable.service for bookable in services], "appointments", "services", "service")
    for place, bookable in enumerate(services):
        at: Path = ("appointments", "services", place)
        if bookable.service not in plan.service_by_id:
            yield (*at, "service"), f"{bookable.service!r} is no service of this plan"
        hours = [bookable.hours] if bookable.hours else [*plan.hours.week.values()]
        minutes = max((sum(ends - begins for begins, ends in map(minutes_of, spans)) for spans in hours), default=0)
        ahead = plan.appointments.ahead_days if plan.appointments else 0
        if minutes // bookable.slot_min * (ahead + 1) > TIMES_MOST:
            yield (*at, "slot_min"), f"more than {TIMES_MOST} times could be booked in {ahead} days: fewer, or less far"
        if overlap(sorted(map(minutes_of, bookable.hours))):
            yield (*at, "hours"), "two of its spans overlap"
        for n, span in enumerate(bookable.hours):
            begins, ends = minutes_of(span)
            if ends - begins < bookable.slot_min:
                yield (*at, "hours", n), f"{span!r} is shorter than one time of {bookable.slot_min} minutes"
