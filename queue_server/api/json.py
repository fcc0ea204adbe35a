"""JSON in and out: orjson, with the contract's way of writing times (RFC 3339 UTC)."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import BaseModel

from ..hall.instants import to_datetime

_UTC_Z = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def dumps(value: Any) -> bytes:
    """Bytes of a JSON-able value, or of a shape."""
    return orjson.dumps(value, default=_default, option=_UTC_Z)


def _default(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def plain(shape: BaseModel) -> dict[str, Any]:
    """A shape as plain JSON values, as the journal keeps answers."""
    return orjson.loads(dumps(shape))  # type: ignore[no-any-return]


def rfc3339(at: int) -> str:
    """Microseconds since the epoch as an RFC 3339 UTC time."""
    return to_datetime(at).isoformat().replace("+00:00", "Z")
