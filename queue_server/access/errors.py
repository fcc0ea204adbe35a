"""What access refuses."""

from __future__ import annotations

from ..refusals import Refusal, Words


class SignInNeeded(Refusal):
    """Nobody has signed in, the session has ended, or the device's token is not known."""

    code = "sign-in-needed"
    status = 401
    words = Words("请先登录", "Sign in first")


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403
    words = Words("没有权限进行此操作", "You may not do this")


class BadCredentials(Refusal):
    code = "bad-credentials"
    status = 401
    words = Words("用户名或密码不对，请检查大小写", "The name or the password is wrong; check the capitals")


class TooManyTries(Refusal):
    """`retry_after_s`: when the next try is heard."""

    code = "too-many-tries"
    status = 429
    words = Words("尝试次数过多，请稍后再试", "Too many tries; wait a moment")


class ForeignOrigin(Refusal):
    """A page of another site sends the session's cookie."""

    code = "foreign-origin"
    status = 403
    words = Words("不接受其他网站的请求", "Requests from other sites are not taken")


class NameTaken(Refusal):
    code = "name-taken"
    status = 409
    words = Words("名称已被使用", "The name is taken")


class UnknownAccount(Refusal):
    code = "unknown-account"
    status = 404
    words = Words("没有这个账号", "There is no such account")


class UnknownDevice(Refusal):
    code = "unknown-device"
    status = 404
    words = Words("没有这台设备", "There is no such device")


class PrinterInUse(Refusal):
    """`devices`: those whose slips come out there."""

    code = "printer-in-use"
    status = 409
    words = Words("还有设备在用这台打印机，请先移除它们", "Devices print on it; remove those first")


class PhotoUnusable(Refusal):
    """`kinds`, `most_bytes`: what can be taken."""

    code = "photo-unusable"
    status = 422
    words = Words("照片须为完整的 JPG 或 PNG，且不超过 10 MB", "A photo is a whole JPEG or PNG of at most 10 MB")
