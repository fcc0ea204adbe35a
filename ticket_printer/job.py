"""A print job as the server gives it, read strictly enough that a slip is right or is not printed at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

_LINE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+")  # no controls, no halves of a letter

# letters; a name is no longer in a plan, and a longer address needs a code wider than narrow paper
_ID, _LABEL, _NAME, _ADDRESS, _WORDS = 100, 16, 120, 500, 500
_COUNT = 1_000_000_000

NUMBER, ACCEPTANCE, CARRY_OVER, APPOINTMENT = FORMS = ("number", "acceptance", "carry_over", "appointment")


class JobUnreadable(Exception):
    """The job lacks what a slip needs, or says it in another form."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese, with English beside it."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The wait as a range; its middle is not printed, it would be read as a promise."""

    low_min: int
    high_min: int


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What a slip says. Fields that the server may add later are left aside."""

    slip: str
    state: str
    copy_number: int
    ticket: str
    label: str
    hall: Text
    service: Text
    persons: int
    green: bool
    ahead: int | None
    forecast: Forecast | None
    issued_at: datetime  # on the hall's clock
    waited_s: int  # since this slip was asked for
    misses: int
    rejoin_behind: int
    url: str
    rehearsal: bool
    # what older servers do not tell
    form: str = NUMBER
    bare: bool = False  # a copy for whoever asked by the label, without the address
    counters: tuple[Text, ...] = ()  # that serve it
    phone: str | None = None  # for consultation
    booked_for: datetime | None = None  # the time of an appointment, on the hall's clock
    check_in_from: datetime | None = None
    on: Date | None = None  # the day of an appointment, or of a case carried over
    code: str | None = None  # with it a kiosk gives the number on that day
    counter: Text | None = None  # where the papers were accepted
    explanation: str | None = None  # what was told on acceptance, or of the later day

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> PrintJob:
        """Raises JobUnreadable."""
        with _strictly():
            return cls(
                slip=_line(document, "slip", _ID),
                state=_line(document, "state", _ID),
                copy_number=_count(document, "copy_number"),
                ticket=_line(document, "ticket", _ID),
                label=_line(document, "label", _LABEL),
                hall=_text(document["hall"]),
                service=_text(document["service"]),
                persons=_count(document, "persons"),
                green=bool(document["green"]),
                ahead=None if document["ahead"] is None else _count(document, "ahead"),
                forecast=None if document["forecast"] is None else _forecast(document["forecast"]),
                issued_at=_moment(document, "issued_at"),
                waited_s=_count(document, "waited_s"),
                misses=_count(document, "misses"),
                rejoin_behind=_count(document, "rejoin_behind"),
                url="" if document.get("bare") else _address(document, "url"),
                rehearsal=bool(document["rehearsal"]),
                form=_form(document),
                bare=bool(document.get("bare")),
                counters=tuple(_text(counter) for counter in document.get("counters", ())),
                phone=_told(document, "phone", lambda: _line(document, "phone", _NAME)),
                booked_for=_told(document, "appointment_at", lambda: _moment(document, "appointment_at")),
                check_in_from=_told(document, "check_in_from", lambda: _moment(document, "check_in_from")),
                on=_told(document, "on", lambda: Date.fromisoformat(_line(document, "on", _ID))),
                code=_told(document, "code", lambda: _line(document, "code", _LABEL)),
                counter=_told(document, "counter", lambda: _text(document["counter"])),
                explanation=_told(document, "explanation", lambda: _words(document, "explanation")),
            )


@dataclass(frozen=True, slots=True)
class Listed:
    """A job in the server's list, as far as it matters before the slip is taken."""

    slip: str
    state: str = ""
    ticket: str = ""
    copy_number: int = 0
    trouble: str = ""  # why the rest is unreadable

    @classmethod
    def read(cls, document: Any) -> Listed | None:
        """None for a job without an id, of which nothing can be reported."""
        try:
            with _strictly():
                slip = _line(document, "slip", _ID)
        except JobUnreadable:
            return None
        try:
            with _strictly():
                state, ticket = _line(document, "state", _ID), _line(document, "ticket", _ID)
                return cls(slip, state, ticket, _count(document, "copy_number"))
        except JobUnreadable as error:
            return cls(slip, trouble=str(error))


@contextmanager
def _strictly() -> Iterator[None]:
    """Whatever a document's form leads to is one error. Raises JobUnreadable."""
    try:
        yield
    except KeyError as error:  # also a timezone that this machine does not know
        raise JobUnreadable(f"the job lacks, or this machine does not know: {error}") from error
    except (TypeError, ValueError, OverflowError, OSError) as error:  # OSError: a timezone that is a folder
        raise JobUnreadable(str(error)) from error


T = TypeVar("T")


def _told(document: Mapping[str, Any], key: str, read: Callable[[], T]) -> T | None:
    return None if document.get(key) is None else read()


def _form(document: Mapping[str, Any]) -> str:
    form = document.get("form", NUMBER)
    if form not in FORMS:  # half a paper would be worse than none
        raise ValueError(f"this agent knows no slip of the form {form!r:.40}: a newer one is needed")
    return str(form)


def _words(document: Mapping[str, Any], key: str) -> str | None:
    """What somebody of the staff wrote, as one paragraph."""
    value = document[key]
    if not isinstance(value, str) or len(value) > _WORDS:
        raise ValueError(f"{key} is no text of at most {_WORDS} letters")
    written = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(written.split()) or None


def _line(document: Mapping[str, Any], key: str, most: int) -> str:
    value = document[key]
    if not isinstance(value, str) or len(value) > most or not _LINE.fullmatch(value):
        raise ValueError(f"{key} is not one line of 1 to {most} letters")
    return value


def _address(document: Mapping[str, Any], key: str) -> str:
    address = _line(document, key, _ADDRESS)
    if len(address.encode()) > _ADDRESS:
        raise ValueError(f"{key} is longer than {_ADDRESS} bytes")
    return address


def _count(document: Mapping[str, Any], key: str) -> int:
    value = document[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _COUNT:
        raise ValueError(f"{key} is no whole number from 0 to {_COUNT}")
    return value


def _text(document: Mapping[str, Any]) -> Text:
    return Text(_line(document, "zh", _NAME), _line(document, "en", _NAME))


def _forecast(document: Mapping[str, Any]) -> Forecast | None:
    """None also of an older server, which does not tell the minutes: the wait is then said to be not known."""
    _count(document, "low_s")
    if "low_min" not in document:
        return None
    return Forecast(_count(document, "low_min"), _count(document, "high_min"))


def _moment(document: Mapping[str, Any], key: str) -> datetime:
    zone = ZoneInfo(_line(document, "timezone", _ID))
    return datetime.fromisoformat(_line(document, key, _ID)).astimezone(zone)
