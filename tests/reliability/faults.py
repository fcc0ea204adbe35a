"""The faults. Each happens to a trial in two halves: it comes, holds for a while, and goes."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..postgres import FAST, IMMEDIATE
from .screens import Screens
from .sites import Outgrown, Site

NOTHING_MORE = 4096  # bytes; every file of the server is larger already
DISK_MB = 64


@dataclass
class Scene:
    """What a fault can get its hands on. `longest_s`: that it may last; None when seconds have to do."""

    site: Any
    chance: random.Random
    longest_s: float | None
    screens: list[Screens]  # that must be right
    open_screens: Callable[[], Screens]


@dataclass(frozen=True)
class Fault:
    """`goes_on`: the hall must answer, and its screens be right, while it lasts. `within_s`: no press may wait longer,
    where times are measured.

    `needs`: how its sites are made.
    """

    section: str  # those of one may happen to one hall after another
    name: str
    what: str  # is done, for people
    happens: Callable[[Scene], Iterator[None]]
    sites: tuple[type[Site], ...]
    held_s: tuple[float, float]  # shortly, and as in life
    goes_on: bool
    within_s: float | None
    needs: dict[str, Any]


FAULTS: list[Fault] = []


def fault(
    section: str, name: str, what: str, *sites: type[Site], held_s: tuple[float, float] = (1.5, 15),
    goes_on: bool = False, within_s: float | None = None, **needs: Any,
) -> Callable[[Callable[[Scene], Iterator[None]]], Callable[[Scene], Iterator[None]]]:  # fmt: skip
    def keep(happens: Callable[[Scene], Iterator[None]]) -> Callable[[Scene], Iterator[None]]:
        FAULTS.append(Fault(section, name, what, happens, sites, held_s, goes_on, within_s, needs))
        return happens

    return keep


SECTIONS = ("processes", "database", "redis", "machine")
processes, database, redis, machine = (partial(fault, section) for section in SECTIONS)


# processes


@processes("worker killed", "kill -9 of a serving process at random moments", Site, Outgrown, held_s=(0, 0))
def killed(scene: Scene) -> Iterator[None]:
    for _ in range(10 if scene.longest_s else 2):
        time.sleep(scene.chance.uniform(0.2, 1.5))
        scene.site.kill_one(scene.chance.choice(scene.site.serving()))
    yield


@processes("server away", "the whole server killed, and started again after a while", Site, Outgrown)
def away(scene: Scene) -> Iterator[None]:
    scene.site.kill()
    yield
    scene.site.start()


@processes("worker frozen", "a worker stopped with SIGSTOP, and let go on", Outgrown)
def frozen(scene: Scene) -> Iterator[None]:
    worker = scene.chance.choice(scene.site.serving())
    os.kill(worker, signal.SIGSTOP)
    yield
    os.kill(worker, signal.SIGCONT)


@processes("restarted", "SIGTERM as for an upgrade, and started again", Site, held_s=(0, 0))
def restarted(scene: Scene) -> Iterator[None]:
    scene.site.replace()
    yield


@processes(
    "workers replaced", "SIGHUP: one worker after the other gives way to a new one",
    Outgrown, held_s=(0, 0), goes_on=True, within_s=1.0,
)  # fmt: skip
def replaced(scene: Scene) -> Iterator[None]:
    for _ in range(3 if scene.longest_s else 1):
        scene.site.replace()
    yield


# PostgreSQL, and the way to it


@database("PostgreSQL restarted", "stopped with `-m fast` and started again", Outgrown, held_s=(0.3, 5))
def postgres_restarted(scene: Scene) -> Iterator[None]:
    scene.site.postgres.stop(FAST)
    yield
    scene.site.postgres.start()


@database("PostgreSQL crashed", "stopped with `-m immediate`, recovered and started again", Outgrown, held_s=(0.3, 5))
def postgres_crashed(scene: Scene) -> Iterator[None]:
    scene.site.postgres.stop(IMMEDIATE)
    yield
    scene.site.postgres.start()


@database(
    "wire silent", "nothing comes through between the workers and PostgreSQL, then all of it",
    Outgrown, wired=True,
)  # fmt: skip
def wire_silent(scene: Scene) -> Iterator[None]:
    scene.site.cut("silent")
    yield
    scene.site.cut("heal")


@database("wire broken", "every connection to PostgreSQL reset, and every new one", Outgrown, wired=True)
def wire_broken(scene: Scene) -> Iterator[None]:
    scene.site.cut("reset")
    yield
    scene.site.cut("heal")


# Redis, without which a hall goes on


@redis("Redis frozen", "stopped with SIGSTOP, and let go on", Outgrown, goes_on=True)
def redis_frozen(scene: Scene) -> Iterator[None]:
    scene.site.redis.freeze()
    yield
    scene.site.redis.thaw()


@redis("Redis killed", "killed, and started again empty", Outgrown, goes_on=True)
def redis_killed(scene: Scene) -> Iterator[None]:
    scene.site.redis.kill()
    yield
    scene.site.redis.start()


@redis("Redis emptied", "killed and started again at once, with nothing of what it held", Outgrown, held_s=(0, 0))
def redis_emptied(scene: Scene) -> Iterator[None]:
    scene.site.redis.kill()
    scene.site.redis.start()
    yield


# the machine


@machine("disk full", "no file may grow, then they may again", Site)
def disk_full(scene: Scene) -> Iterator[None]:
    [server] = scene.site.serving()
    resource.prlimit(server, resource.RLIMIT_FSIZE, (NOTHING_MORE, resource.RLIM_INFINITY))
    yield
    resource.prlimit(server, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@machine(
    "disk full", "PostgreSQL's disk filled, then freed; PostgreSQL started again if it gave up",
    Outgrown, disk_mb=DISK_MB,
)  # fmt: skip
def postgres_disk_full(scene: Scene) -> Iterator[None]:
    scene.site.postgres.fill()
    yield
    scene.site.postgres.empty()
    if not scene.site.postgres.runs:
        scene.site.postgres.start()


@machine(
    "clock forward", "the server's clock an hour ahead, then right again",
    Site, Outgrown, goes_on=True, stepped=True,
)  # fmt: skip
def clock_forward(scene: Scene) -> Iterator[None]:
    scene.site.step(3600)
    yield
    scene.site.step(0)


@machine(
    "clock back", "the server's clock an hour behind, then right again",
    Site, Outgrown, goes_on=True, stepped=True,
)  # fmt: skip
def clock_back(scene: Scene) -> Iterator[None]:
    scene.site.step(-3600)
    yield
    scene.site.step(0)


@machine(
    "clock forward, worker killed", "the server's clock an hour ahead, a new process that believes it, then all right",
    Site, Outgrown, stepped=True,
)  # fmt: skip
def clock_forward_killed(scene: Scene) -> Iterator[None]:
    scene.site.step(3600)
    scene.site.kill_one(scene.chance.choice(scene.site.serving()))
    yield
    scene.site.step(0)


# the screens' own


@processes(
    "screens asleep", "a board and a phone that read nothing and say nothing, then wake",
    Site, Outgrown, held_s=(4, 600), goes_on=True,
)  # fmt: skip
def asleep(scene: Scene) -> Iterator[None]:
    sleepers = scene.open_screens()
    sleepers.sleep()
    yield
    sleepers.wake()
    scene.screens.append(sleepers)
