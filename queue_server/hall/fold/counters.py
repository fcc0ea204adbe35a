"""Folding what happens at a counter: who is on post, and who has paused."""

from __future__ import annotations

from dataclasses import replace

from .. import facts as f
from ..counters import CounterState, PauseState, Post
from ..state import HallState


def signed_in(hall: HallState, fact: f.CounterSignedIn) -> None:
    counter = hall.counters[fact.counter]
    _leave_post(counter, fact.at)
    counter.post = Post(fact.clerk, fact.role, fact.at)
    _free(counter, fact.at)


def signed_out(hall: HallState, fact: f.CounterSignedOut) -> None:
    _leave_post(hall.counters[fact.counter], fact.at)


def paused(hall: HallState, fact: f.CounterPausedFact) -> None:
    hall.counters[fact.counter].pause = PauseState(fact.reason, fact.at, fact.back_at)


def resumed(hall: HallState, fact: f.CounterResumed) -> None:
    counter = hall.counters[fact.counter]
    _end_pause(counter, fact.at)
    _free(counter, fact.at)


def _free(counter: CounterState, at: int) -> None:
    if counter.current is None:  # who signs in may go on with a citizen whom another had to leave
        counter.since, counter.let_wait_us = at, 0


def _leave_post(counter: CounterState, at: int) -> None:
    _end_pause(counter, at)
    if counter.post is not None:
        counter.left = replace(counter.post, until=at)
        counter.post = None


def _end_pause(counter: CounterState, at: int) -> None:
    if counter.post is not None and counter.pause is not None:
        paused_us = counter.post.paused_us + at - counter.pause.since
        counter.post = replace(counter.post, paused_us=paused_us, pauses=counter.post.pauses + 1)
    counter.pause = None
