"""Running a hall forward: light copies of its waiting turns and counters, played on by the hall's own rules.

`choose` and `Waiting` decide in a run as they do when a clerk presses Next. How long a call keeps its counter and
who comes later is drawn from what the hall has learned; `chance` gives numbers from 0 to 1 and is passed in, like
time. One batch of runs answers for everybody who waits, and for one who would come now: a shadow of each service
and lane stands last in its queue, takes nobody's place, and notes when its turn comes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import exp, log

from .counters import CounterState
from .day import BusinessDay, break_of, session_opened
from .dispatch import callable_heads, choose
from .instants import HOUR, MINUTE
from .lanes import Waiting
from .plan import Counter, Plan
from .state import HallState

Chance = Callable[[], float]

HORIZON = 4 * HOUR  # whoever is not called within it is told of that much
PAUSE_MOST = HOUR  # of a pause without a stated end, from now on
SLICE = 64  # steps between two breaths: less than a millisecond
SHADOW = "*"  # begins no ticket's id
ARRIVAL = -1  # before any counter, at one instant


@dataclass(frozen=True, slots=True)
class Manned:
    """A counter with somebody on post. Its next call comes `begin` after now, and later by what is left of a span
    (the present call's hold, or the gap before a call) that has lasted for `elapsed` and is one of `spans`, all of
    them longer; when none is known, it may last as long again."""

    counter: Counter
    begin: int
    elapsed: int
    spans: list[int]
    busy: bool


@dataclass(slots=True)
class Runs:
    """A snapshot of a hall at `now`, and in `called` when each run called whom."""

    now: int
    plan: Plan
    waiting: Waiting
    counters: list[Manned]
    holds: dict[str, list[int]]
    gaps: list[int]
    leaving: float
    came: list[tuple[str, str]]
    gap: float
    last_ticket_at: int
    day: BusinessDay | None  # whose breaks the queue waits through; None: it has none
    called: dict[str, list[int]]
    shadows: dict[tuple[str, str], str]

    def play(self, chance: Chance) -> Generator[None, None, int]:
        """One run; returns its steps. Yields now and then, so that whoever plays can let others go first."""
        return _Run(self, chance).play()


def runs_of(hall: HallState, now: int) -> Runs:
    """Ready to run forward from now, with the counters now on post."""
    plan = hall.plan
    holds = {s.id: hall.learned.holds_of(s.id, s.typical_s) for s in plan.services}
    gaps = sorted(hall.learned.gaps)
    counters = [
        _manned(hall, state, plan.counter_by_id[state.id], holds, gaps, now)
        for state in hall.counters.values()
        if state.post is not None
    ]
    counters.sort(key=lambda manned: len(manned.counter.serves))  # who can do more stays free, as in simulate
    manning = [manned.counter for manned in counters]
    reached = {
        (service, lane)
        for lane in plan.lane_by_id
        for counter in manning
        if counter.open_for(lane)
        for service in counter.may_serve
    }
    waiting = hall.waiting.copy()
    called: dict[str, list[int]] = {
        ticket: []
        for ticket, service, lane, only in waiting.turns()
        if (service, lane) in reached or (only and hall.staffed(only))
    }
    # lanes that all counters treat alike share a shadow
    alike: dict[tuple[object, ...], str] = {}
    shadows: dict[tuple[str, str], str] = {}
    for lane in plan.lane_by_id.values():
        treated = tuple((counter.first_for(lane.id), counter.open_for(lane.id)) for counter in manning)
        first = alike.setdefault((lane.rate, lane.head_start_us, treated), lane.id)
        for service in sorted(service for service, of in reached if of == lane.id):
            shadow = shadows[service, lane.id] = f"{SHADOW}{service} {first}"
            if shadow not in called:
                called[shadow] = []
                waiting.add(service, lane.id, None, (now, hall.issued_ever + 1, shadow))
    day = hall.day
    came, gap = hall.learned.arrivals_now(plan, now, day.opens_at if day else now)
    felt = [arrival for arrival in came if _is_felt(plan, counters, *arrival)]
    gap = gap * len(came) / len(felt) if felt else 0
    last_ticket_at = day.last_ticket_at if day else now
    return Runs(
        now,
        plan,
        waiting,
        counters,
        holds,
        gaps,
        hall.learned.leaving,
        felt,
        gap,
        last_ticket_at,
        day if plan.hours.in_break == "wait" else None,
        called,
        shadows,
    )


def _is_felt(plan: Plan, counters: list[Manned], service: str, lane: str) -> bool:
    """Whether one who comes later can go before somebody who waits now: by a better lane, or by keeping a counter
    of its own service from supporting another."""
    lanes = plan.lane_by_id.values()
    mine = plan.lane_by_id[lane]
    return (
        mine.head_start_us > min(other.head_start_us for other in lanes)
        or mine.rate > min(other.rate for other in lanes)
        or any(manned.counter.support and service in manned.counter.serves for manned in counters)
    )


def _manned(
    hall: HallState, state: CounterState, counter: Counter, holds: dict[str, list[int]], gaps: list[int], now: int
) -> Manned:
    busy = state.current is not None
    if busy:
        service = hall.tickets[state.current or ""].service
        spans, begin, since = holds.get(service, []), 0, state.since
    else:
        spans, begin = gaps, _calls_at(hall, state, now) - now
        oldest = [at for service in counter.serves if (at := hall.waiting.oldest(service)) is not None]
        since = max(state.since, state.let_wait_to, min(oldest), session_opened(hall.day, now)) if oldest else now
        since -= state.let_wait_us
    elapsed = max(0, now - since) if not begin else 0
    return Manned(counter, begin, elapsed, spans[bisect_right(spans, elapsed) :], busy)


def _calls_at(hall: HallState, state: CounterState, now: int) -> int:
    """When a counter without a citizen calls: not before opening, nor in its pause; nor in a break, unless it serves on
    in it by the plan and has not paused."""
    day = hall.day
    if day is not None and now < day.opens_at:
        return day.opens_at
    pause = state.pause
    in_break = break_of(day, now)
    if in_break and (pause or hall.plan.hours.in_break == "wait"):
        return in_break[1]
    if pause is None:
        return now
    if pause.back_at is not None and pause.back_at > now:
        return pause.back_at
    return now + min(now - pause.since, PAUSE_MOST)  # one that has lasted may last as long again


class _Run:
    def __init__(self, runs: Runs, chance: Chance) -> None:
        self._runs = runs
        self._chance = chance
        self._waiting = runs.waiting.copy()
        self._idle: set[int] = set()
        self._staffed = {manned.counter.id for manned in runs.counters}.__contains__
        self._heap: list[tuple[int, int]] = []  # when, and which counter looks for its next; or ARRIVAL
        self._came = 0

    def play(self) -> Generator[None, None, int]:
        runs, chance, heap = self._runs, self._chance, self._heap
        for place, manned in enumerate(runs.counters):
            if manned.spans:
                left = manned.spans[int(chance() * len(manned.spans))] - manned.elapsed
            else:
                left = int(chance() * manned.elapsed)
            if manned.busy:
                left += self._gap()
            heap.append((runs.now + manned.begin + left, place))
        heapify(heap)
        self._expect(runs.now)
        busy_until = [0] * len(runs.counters)
        steps = 0
        end = runs.now + HORIZON
        missing = set(runs.called)
        while heap and missing:
            at, place = heappop(heap)
            if at > end:
                break
            steps += 1
            if steps % SLICE == 0:
                yield
            if place == ARRIVAL:
                self._arrive(at)
                continue
            in_break = break_of(runs.day, at)
            if in_break:
                self._idle.discard(place)
                heappush(heap, (in_break[1] + self._gap(), place))
                continue
            if busy_until[place] > at:  # it had looked for support, and is busy by now
                continue
            hold = self._call(place, at, missing)
            if hold is None:
                self._rest(place, at)
            else:
                self._idle.discard(place)
                busy_until[place] = at + hold
                heappush(heap, (at + hold, place))
        for ticket in missing:
            runs.called[ticket].append(end)
        return steps

    def _call(self, place: int, at: int, missing: set[str]) -> int | None:
        """Call whose turn it is; how long that keeps the counter, or None when nobody waits for it."""
        runs, waiting = self._runs, self._waiting
        counter = runs.counters[place].counter
        while (choice := choose(waiting, counter, at, self._staffed)) is not None:
            ticket = choice.head.rank[2]
            waiting.remove(ticket)
            if ticket in missing:
                missing.discard(ticket)
                runs.called[ticket].append(at)
                if ticket[0] == SHADOW:
                    continue
            if self._gave_up(at - max(choice.head.rank[0], runs.now)):
                continue
            holds = runs.holds[choice.head.service]
            return holds[int(self._chance() * len(holds))] + self._gap()
        return None

    def _rest(self, place: int, at: int) -> None:
        """Nobody waits for it: it looks again when somebody comes, or when a wait has reached its limit of support."""
        self._idle.add(place)
        counter = self._runs.counters[place].counter
        ripe = [
            head.rank[0] + support.after_min * MINUTE
            for support in counter.support
            for head in callable_heads(self._waiting, counter, [support.service], at, self._staffed)
        ]
        later = [moment for moment in ripe if moment > at]
        if later:
            heappush(self._heap, (min(later), place))

    def _expect(self, now: int) -> None:
        """Somebody comes after an exponential gap, as long as numbers are given."""
        if self._runs.came:
            at = now + int(-log(1 - self._chance()) * self._runs.gap)
            if at < self._runs.last_ticket_at:
                heappush(self._heap, (at, ARRIVAL))

    def _arrive(self, at: int) -> None:
        came = self._runs.came
        service, lane = came[int(self._chance() * len(came))]
        self._came += 1
        self._waiting.add(service, lane, None, (at, self._came, f"~{self._came}"))
        for place in sorted(self._idle):
            if service in self._runs.counters[place].counter.may_serve:
                heappush(self._heap, (at + self._gap(), place))
        self._expect(at)

    def _gave_up(self, span: int) -> bool:
        """Whether somebody who has waited for so long in this run is still there to be called."""
        leaving = self._runs.leaving
        return leaving > 0 and self._chance() < 1 - exp(-leaving * span)

    def _gap(self) -> int:
        """How long a free counter takes to call."""
        gaps = self._runs.gaps
        return gaps[int(self._chance() * len(gaps))] if gaps else 0
