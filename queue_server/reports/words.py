"""The words of the reports: each figure has one name and one meaning, whichever report shows it.

- wait: from a turn's beginning (the number's issue, or its transfer) to the call that led to its serving, or to the
  last call when nobody came. Turns that were never called have no wait.
- serving: from its start to its end, without the time that it was parked or missed in between.
- forecast: what a number's holder was told of the wait at its issue, judged by the first call.
- served: a turn that somebody served to its end, whatever came of it; a transfer ends a turn as well.
- finished: a number that a clerk ended with one of the five outcomes of article 18.
- 9 in 10 within: the shortest span that at least nine in ten did not exceed.
- at closing time: what a number did when closing time of its own business day passed.
- late case: a number still open at closing time, or admitted after it, or carried over by closing the day before it.
- extended service: at a counter, from closing time (or from the clerk's sign-in, when that was later) to the last
  end of a late case there; of the hall, from closing time to the last end of all.
"""

from __future__ import annotations

from typing import Any

from ..hall.plan import Plan
from .shapes import Column, Item, Kind, Text


def _columns(*entries: tuple[str, str, str, Kind]) -> dict[str, Column]:
    return {key: Column(key, Text(zh, en), kind) for key, zh, en, kind in entries}


COLUMNS = _columns(
    ("date", "服务日", "Business day", "date"),
    ("label", "号", "Number", "label"),
    ("service_name", "事项", "Service", "text"),
    ("lane_name", "通道", "Lane", "text"),
    ("counter_name", "窗口", "Counter", "text"),
    ("clerk_name", "工作人员", "Clerk", "text"),
    ("by_name", "经办人", "By", "text"),
    ("hour", "时段", "Hour", "text"),
    ("persons", "人数", "Persons", "count"),
    ("reason", "原因", "Reason", "text"),
    ("explanation", "已作的解释", "Explanation given", "text"),
    # a number's way
    ("issued_at", "取号时间", "Issued", "time"),
    ("entered_at", "补录时间", "Entered", "time"),
    ("called_at", "呼叫时间", "Called", "time"),
    ("ended_at", "结束时间", "Ended", "time"),
    ("outcome_name", "结果", "Outcome", "text"),
    ("at_closing_name", "下班时状态", "At closing time", "text"),
    ("on", "顺延至", "Carried over to", "date"),
    ("came_as", "来办时的号", "Came as", "label"),
    ("came_on", "来办日期", "Came on", "date"),
    # how many
    ("issued", "取号", "Issued", "count"),
    ("turns", "轮次", "Turns", "count"),
    ("called", "呼叫", "Called", "count"),
    ("served", "办理", "Served", "count"),
    ("finished", "办结", "Finished", "count"),
    ("transferred", "转出", "Transferred on", "count"),
    ("cancelled", "退号", "Cancelled", "count"),
    ("missed", "过号作废", "Ended as missed", "count"),
    ("carried_over", "顺延", "Carried over", "count"),
    ("still_open", "未办结", "Still open", "count"),
    ("went_first", "先于早到者", "Called before earlier ones", "count"),
    ("entered", "手写号补录", "Written by hand, entered afterwards", "count"),
    ("out_of_order", "指定呼叫", "Called out of order", "count"),
    ("count", "件数", "Count", "count"),
    # how long
    ("wait_s", "等候时长", "Wait", "duration"),
    ("mean_wait_s", "平均等候", "Mean wait", "duration"),
    ("p90_wait_s", "九成等候不超过", "9 in 10 waited within", "duration"),
    ("longest_wait_s", "最长等候", "Longest wait", "duration"),
    ("mean_serving_s", "平均办理", "Mean serving", "duration"),
    ("p90_serving_s", "九成办理不超过", "9 in 10 served within", "duration"),
    ("serving_s", "办理合计", "Serving in all", "duration"),
    ("on_post_s", "在岗", "On post", "duration"),
    ("paused_s", "暂停", "Paused", "duration"),
    ("pauses", "暂停次数", "Pauses", "count"),
    ("busy", "办理占在岗", "Serving of time on post", "share"),
    ("ratings", "评价数", "Ratings", "count"),
    ("satisfied", "满意率", "Satisfied", "share"),
    ("mean_rating", "平均评价", "Mean rating", "mean"),
    # what people were told of their wait
    ("forecasts", "预告数", "Forecasts", "count"),
    ("mean_error_s", "平均误差", "Mean error", "duration"),
    ("bias_s", "平均偏差（预告减实际）", "Bias (told less waited)", "duration"),
    ("in_range", "实际等候在预告范围内", "Waits within the range", "share"),
    ("nominal", "应在范围内", "Should be within", "share"),
    ("mean_width_s", "平均范围宽度", "Mean width of the range", "duration"),
    ("before_low", "早于预告范围被呼叫", "Called before the range", "share"),
    # the day and its end
    ("opens_at", "开门", "Opened", "time"),
    ("closing_at", "下班时间", "Closing time", "time"),
    ("break_at", "午休开始", "Break began", "time"),
    ("waiting_at_closing", "下班时等候", "Waiting at closing time", "count"),
    ("serving_at_closing", "下班时办理中", "Serving at closing time", "count"),
    ("parked_at_closing", "下班时挂起", "Parked at closing time", "count"),
    ("missed_at_closing", "下班时过号未到", "Missed at closing time", "count"),
    ("late_cases", "延时件", "Late cases", "count"),
    ("admitted_late", "停止取号后准予取号", "Admitted late", "count"),
    ("after_closing_s", "下班后停留", "Stayed after closing time", "duration"),
    ("extended_s", "延时服务", "Extended service", "duration"),
    ("on_post_after_s", "下班后在岗", "On post after closing time", "duration"),
    ("last_end_at", "最后结束", "Last end", "time"),
    ("closed_how", "结束方式", "How it closed", "text"),
)

