"""A simulated day as a text table for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo


def as_table(result: dict[str, Any]) -> str:
    """The result as a text table."""
    rows = [["通道 lane", "号 tickets", "平均等候 mean wait", "95% 等候 95% wait", "最长等候 longest"]]
    for lane, waits in result["lanes"].items():
        spans = (waits["mean_wait_s"], waits["p95_wait_s"], waits["longest_wait_s"])
        rows.append([lane, str(waits["tickets"]), *(minutes(span) for span in spans)])
    after = result["after_hours"]
    lines = [*aligned(rows), ""]
    if after["closing_at"]:
        closing = local(after["closing_at"], result["timezone"])
        lines.append(
            f"下班 closing {closing}: 等候 waiting {after['waiting']}, 办理中 serving {after['serving']}, "
            f"延时办理 served after {after['served']}, 延时 extended {minutes(after['extended_s'])}"
        )
    never = sum(ticket["called_at"] is None for ticket in result["tickets"])
    if never:
        lines.append(f"从未呼叫 never called: {never}")
    reasons = [refused["reason"] for refused in result["refused"]]
    lines += [f"未取号 refused ({reason}): {reasons.count(reason)}" for reason in sorted(set(reasons))]
    return "\n".join(lines)


def local(at: str, timezone: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"


def minutes(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = (" " * (most - width(cell)) for cell, most in zip(row, widths, strict=True))
        yield "  ".join([row[0] + first, *(pad + cell for pad, cell in zip(others, row[1:], strict=True))]).rstrip()


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
