"""Halls, their plans, and the views that anybody may read."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Response, request
from gevent.threadpool import ThreadPool

from ..access import Caller
from ..hall.commands import PublishPlan
from ..hall.errors import PlanInvalid, UnknownService
from ..hall.hall import Hall
from ..hall.plan import KINDS, Plan
from ..hall.plan_reading import read_plan
from ..hall.tickets import CLERK_OUTCOMES
from ..live import views
from ..live.rooms import live_for
from ..live.shapes import BoardView, KioskView, WindowView
from ..live.staff_shapes import CounterView, LiveView
from ..plan_file import load_plan
from ..powers import PUBLIC
from ..refusals import BadRequest, Refusal
from ..workers.presence import GONE_S
from .context import House
from .errors import MalformedBody
from .routes import Routes, key_of_request, raw_body, respond
from .shapes import (
    CounterInfo,
    DevicePresent,
    HallInfo,
    Halls,
    LaneInfo,
    OutcomeInfo,
    PlanVersion,
    Presence,
    Present,
    ServiceInfo,
    ServiceWithGuide,
)

routes = Routes("halls")

PLAN_MOST = 512 * 1024  # bytes

_reading = ThreadPool(1)


@routes.add("GET", "/halls", summary="All halls", power=PUBLIC, answer=Halls)
def all_halls(house: House) -> Halls:
    return Halls(halls=[name for _, name in house.of_each(lambda h, now: views.hall_name(h))])


@routes.add("GET", "/halls/{hall}/presence", summary="Which devices and panels are there", power="live",
            answer=Presence)  # fmt: skip
def presence(house: House, hall: str) -> Presence:
    counters = house.journal.ask(hall, lambda h, now: list(h.counters))
    devices = [device for device in house.devices.all() if device.hall == hall]
    seen, now = house.presence.of(hall), time.time()

    def present(who: str) -> dict[str, Any]:
        at = seen.get(who)
        return {
            "here": at is not None and now - at < GONE_S,
            "seen_at": None if at is None else datetime.fromtimestamp(at, UTC),
        }

    return Presence(
        devices=[DevicePresent(name=d.name, kind=d.kind, **present(f"device:{d.name}")) for d in devices],
        counters=[Present(name=counter, **present(f"counter:{counter}")) for counter in counters],
    )


@routes.add("GET", "/halls/{hall}", summary="A hall's set-up in public", power=PUBLIC, answer=HallInfo)
def one_hall(house: House, hall: str) -> HallInfo:
    printers = house.devices.printers(hall)

    def info(h: Hall, now: int) -> HallInfo:
        plan = h.plan
        return HallInfo(
            id=h.id,
            name=views.text(plan.name),
            kind=plan.kind,
            kind_name=views.text(KINDS[plan.kind]),
            timezone=plan.timezone,
            day=views.day(h, now),
            services=[ServiceInfo(service=s.id, name=views.text(s.name), series=s.series) for s in plan.services],
            lanes=[
                LaneInfo(
                    lane=lane.id,
                    name=views.text(lane.name),
                    green=lane.green,
                    approval=lane.approval,
                    from_age=lane.from_age,
                )
                for lane in plan.lane_by_id.values()
            ],
            counters=[
                CounterInfo(id=c.id, name=views.text(c.name), serves=c.serves, support=[s.service for s in c.support])
                for c in plan.counters
            ],
            printers=printers,
            persons=plan.limits.persons,
            bookable=list(plan.appointments.bookable) if plan.appointments else [],
            by_phone=plan.appointments is not None and plan.appointments.by_phone,
            outcomes=[OutcomeInfo(outcome=name, needs=needs) for name, needs in CLERK_OUTCOMES.items()],
        )

    return house.journal.ask(hall, info)


@routes.add("GET", "/halls/{hall}/services/{service}", summary="A service in public, with its guide", power=PUBLIC,
            answer=ServiceWithGuide)  # fmt: skip
def one_service(house: House, hall: str, service: str) -> ServiceWithGuide:
    def told(h: Hall, now: int) -> ServiceWithGuide:
        found = h.plan.service_by_id.get(service)
        if found is None:
            raise UnknownService(service=service)
        return ServiceWithGuide(
            service=service, name=views.text(found.name), series=found.series, guide=views.guide(h, service)
        )

    return house.journal.ask(hall, told)


@routes.add("GET", "/halls/{hall}/plan", summary="The plan; its version is the ETag", power="plan", answer=None)
def plan_of(house: House, hall: str) -> Response:
    document, version = house.journal.ask(hall, lambda h, now: (_document(h.plan), h.plan_number))
    response = respond(document)
    response.set_etag(str(version))
    return response


def _document(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(mode="json", exclude_unset=True)


@routes.add(
    "PUT", "/halls/{hall}/plan", summary="Publish a plan (JSON, or YAML as application/yaml); If-Match guards against "
    "overwriting somebody's newer one", power="plan", answer=PlanVersion,
)  # fmt: skip
def publish(house: House, hall: str, caller: Caller) -> Response:
    plan = _read_plan(raw_body(PLAN_MOST))
    expected = request.headers.get("If-Match", "").strip('W/"')
    if expected and not (expected.isdecimal() and len(expected) < 10):
        raise BadRequest(problems=[{"path": "If-Match", "problem": "the ETag of a plan"}])
    key, fingerprint = key_of_request(house)
    answer = house.journal.command(
        hall, PublishPlan(plan, int(expected) if expected else None), caller.actor, key=key, fingerprint=fingerprint,
        answer=lambda h, facts, now: {"version": h.plan_number},
    )  # fmt: skip
    response = respond(answer.body)
    response.set_etag(str(answer.body["version"]))
    return response


def _read_plan(raw: bytes) -> Plan:
    """Read beside the hub: a long plan takes seconds, in which every hall goes on."""
    yaml = "yaml" in (request.content_type or "")
    plan, refusal = _reading.apply(_plan_or_refusal, (raw, yaml))
    if refusal is not None:
        raise refusal
    return plan  # type: ignore[no-any-return]


def _plan_or_refusal(raw: bytes, yaml: bool) -> tuple[Plan, None] | tuple[None, Refusal]:
    try:
        return _plan_in(raw, yaml), None
    except Refusal as error:  # carried over: left to the pool it would be printed as well
        return None, error


def _plan_in(raw: bytes, yaml: bool) -> Plan:
    if yaml:
        try:
            return load_plan(raw.decode())
        except UnicodeDecodeError:
            raise PlanInvalid(problems=[{"path": "", "line": None, "problem": "not UTF-8"}]) from None
    try:
        return read_plan(orjson.loads(raw))
    except orjson.JSONDecodeError as error:
        raise MalformedBody(problem=str(error)) from None


@routes.add("GET", "/halls/{hall}/board", summary="The lobby board's view", power=PUBLIC, answer=BoardView)
def board(house: House, hall: str) -> BoardView:
    return house.journal.ask(hall, lambda h, now: views.board(h, now, house.lens))


@routes.add("GET", "/halls/{hall}/kiosk", summary="The kiosk's view", power=PUBLIC, answer=KioskView)
def kiosk(house: House, hall: str) -> KioskView:
    return house.journal.ask(hall, lambda h, now: views.kiosk(h, now, house.lens))


@routes.add(
    "GET", "/halls/{hall}/counters/{counter}/window", summary="A window sign's view", power=PUBLIC, answer=WindowView
)
def window(house: House, hall: str, counter: str) -> WindowView:
    return house.journal.ask(hall, lambda h, now: views.window(h, counter, now, house.lens))


@routes.add("GET", "/halls/{hall}/counters/{counter}", summary="A clerk's view", power="serve", answer=CounterView)
def counter(house: House, hall: str, counter: str) -> CounterView:
    return house.journal.ask(hall, lambda h, now: views.counter(h, counter, now, house.lens))


@routes.add("GET", "/halls/{hall}/live", summary="The hall live; to an account of a branch, its part alone",
            power="live", answer=LiveView, in_part=True)  # fmt: skip
def live(house: House, hall: str, caller: Caller) -> LiveView:
    return house.journal.ask(hall, lambda h, now: live_for(h, caller.scope.branch, now, house.lens))
