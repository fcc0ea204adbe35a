"""The only table from errors to HTTP, and the words that outside clients get with them (RFC 9457)."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from ..hall.errors import HallError
from ..journal import ChainBroken, StorageFailed
from .json import dumps, rfc3339

LANGUAGES_MOST = 500  # letters; sorting ten thousand languages takes longer than giving a number

log = logging.getLogger(__name__)

# code -> (status, zh, en)
PROBLEMS: dict[str, tuple[int, str, str]] = {
    "bad-request": (422, "请求内容有误", "The request is not as it should be"),
    "malformed-body": (400, "请求内容无法读取", "The body is not readable JSON"),
    "not-found": (404, "没有这个地址", "There is nothing at this address"),
    "method-not-allowed": (405, "此地址不支持该操作", "This address does not take this method"),
    "too-large": (413, "请求内容过大", "The body is too large"),
    "wrong-media-type": (415, "请求内容应为 JSON", "The body should be JSON"),
    "plan-changed": (412, "方案已被他人修改, 请重新读取", "Somebody has changed the plan; read it again"),
    "internal": (500, "服务器内部错误, 请告知管理员", "A fault in the server; tell the administrator"),
    "sign-in-needed": (401, "请先登录", "Sign in first"),
    "bad-credentials": (401, "用户名或密码不正确", "The name or the password is wrong"),
    "not-allowed": (403, "没有权限进行此操作", "You may not do this"),
    "foreign-origin": (403, "不接受其他网站的请求", "Requests from other sites are not taken"),
    "too-many-tries": (429, "尝试次数过多, 请稍后再试", "Too many tries; wait a moment"),
    "name-taken": (409, "名称已被使用", "The name is taken"),
    "unknown-account": (404, "没有这个账号", "There is no such account"),
    "unknown-device": (404, "没有这台设备", "There is no such device"),
    "printer-in-use": (409, "还有设备在用这台打印机, 请先移除它们", "Devices print on it; remove those first"),
    "unknown-hall": (404, "没有这个大厅", "There is no such hall"),
    "unknown-service": (404, "没有这个事项", "There is no such service"),
    "unknown-lane": (404, "没有这个通道", "There is no such lane"),
    "unknown-counter": (404, "没有这个窗口", "There is no such counter"),
    "unknown-ticket": (404, "没有这个号", "There is no such number"),
    "unknown-slip": (404, "没有这张小票", "There is no such slip"),
    "unknown-printer": (404, "没有这台打印机", "There is no such printer"),
    "help-over": (409, "已有人去帮忙了", "Somebody is on the way already"),
    "unknown-report": (404, "没有这个报表", "There is no such report"),
    "no-recorded-day": (404, "这一天没有已结束的服务日", "No business day of this date is over"),
    "day-too-large": (422, "这一天的号太多, 不能在线推演", "That day has too many numbers to be played here"),
    "no-voice": (404, "大厅没有语音包", "The hall has no voice pack"),
    "unknown-clip": (404, "没有这段语音", "There is no such clip"),
    "unknown-language": (404, "没有这种语言", "There is no such language"),
    "no-photo": (404, "没有照片", "There is no photo"),
    "photo-unusable": (
        422,
        "照片须为完整的 JPG 或 PNG, 且不超过 10 MB",
        "A photo is a whole JPEG or PNG of at most 10 MB",
    ),
    "unknown-bulletin": (404, "没有这条滚动通知", "There is no such bulletin"),
    "too-many-bulletins": (409, "滚动通知已满, 请先撤下一条", "There are too many bulletins; take one down first"),
    "until-past": (422, "结束时间须晚于现在", "The end must be later than now"),
    "unknown-view": (404, "没有这个画面", "There is no such view"),
    "id-number-invalid": (422, "身份证号码不正确", "The id number is not valid"),
    "hall-closed": (409, "大厅未开放", "The hall is closed"),
    "tickets-closed": (409, "今日已停止取号", "No more numbers are given today"),
    "quota-reached": (409, "本时段的号已取完", "All numbers of this session are given"),
    "id-number-needed": (422, "取号须出示身份证", "An id card is needed to take a number"),
    "already-holding": (409, "您已有一个未办完的号", "You have an open number of this service"),
    "unknown-appointment": (404, "没有这个预约", "There is no such appointment"),
    "not-bookable": (409, "该事项不接受预约", "No appointments are taken for this service"),
    "unknown-slot": (409, "这个时间不能预约", "This time cannot be booked"),
    "slot-full": (409, "这个时间已约满", "This time is fully booked"),
    "already-booked": (409, "该手机号已有预约", "This phone number has an appointment already"),
    "appointment-over": (409, "预约已签到、已取消或已过期", "The appointment has been used, cancelled or missed"),
    "appointment-not-yet": (409, "还没有到签到时间", "It is too early to check in"),
    "appointments-remain": (409, "今天还有预约未到", "Some appointments of today are still to come"),
    "taken-at-out-of-range": (
        422,
        "手写号的时间须在今天, 不晚于现在",
        "A number written by hand is of today",
    ),
    "reason-needed": (422, "请说明原因", "A reason is needed"),
    "field-needed": (422, "还需填写一项内容", "One more field is needed"),
    "approval-needed": (403, "此通道须经负责人批准", "This lane is granted by a manager"),
    "persons-out-of-range": (422, "人数超出范围", "So many persons cannot share a number"),
    "not-signed-in-here": (409, "您没有在此窗口上岗", "You are not signed in at this counter"),
    "clerk-elsewhere": (409, "您已在其他窗口上岗", "You are signed in at another counter"),
    "counter-taken": (409, "此窗口已有人上岗", "Somebody else is on post at this counter"),
    "counter-paused": (409, "窗口已暂停服务", "The counter is paused"),
    "counter-not-paused": (409, "窗口并未暂停", "The counter is not paused"),
    "counter-occupied": (409, "窗口还有未办完的号", "The counter still has a citizen"),
    "counter-idle": (409, "窗口当前没有号", "Nobody is at the counter"),
    "counter-does-not-serve": (409, "该窗口不办理此事项", "That counter does not serve this"),
    "stale-press": (409, "窗口的号已变化, 未作任何改动", "The counter has another number by now; nothing was changed"),
    "illegal-move": (409, "当前状态不能进行此操作", "The number's state does not allow this"),
    "recall-too-soon": (409, "请稍候再重呼", "Wait a moment before calling again"),
    "no-show-too-soon": (409, "请再等一等，或再次呼叫", "Give them the plan's time and calls first"),
    "unknown-outcome": (422, "没有这种办理结果", "There is no such outcome"),
    "nothing-to-carry": (409, "没有待顺延的事项", "There is no carried-over case"),
    "tickets-remain": (409, "还有号没有说明去向", "Some numbers are still open"),
    "date-not-later": (422, "顺延日期须晚于今天", "The day must be a later one"),
    "rating-out-of-range": (422, "评价为一至五级", "A rating is one of five levels"),
    "already-rated": (409, "已经评价过", "This visit has been rated"),
    "plan-invalid": (422, "大厅方案有误", "The plan has mistakes"),
    "idempotency-key-reused": (422, "幂等键已用于其他请求", "The idempotency key was used for another request"),
    "storage-failed": (
        503,
        "暂时无法保存, 未作任何改动, 请重试",
        "It could not be kept; nothing was changed, try again",
    ),
    "journal-broken": (
        503,
        "大厅的流水被改动过, 请告知管理员",
        "The hall's journal was changed; tell the administrator",
    ),
    "date-closed": (422, "大厅在顺延日期不开放", "The hall is closed on that day"),
    "date-too-far": (422, "顺延日期须在一年之内", "The day must be within a year"),
    "hall-exists": (409, "大厅已存在", "The hall exists already"),
}


class RequestRefused(HallError):
    """A refusal of the HTTP edge itself; `code` is given with it."""

    def __init__(self, code: str, **data: object) -> None:
        self.code = code  # type: ignore[misc]
        super().__init__(**data)


def problem_of(error: HallError, chinese: bool) -> dict[str, Any]:
    """The problem document of an error."""
    status, zh, en = PROBLEMS[error.code]
    return {
        "type": f"urn:queue:problem:{error.code}",
        "title": zh if chinese else en,
        "status": status,
        "code": error.code,
    } | {name: _told(name, value) for name, value in error.data.items()}


def _told(name: str, value: object) -> object:
    """The rules give instants; outside they are times."""
    if not name.endswith("_at") or not isinstance(value, int):
        return value
    try:
        return rfc3339(value)
    except OverflowError:  # somebody asked for a time that no calendar has
        return None


def wants_chinese() -> bool:
    """Chinese unless the caller asks for English first."""
    if len(request.headers.get("Accept-Language", "")) > LANGUAGES_MOST:
        return True
    return request.accept_languages.best_match(["zh", "en"], default="zh") != "en"


def answer_for(error: HallError) -> Response:
    body = problem_of(error, wants_chinese())
    response = Response(dumps(body), body["status"], content_type="application/problem+json")
    if "retry_after_s" in error.data:
        response.headers["Retry-After"] = str(error.data["retry_after_s"])
    if body["status"] == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


_HTTP_CODES = {
    400: "malformed-body", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "wrong-media-type",
}  # fmt: skip


def install(app: Flask) -> None:
    """Every error of every address leaves as problem+json."""

    @app.errorhandler(HallError)
    def _refused(error: HallError) -> Response:
        return answer_for(error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if error.code is not None and error.code < 400:  # a redirect is no error
            return error.get_response()  # type: ignore[return-value]
        status = error.code or 500
        response = answer_for(RequestRefused(_HTTP_CODES.get(status, "internal" if status >= 500 else "bad-request")))
        if status == 405 and getattr(error, "valid_methods", None):
            response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
        return response

    @app.errorhandler(ChainBroken)
    def _broken(error: ChainBroken) -> Response:
        """The server's chain of lines was changed: nothing can be decided in this hall until a person has looked."""
        log.error("refused at %s %r: %s", request.method, request.path, error)
        return answer_for(RequestRefused("journal-broken"))

    @app.errorhandler(DBAPIError)
    @app.errorhandler(NoConnectionFree)
    def _storage(error: DBAPIError | NoConnectionFree) -> Response:
        """A full disk, or a database that is away."""
        log.error("refused at %s %r: %s", request.method, request.path, getattr(error, "orig", error))
        return answer_for(StorageFailed(why=type(error).__name__))

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        log.exception("fault at %s %r", request.method, request.path)
        return answer_for(RequestRefused("internal"))
