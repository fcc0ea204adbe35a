"""A print job as the server gives it, read strictly enough that a slip is right or is not printed at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


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

    low_s: int
    high_s: int


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

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> PrintJob:
        """Raises JobUnreadable."""
        try:
            forecast = document["forecast"]
            return cls(
                slip=str(document["slip"]),
                state=str(document["state"]),
                copy_number=int(document["copy_number"]),
                ticket=str(document["ticket"]),
                label=str(document["label"]),
                hall=_text(document["hall"]),
                service=_text(document["service"]),
                persons=int(document["persons"]),
                green=bool(document["green"]),
                ahead=None if document["ahead"] is None else int(document["ahead"]),
                forecast=forecast and Forecast(int(forecast["low_s"]), int(forecast["high_s"])),
                issued_at=datetime.fromisoformat(document["issued_at"]).astimezone(ZoneInfo(document["timezone"])),
                waited_s=int(document["waited_s"]),
                misses=int(document["misses"]),
                rejoin_behind=int(document["rejoin_behind"]),
                url=str(document["url"]),
                rehearsal=bool(document["rehearsal"]),
            )
        except KeyError as error:  # also a timezone that this machine does not know
            raise JobUnreadable(f"the job lacks, or this machine does not know: {error}") from error
        except (TypeError, ValueError) as error:
            raise JobUnreadable(str(error)) from error


def _text(document: Mapping[str, Any]) -> Text:
    return Text(str(document["zh"]), str(document["en"]))
