"""What the HTTP edge itself refuses."""

from __future__ import annotations

from ..refusals import Refusal, Words


class MalformedBody(Refusal):
    """`problem`: what the reader says."""

    code = "malformed-body"
    status = 400
    words = Words("请求内容无法读取", "The body is not readable JSON")


class NotFound(Refusal):
    code = "not-found"
    status = 404
    words = Words("没有这个地址", "There is nothing at this address")


class MethodNotAllowed(Refusal):
    code = "method-not-allowed"
    status = 405
    words = Words("此地址不支持该操作", "This address does not take this method")


class TooLarge(Refusal):
    code = "too-large"
    status = 413
    words = Words("请求内容过大", "The body is too large")


class WrongMediaType(Refusal):
    code = "wrong-media-type"
    status = 415
    words = Words("请求内容应为 JSON", "The body should be JSON")


class UnknownReport(Refusal):
    """`names`: those that there are."""

    code = "unknown-report"
    status = 404
    words = Words("没有这个报表", "There is no such report")


class UnknownPrinter(Refusal):
    """`printer`: the one that was named, None when none was and the device has none."""

    code = "unknown-printer"
    status = 404
    words = Words("没有这台打印机，请另选一台", "There is no such printer; choose another one")


class UnknownLanguage(Refusal):
    code = "unknown-language"
    status = 404
    words = Words("没有这种语言", "There is no such language")


class NoVoice(Refusal):
    code = "no-voice"
    status = 404
    words = Words("大厅没有语音包", "The hall has no voice pack")


class UnknownClip(Refusal):
    code = "unknown-clip"
    status = 404
    words = Words("没有这段语音", "There is no such clip")


class NoPhoto(Refusal):
    code = "no-photo"
    status = 404
    words = Words("没有照片", "There is no photo")