OUTCOMES = {
    "done": Text("办结", "Done"),
    "accepted": Text("已受理", "Accepted"),
    "notice_given": Text("一次性告知", "Notice given"),
    "refused": Text("不予办理", "Refused"),
    "referred": Text("指引至他处", "Referred"),
    "cancelled": Text("本人退号", "Cancelled by citizen"),
    "missed": Text("过号作废", "Missed"),
    "carried_over": Text("顺延", "Carried over"),
    "transferred": Text("转移", "Transferred"),
}
STILL_OPEN = Text("未办结", "Still open")

AT_CLOSING = {
    "waiting": Text("等候", "Waiting"),
    "serving": Text("办理中", "Serving"),
    "parked": Text("挂起", "Parked"),
    "missed": Text("过号未到", "Missed"),
}
ADMITTED_AFTER = Text("下班后准予取号", "Admitted after it")
CLOSED_EARLY = Text("提前结束服务日", "Day closed before it")

CLOSED_HOW = {
    "by itself": Text("全部办结后自动结束", "By itself after the last end"),
    "by manager": Text("负责人结束", "By a manager"),
}


def columns(*keys: str) -> tuple[Column, ...]:
    return tuple(COLUMNS[key] for key in keys)


def item(key: str, value: Any) -> Item:
    column = COLUMNS[key]
    return Item(key, column.name, value, column.kind)


class Names:
    """Names from the plan of today; what it no longer has goes by its id."""

    def __init__(self, plan: Plan) -> None:
        self._services = {s.id: Text(s.name.zh, s.name.en) for s in plan.services}
        self._lanes = {lane.id: Text(lane.name.zh, lane.name.en) for lane in plan.lane_by_id.values()}
        self._counters = {c.id: Text(c.name.zh, c.name.en) for c in plan.counters}

    def service(self, service: str) -> Text:
        return self._services.get(service) or Text(service, service)

    def lane(self, lane: str) -> Text:
        return self._lanes.get(lane) or Text(lane, lane)

    def counter(self, counter: str | None) -> Text | None:
        return (self._counters.get(counter) or Text(counter, counter)) if counter else None

    @property
    def services(self) -> tuple[str, ...]:
        """Ids in the plan's order."""
        return tuple(self._services)

    @property
    def lanes(self) -> tuple[str, ...]:
        return tuple(self._lanes)

    @property
    def counters(self) -> tuple[str, ...]:
        return tuple(self._counters)


def in_plan_order(found: set[str], planned: tuple[str, ...]) -> list[str]:
    """All of the plan's, in its order, then what only the registers still know."""
    return [*planned, *sorted(found - set(planned))]
