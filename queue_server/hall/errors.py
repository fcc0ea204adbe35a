"""What the rules of a hall refuse."""

from __future__ import annotations

from ..refusals import Refusal, Words


class HallError(Refusal):
    """A command that the rules refuse."""


class UnknownHall(HallError):
    code = "unknown-hall"
    status = 404
    words = Words("没有这个大厅", "There is no such hall")


class UnknownService(HallError):
    code = "unknown-service"
    status = 404
    words = Words("没有这个事项", "There is no such service")


class UnknownLane(HallError):
    code = "unknown-lane"
    status = 404
    words = Words("没有这个通道", "There is no such lane")


class UnknownCounter(HallError):
    code = "unknown-counter"
    status = 404
    words = Words("没有这个窗口", "There is no such counter")


class UnknownTicket(HallError):
    code = "unknown-ticket"
    status = 404
    words = Words("没有这个号", "There is no such number")


class TicketHasEnded(HallError):
    """`label`: of a number that was given and is over; how it ended is told elsewhere, to those who may know.

    A conflict (409) and not gone (410): at its own addresses the number can still be read.
    """

    code = "ticket-ended"
    status = 409
    words = Words("这个号已经结束", "This number is over")


class UnknownSlip(HallError):
    code = "unknown-slip"
    status = 404
    words = Words("没有这张小票", "There is no such slip")


class HallClosed(HallError):
    """No business day is running; `next_opens_at` says when one will."""

    code = "hall-closed"
    status = 409
    words = Words("大厅未开放", "The hall is closed")


class TicketsClosed(HallError):
    """The last-ticket time has passed; staff can still admit, with a reason."""

    code = "tickets-closed"
    status = 409
    words = Words("今日已停止取号", "No more numbers are given today")


class QuotaReached(HallError):
    """All numbers of this session are given; `more_at`: when there are more today, None when there are not."""

    code = "quota-reached"
    status = 409
    words = Words("本时段的号已取完", "All numbers of this session are given")


class NotBookable(HallError):
    """The hall takes no appointments for this service."""

    code = "not-bookable"
    status = 409
    words = Words("该事项不接受预约", "No appointments are taken for this service")


class UnknownSlot(HallError):
    """Not one of the times that can be booked: gone by, too far ahead, or none of the plan's; `last`: the last day."""

    code = "unknown-slot"
    status = 409
    words = Words("这个时间不能预约，请另选时间", "This time cannot be booked; choose another one")


class AlreadyBooked(HallError):
    """Who books by phone has one booking of a service at a time."""

    code = "already-booked"
    status = 409
    words = Words("该手机号已有预约", "This phone number has an appointment already")


class SlotFull(HallError):
    """As many as the plan allows have booked this time; `next_at` is the next one of that day with room, or None."""

    code = "slot-full"
    status = 409
    words = Words("这个时间已约满", "This time is fully booked")


class UnknownAppointment(HallError):
    code = "unknown-appointment"
    status = 404
    words = Words("没有这个预约，请核对", "There is no such appointment; check it")


class AppointmentOver(HallError):
    """It has come (`label` is its number), was cancelled, its day has gone by, or its service is no longer to be had
    here (moved): `state` says which."""

    code = "appointment-over"
    status = 409
    words = Words("预约已签到、已取消或已过期", "The appointment has been used, cancelled or missed")


class AppointmentNotYet(HallError):
    """It can be checked in from `from_at` on; its time is `slot_at`, or any of the day `on`."""

    code = "appointment-not-yet"
    status = 409
    words = Words("还没有到签到时间", "It is too early to check in")


class TakenAtOutOfRange(HallError):
    """A number written by hand was taken on the running day: from `from_at` on, and not after `to_at`."""

    code = "taken-at-out-of-range"
    status = 422
    words = Words("手写号的时间须在今天，不晚于现在", "A number written by hand is of today")


class ReasonNeeded(HallError):
    code = "reason-needed"
    status = 422
    words = Words("请说明原因", "A reason is needed")


class FieldNeeded(HallError):
    """This outcome asks for one more fact; `field` names it."""

    code = "field-needed"
    status = 422
    words = Words("还需填写一项内容", "One more field is needed")


class ApprovalNeeded(HallError):
    code = "approval-needed"
    status = 403
    words = Words("此通道须经负责人批准", "This lane is granted by a manager")


class PersonsOutOfRange(HallError):
    code = "persons-out-of-range"
    status = 422
    words = Words("人数超出范围", "So many persons cannot share a number")


class IdNumberNeeded(HallError):
    """The hall gives one number to a person: without an id number only staff give one."""

    code = "id-number-needed"
    status = 422
    words = Words("本大厅凭身份证取号", "This hall gives numbers for an id card")


class AlreadyHolding(HallError):
    """The person has an open number of this service: `label`, which is `state`."""

    code = "already-holding"
    status = 409
    words = Words("您已有一个未办完的号", "You have an open number of this service")


