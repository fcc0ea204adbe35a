"""Bulletins (滚动通知): lines that a manager puts on the boards for a while, beside the plan's own notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import StringConstraints
from sqlalchemy import BigInteger, Column, Index, String, Table, Text

from ..fields import ONE_LINE, Body, Moment, Shape
from ..hall.commands import Actor, Command
from ..hall.errors import FieldNeeded
from ..hall.facts import DayStarted, Fact
from ..hall.instants import from_datetime
from ..hall.state import HallState
from ..journal.tables import metadata
from ..refusals import Refusal, Words
from .register import Action, Asked, Entries, Register, State, UnknownEntry, forget_ended
from .register import Column as Shown

MOST = 10  # more of them nobody would read to the end


# facts


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinPosted(Fact):
    """A manager's words to everybody, on the boards until this instant or until they are taken down."""

    kind: ClassVar[str] = "bulletin.posted"
    bulletin: str
    zh: str
    en: str  # may be empty
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinTakenDown(Fact):
    kind: ClassVar[str] = "bulletin.taken_down"
    bulletin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinExpired(Fact):
    """Its time is over. Boards have left it out since then, however late this is written."""

    kind: ClassVar[str] = "bulletin.expired"
    bulletin: str


# refusals


class TooManyBulletins(Refusal):
    """`most`: how many there may be at a time."""

    code = "too-many-bulletins"
    status = 409
    words = Words("滚动通知已满，请先撤下一条", "There are too many bulletins; take one down first")


class UntilPast(Refusal):
    """It would be gone before anybody had read it. `until_at`: the end that was asked for."""

    code = "until-past"
    status = 422
    words = Words("结束时间已经过去", "The end is in the past")


class BulletinOver(Refusal):
    """It is on no board any more."""

    code = "bulletin-over"
    status = 409
    words = Words("这条通知已经撤下", "This bulletin is down already")


# state


@dataclass(slots=True, kw_only=True)
class Bulletin:
    """`until`: when it goes by itself, microseconds; None: when somebody takes it down."""

    id: str
    state: str = "up"  # up, taken_down, expired
    zh: str
    en: str
    posted_at: int
    posted_by: str
    until: int | None
    ended_at: int | None = None
    ended_by: str | None = None

    def shows(self, now: int) -> bool:
        return self.state == "up" and (self.until is None or now < self.until)


class Bulletins(Entries[Bulletin]):
    def __init__(self) -> None:
        super().__init__(over=frozenset({"taken_down", "expired"}))

    def showing(self, now: int) -> list[Bulletin]:
        """Those that boards show now, the oldest first."""
        return [bulletin for bulletin in self if bulletin.shows(now)]


# rules


@dataclass(frozen=True, slots=True)
class PostBulletin(Command):
    """`bulletin`: the fresh id; `until`: microseconds."""

    bulletin: str
    zh: str
    en: str = ""
    until: int | None = None


@dataclass(frozen=True, slots=True)
class TakeDownBulletin(Command):
    bulletin: str


def post(state: Bulletins, hall: HallState, command: PostBulletin, actor: Actor, now: int) -> Iterator[Fact]:
    """Raises FieldNeeded without Chinese words, UntilPast, TooManyBulletins."""
    if not command.zh.strip():
        raise FieldNeeded(field="zh")
    if command.until is not None and command.until <= now:
        raise UntilPast(until_at=command.until)
    if len(state.showing(now)) >= MOST:
        raise TooManyBulletins(most=MOST)
    yield BulletinPosted(
        at=now, by=str(actor), bulletin=command.bulletin, zh=command.zh, en=command.en, until=command.until
    )


def take_down(state: Bulletins, hall: HallState, command: TakeDownBulletin, actor: Actor, now: int) -> Iterator[Fact]:
    """Raises UnknownEntry, BulletinOver also for one that has gone by itself."""
    bulletin = state.by_id.get(command.bulletin)
    if bulletin is None:
        raise UnknownEntry(entry=command.bulletin)
    if not bulletin.shows(now):
        raise BulletinOver()
    yield BulletinTakenDown(at=now, by=str(actor), bulletin=command.bulletin)


