"""JSON: times RFC 3339 UTC, spans in whole seconds in keys ending `_s`, names in both languages."""

from __future__ import annotations

import orjson

from ..shapes import Report


def to_json(report: Report) -> bytes:
    document = {
        "name": report.name,
        "title": report.title,
        "hall": report.hall,
        "timezone": report.timezone,
        "from": report.first,
        "to": report.last,
        "made_at": report.made_at,
        "summary": report.summary,
        "tables": report.tables,
    }
    return orjson.dumps(document, option=orjson.OPT_UTC_Z)