class IdNumberInvalid(HallError):
    """The number itself is never part of the error."""

    code = "id-number-invalid"
    status = 422
    words = Words("身份证号不正确，请核对", "The id number is not valid; check it")


class NotSignedInHere(HallError):
    code = "not-signed-in-here"
    status = 409
    words = Words("您不在此窗口的岗上，请先上岗", "You are not on post at this counter; sign in there first")


class ClerkElsewhere(HallError):
    code = "clerk-elsewhere"
    status = 409
    words = Words("您已在其他窗口上岗", "You are signed in at another counter")


class CounterTaken(HallError):
    code = "counter-taken"
    status = 409
    words = Words(
        "本窗口已有人在岗，请对方先暂停或下岗",
        "Somebody else is on post at this counter; let them pause or sign out first",
    )


class CounterPaused(HallError):
    code = "counter-paused"
    status = 409
    words = Words("窗口正在暂停，请先恢复服务", "The counter is paused; resume first")


class CounterNotPaused(HallError):
    code = "counter-not-paused"
    status = 409
    words = Words("窗口并未暂停", "The counter is not paused")


class CounterOccupied(HallError):
    """The counter has a citizen, called or being served; `label` names the number."""

    code = "counter-occupied"
    status = 409
    words = Words("窗口还有未办完的号", "The counter still has a citizen")


class CounterIdle(HallError):
    code = "counter-idle"
    status = 409
    words = Words("窗口现在没有号，请先呼叫", "Nobody is at the counter; call somebody first")


class CounterDoesNotServe(HallError):
    code = "counter-does-not-serve"
    status = 409
    words = Words("该窗口不办理此事项，请换一个窗口", "That counter does not serve this; choose another one")


class StalePress(HallError):
    """The press was meant for `label`; the counter has `current` by now (None: nobody)."""

    code = "stale-press"
    status = 409
    words = Words("窗口的号已变化，未作任何改动", "The counter has another number by now; nothing was changed")


class IllegalMove(HallError):
    """The ticket's state does not allow this; `state` and `move` say which."""

    code = "illegal-move"
    status = 409
    words = Words("当前状态不能进行此操作", "The number's state does not allow this")


class RecallTooSoon(HallError):
    code = "recall-too-soon"
    status = 409
    words = Words("请稍候再重呼", "Wait a moment before calling again")


class NoShowTooSoon(HallError):
    """They are still to be called `recalls_left` times, and have until `again_at` (None: until now) to come."""

    code = "no-show-too-soon"
    status = 409
    words = Words("请再等一等，或再次呼叫", "Give them the plan's time and calls first")


class RatingOutOfRange(HallError):
    code = "rating-out-of-range"
    status = 422
    words = Words("评价为一至五级", "A rating is one of five levels")


class AlreadyRated(HallError):
    """A visit is rated once."""

    code = "already-rated"
    status = 409
    words = Words("已经评价过", "This visit has been rated")


class UnknownOutcome(HallError):
    code = "unknown-outcome"
    status = 422
    words = Words("没有这种办理结果", "There is no such outcome")


class NothingToCarry(HallError):
    """The ticket was not carried over, its case has come already (`label`: its number), or not for this service or on
    this day: `service` and `on` say for which."""

    code = "nothing-to-carry"
    status = 409
    words = Words("没有待顺延的事项", "There is no carried-over case")


class TicketsRemain(HallError):
    """Closing the day must name every open ticket; `labels` are those left out."""

    code = "tickets-remain"
    status = 409
    words = Words("还有号没有说明去向", "Some numbers are still open")


class AppointmentsRemain(HallError):
    """Some are still to come today; `codes` are theirs. Each is cancelled first, and its holder told."""

    code = "appointments-remain"
    status = 409
    words = Words("今天还有预约未到", "Some appointments of today are still to come")


class DateNotLater(HallError):
    code = "date-not-later"
    status = 422
    words = Words("顺延日期须晚于今天", "The day must be a later one")


class DateClosed(HallError):
    """The hall is closed on this day; `next` is the first one after it on which it is open, or None."""

    code = "date-closed"
    status = 422
    words = Words("大厅在顺延日期不开放", "The hall is closed on that day")


class DateTooFar(HallError):
    code = "date-too-far"
    status = 422
    words = Words("顺延日期须在一年之内", "The day must be within a year")


class PlanChanged(HallError):
    """Somebody has published another plan meanwhile; `version` is its number."""

    code = "plan-changed"
    status = 412
    words = Words("方案已被他人修改，请重新读取", "Somebody has changed the plan; read it again")


class PlanInvalid(HallError):
    """`problems`: a list of {path, line, problem}; line is None when the plan came as JSON."""

    code = "plan-invalid"
    status = 422
    words = Words("大厅方案有误", "The plan has mistakes")
