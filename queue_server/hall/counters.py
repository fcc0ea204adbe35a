"""A counter's live state, and who stands at it."""

from __future__ import annotations

from dataclasses import dataclass

from .learned import called_within


@dataclass(frozen=True, slots=True)
class Post:
    """Who stands at the counter, as A or as B: from signing in to signing out."""

    clerk: str
    role: str
    since: int
    until: int | None = None
    paused_us: int = 0  # in all, without a pause that is still going on
    pauses: int = 0


@dataclass(frozen=True, slots=True)
class PauseState:
    reason: str
    since: int
    back_at: int | None


@dataclass(slots=True)
class CounterState:
    id: str
    post: Post | None = None
    left: Post | None = None  # the post before, once somebody signed out
    pause: PauseState | None = None
    current: str | None = None  # id of the ticket called or being served
    since: int = 0  # its latest change: called somebody, or became free to call
    served: int = 0  # turns ended here in this business day
    let_wait_us: int = 0  # free since then, it has let people wait for so long whom it could have called
    let_wait_to: int = 0  # up to when that is counted


@dataclass(slots=True)
class ServiceTally:
    """What the running day has seen of one service."""

    issued: int = 0
    ended: int = 0  # visits that ended in this service
    started: int = 0  # turns whose serving began
    waited_us: int = 0  # of those, from the turn's beginning to its call

    @property
    def mean_wait_us(self) -> int | None:
        return self.waited_us // self.started if self.started else None


@dataclass(slots=True)
class ForecastTally:
    """What came of the forecasts told, of those who were called for the first time in the running day."""

    judged: int = 0
    within: int = 0  # called inside the range they read
    error_us: int = 0  # in all, between the middle they were told and their wait

    def judge(self, low_us: int, mid_us: int, high_us: int, waited_us: int) -> None:
        self.judged += 1
        self.within += called_within(low_us, high_us, waited_us)
        self.error_us += abs(mid_us - waited_us)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as screens speak it; `seq` counts calls and recalls."""

    seq: int
    label: str
    counter: str
    at: int
    recall: bool
    service: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A case promised a first place on a later day."""

    ticket: str
    label: str
    service: str
    persons: int
    date: str
    on: str
    reason: str
