"""The green channel in plain words, as the plan's lanes really set it, with the bound of what it may do."""

from __future__ import annotations

from math import ceil

from ...hall.instants import DAY, MINUTE
from ...hall.plan import ORDINARY, Lane, Plan
from ..shapes import Text

EXAMPLES_MIN = (20, 40)  # the waits for which the bound is told: it grows with the wait, and stays behind it
NO_CHANNEL = Text(zh="本大厅未设绿色通道。", en="This hall has no green channel.")
FIRST = Text(zh="绿色通道的号先于普通号呼叫。", en="Numbers of the green channel are called before ordinary ones.")
SAME = Text(zh="绿色通道与普通号按同一顺序呼叫。", en="The green channel and ordinary numbers are called in one order.")
SOONER = Text(
    zh="绿色通道的等候时间计得更长，因此比同时到达的普通号更早呼叫。",
    en="Waiting counts for more in the green channel, so its numbers are called sooner than ordinary ones that came "
    "at the same time.",
)
EACH_ITS_OWN = Text(
    zh="绿色通道的各类号按各自的规则呼叫，请咨询工作人员。",
    en="Each kind of number in the green channel has its own rule; please ask our staff.",
)


def offered(plan: Plan) -> list[Lane]:
    """The green channel's lanes that a citizen may choose."""
    return [lane for lane in plan.lanes if lane.green and not lane.approval]


def green_rule(plan: Plan) -> Text:
    """How the offered lanes stand to the ordinary one, with the bound of what they may do."""
    parts = rule_and_bound(plan)
    return Text(zh="".join(part.zh for part in parts), en=" ".join(part.en for part in parts))


def rule_and_bound(plan: Plan) -> list[Text]:
    """The same, each a sentence by itself; a rule without figures has no bound."""
    ordinary = plan.lane_by_id[ORDINARY]
    # a claim is compared with the ordinary lane's, so it is told in ordinary minutes
    settings = {
        ((lane.head_start_us - ordinary.head_start_us) / ordinary.rate, lane.rate / ordinary.rate)
        for lane in offered(plan)
    }
    if not settings:
        return [NO_CHANNEL]
    if any(head < 0 or rate < 1 for head, rate in settings):
        return [EACH_ITS_OWN]
    if len(settings) > 1:
        return [SOONER if all(head > 0 or rate > 1 for head, rate in settings) else EACH_ITS_OWN]
    head, rate = settings.pop()
    if head * ordinary.rate >= DAY:
        return [FIRST]
    rule = _sentence(head / MINUTE, rate)
    return [rule] if rule == SAME else [rule, _bound(head / MINUTE, rate)]


def _bound(minutes: float, rate: float) -> Text:
    """Whom a number has let pass that is called after a wait w, for two such waits: DESIGN, right of way,
    ((rate - 1) w + head start) / rate."""
    first, second = EXAMPLES_MIN
    later, most = (ceil(((rate - 1) * wait + minutes) / rate) for wait in EXAMPLES_MIN)
    return Text(
        zh=f"普通号等 {first} 分钟叫到的，让过的只会是比它晚 {later} 分钟以内取的绿色通道号；"
        f"等 {second} 分钟叫到的，{most} 分钟以内。",
        en=f"An ordinary number that is called after {first} minutes has let pass only green numbers taken within "
        f"{_minutes(later)} after it; one that is called after {second} minutes, within {most}.",
    )


def _minutes(count: float) -> str:
    return f"{count:.3g} {'minute' if count == 1 else 'minutes'}"


def _sentence(minutes: float, rate: float) -> Text:
    zh, en = [], []
    if minutes > 0:
        zh.append(f"按早到 {minutes:.3g} 分钟计算")
        en.append(f"counts as having come {_minutes(minutes)} earlier")
    if rate > 1:
        zh.append(f"每等候 1 分钟按 {rate:.3g} 分钟计算")
        en.append(f"{'each' if en else 'counts each'} minute of its waiting as {rate:.3g}")
    if not zh:
        return SAME
    return Text(zh=f"绿色通道{'，'.join(zh)}。", en=f"The green channel {', and '.join(en)}.")
