"""What each command asks and what it yields. A decision checks everything, then yields facts; it changes
nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .. import commands as c
from .. import facts as f
from ..state import HallState
from . import appointments, counters, day, slips, tickets

Decision = Callable[[HallState, Any, c.Actor, int], Iterator[f.Fact]]

DECISIONS: dict[type[c.Command], Decision] = {
    c.Tick: day.tick,
    c.PublishPlan: day.publish_plan,
    c.CloseDay: day.close_day,
    c.IssueTicket: tickets.issue,
    c.BookAppointment: appointments.book,
    c.CancelAppointment: appointments.cancel,
    c.CancelTicket: tickets.cancel,
    c.RejoinTicket: tickets.rejoin,
    c.CancelLabel: tickets.cancel_at_desk,
    c.RejoinLabel: tickets.rejoin_at_desk,
    c.RateTicket: tickets.rate,
    c.RequestSlip: slips.request_slip,
    c.RequestSlipOfLabel: slips.request_slip_of_label,
    c.TakeSlip: slips.take_slip,
    c.ConfirmSlip: slips.confirm_slip,
    c.FailSlip: slips.fail_slip,
    c.SignIn: counters.sign_in,
    c.SignOut: counters.sign_out,
    c.Pause: counters.pause,
    c.Resume: counters.resume,
    c.CallNext: counters.call_next,
    c.CallLabel: counters.call_label,
    c.Unpark: counters.unpark,
    c.Recall: counters.recall,
    c.StartServing: counters.start,
    c.NoShow: counters.no_show,
    c.Park: counters.park,
    c.Transfer: counters.transfer,
    c.Finish: counters.finish,
}