def expire(state: Bulletins, hall: HallState, now: int) -> Iterator[Fact]:
    for bulletin in state:
        if not bulletin.shows(now):
            yield BulletinExpired(at=now, by="system", bulletin=bulletin.id)


# fold


def posted(state: Bulletins, hall: HallState, fact: BulletinPosted) -> None:
    state.add(
        Bulletin(
            id=fact.bulletin, zh=fact.zh, en=fact.en, posted_at=fact.at, posted_by=fact.by, until=fact.until
        )
    )  # fmt: skip


def taken_down(state: Bulletins, hall: HallState, fact: BulletinTakenDown) -> None:
    _end(state, fact, "taken_down", fact.by)


def expired(state: Bulletins, hall: HallState, fact: BulletinExpired) -> None:
    _end(state, fact, "expired", None)


def _end(state: Bulletins, fact: BulletinTakenDown | BulletinExpired, how: str, by: str | None) -> None:
    bulletin = state.by_id[fact.bulletin]
    bulletin.state, bulletin.ended_at, bulletin.ended_by = how, fact.at, by


# storage and edge

bulletins = Table(
    "bulletins",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("posted_at", BigInteger, nullable=False),
    Column("posted_by", String(80), nullable=False),
    Column("until", BigInteger),
    Column("ended_at", BigInteger),
    Column("ended_by", String(80)),
)
Index("bulletins_posted", bulletins.c.hall, bulletins.c.posted_at)


class BulletinRequest(Body):
    """`en` may be empty. `until`: when it goes by itself."""

    zh: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE),
        Asked(
            "通知内容",
            "Words",
            hint=Words("大屏上滚动显示，越短越好", "Shown on the boards; the shorter the better"),
        ),
    ]
    en: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=240, pattern=ONE_LINE),
        Asked("英文（可不填）", "In English, if you like"),
    ] = ""
    until: Annotated[
        Moment | None, Asked("到什么时候（不填：一直显示到撤下）", "Until when; empty: until it is taken down")
    ] = None


class BoardText(Shape):
    """`en` may be empty."""

    zh: str
    en: str


REGISTER: Register[Bulletins] = Register(
    name="bulletins",
    title=Words("滚动通知", "Bulletins"),
    facts=(BulletinPosted, BulletinTakenDown, BulletinExpired),
    state=Bulletins,
    decisions={PostBulletin: post, TakeDownBulletin: take_down},
    folds={
        BulletinPosted: posted, BulletinTakenDown: taken_down, BulletinExpired: expired, DayStarted: forget_ended,
    },
    due=expire,
    entry=Bulletin,
    entry_of=lambda fact: fact.bulletin,
    table=bulletins,
    columns=(
        Shown("zh", "text", Words("内容", "Words"), search=True),
        Shown("en", "text", Words("英文", "English"), search=True),
        Shown("posted_at", "time", Words("发布时间", "Posted")),
        Shown("posted_by", "person", Words("发布人", "Posted by")),
        Shown("until", "time", Words("显示到", "Until")),
        Shown("ended_at", "time", Words("撤下时间", "Down since")),
        Shown("ended_by", "person", Words("撤下人", "Taken down by")),
    ),
    states=(
        State("up", Words("正在显示", "On the boards")),
        State("taken_down", Words("已撤下", "Taken down"), open=False),
        State("expired", Words("已到期", "Expired"), open=False),
    ),
    dated="posted_at",
    power="bulletins",
    actions=(
        Action(
            name="post", title=Words("发布通知", "Post a bulletin"), power="bulletins", body=BulletinRequest,
            command=lambda fresh, body: PostBulletin(
                fresh, body.zh, body.en, None if body.until is None else from_datetime(body.until)
            ),
        ),
        Action(
            name="take-down", title=Words("撤下", "Take down"), power="bulletins", on=("up",),
            command=lambda entry, body: TakeDownBulletin(entry),
        ),
    ),
    shows={"board": (list[BoardText], lambda state, now: [BoardText(zh=b.zh, en=b.en) for b in state.showing(now)])},
)  # fmt: skip
