"""What stands on a slip, form by form, laid out on a picture or in the printer's own letters.

It is read at arm's length by people of eighty: a letter of what they need is three and a half millimetres high.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from . import words
from .escpos import slip_bytes
from .job import ACCEPTANCE, APPOINTMENT, CARRY_OVER, NUMBER, PrintJob, Text
from .paper import Paper
from .sheet import Sheet
from .typed import TypedPaper

BODY, ENGLISH = 28, 21  # dots of a letter


def commands(job: PrintJob, paper_mm: int = 80, typed: bool = False) -> bytes:
    """What is sent to the printer: a picture, or `typed` in its own letters. Raises FontMissing."""
    if not typed:
        return slip_bytes(render(job, paper_mm))
    paper = TypedPaper(paper_mm)
    lay_out(job, paper)
    return paper.finish()


def render(job: PrintJob, paper_mm: int = 80) -> Image.Image:
    """The slip in black and white. Raises FontMissing."""
    sheet = Sheet(paper_mm)
    lay_out(job, sheet)
    return sheet.finish()


def lay_out(job: PrintJob, paper: Paper) -> None:
    _head(paper, job)
    _FORMS[job.form](paper, job)
    if job.phone:
        paper.line(f"{words.PHONE.zh} {words.PHONE.en}  {job.phone}", BODY, least=22, bold=True, align="centre")


def _head(paper: Paper, job: PrintJob) -> None:
    if job.rehearsal:
        paper.banner(f"{words.REHEARSAL.zh} {words.REHEARSAL.en}")
    paper.both(job.hall, 36, ENGLISH, least=28, bold=True, align="centre")
    if job.copy_number > 1:
        paper.gap(6)
        paper.banner(f"{words.REPRINT.zh} {words.REPRINT.en}  ({job.copy_number})")
    paper.rule()


def _number(paper: Paper, job: PrintJob) -> None:
    paper.line(f"{words.YOUR_NUMBER.zh}  {words.YOUR_NUMBER.en}", BODY, align="centre")
    paper.figure(job.label, 220 if paper.wide else 160)
    _service(paper, job)
    _marks(paper, job)
    _where(paper, job)
    if job.ahead is not None:  # it still waits
        paper.gap(12)
        wait = words.minutes(job.forecast) if job.forecast else words.NOT_KNOWN
        paper.boxes([(words.AHEAD, words.people(job.ahead)), (words.WAIT, wait)])
    paper.gap(14)
    paper.both(words.SIT, BODY, ENGLISH, least=24)
    if job.bare:
        paper.gap(6)
        paper.both(words.BARE, 26, ENGLISH)
    else:
        paper.code(job.url, [(words.SCAN, True), (words.NO_PHONE, False)])
    paper.rule()
    paper.both(words.missed_rule(job.misses, job.rejoin_behind), 26, ENGLISH)
    paper.gap(6)
    paper.line(words.moment(job.issued_at), 26, least=22, align="centre")


def _service(paper: Paper, job: PrintJob) -> None:
    paper.both(job.service, 48 if paper.wide else 42, 24, least=36, bold=True, align="centre")


def _marks(paper: Paper, job: PrintJob) -> None:
    marks = []
    if job.green:  # a neutral mark: the channel, never what opened it
        marks.append((f"◆ {words.GREEN.zh} {words.GREEN.en}", True))
    if job.booked_for:
        marks.append((words.appointment(job.booked_for), True))
    if job.persons > 1:
        party = words.party(job.persons)
        marks.append((f"{party.zh} {party.en}", False))
    for mark, bold in marks:
        paper.gap(4)
        paper.line(mark, BODY, least=24, bold=bold, align="centre")


def _where(paper: Paper, job: PrintJob) -> None:
    if job.counters:
        named = words.counters(job.counters)
        paper.gap(6)
        paper.line(f"{words.COUNTERS.zh}  {named.zh}", 30, least=26, bold=True, align="centre")
        paper.line(named.en, ENGLISH, align="centre")


def _title(paper: Paper, title: Text) -> None:
    paper.both(title, 56, 26, bold=True, align="centre")


def _acceptance(paper: Paper, job: PrintJob) -> None:
    _title(paper, words.ACCEPTED)
    paper.gap(8)
    _service(paper, job)
    paper.gap(8)
    where = job.counter or Text("—", "—")
    paper.boxes([(words.NUMBER, job.label), (words.ACCEPTED_AT, where.zh)])
    paper.gap(12)
    paper.both(words.TAKEN_IN, 30, ENGLISH, bold=True)
    if job.explanation:
        paper.gap(8)
        paper.line(f"{words.TOLD.zh} {words.TOLD.en}", 24)
        paper.line(job.explanation, 32, bold=True)
    paper.gap(8)
    paper.both(words.KEEP, BODY, ENGLISH)
    paper.code(job.url, [(words.SCAN_ACCEPTED, True), (words.NO_OBLIGATION, False)])
    paper.rule()
    paper.line(words.moment(job.issued_at, "受理"), 26, least=22, align="centre")


def _carry_over(paper: Paper, job: PrintJob) -> None:
    _title(paper, words.CARRIED)
    _come_on(paper, job)
    paper.both(words.FIRST, 30, ENGLISH, least=26, bold=True, align="centre")
    paper.gap(8)
    _service(paper, job)
    paper.line(f"{words.NUMBER.zh} {words.NUMBER.en}  {job.label}", BODY, align="centre")
    _check_in(paper, job)
    if job.explanation:
        paper.gap(8)
        paper.line(f"{words.TOLD.zh} {words.TOLD.en}", 24)
        paper.line(job.explanation, BODY)
    paper.code(job.url, [(words.SCAN_CARRIED, True), (words.NO_PHONE_NEEDED, False)])
    paper.rule()
    paper.line(words.moment(job.issued_at, "开具"), 26, least=22, align="centre")


def _appointment(paper: Paper, job: PrintJob) -> None:
    _title(paper, words.APPOINTMENT)
    _come_on(paper, job)
    if job.booked_for:
        paper.figure(f"{job.booked_for:%H:%M}", 150 if paper.wide else 110)
    _service(paper, job)
    if job.persons > 1:
        party = words.party(job.persons)
        paper.line(f"{party.zh} {party.en}", BODY, align="centre")
    _where(paper, job)
    _check_in(paper, job)
    if job.check_in_from:
        paper.both(words.check_in_from(job.check_in_from), BODY, ENGLISH)
    paper.code(job.url, [(words.SCAN_BOOKED, True), (words.NO_PHONE_NEEDED, False)])
    paper.rule()
    paper.line(words.moment(job.issued_at, "预约"), 26, least=22, align="centre")


def _come_on(paper: Paper, job: PrintJob) -> None:
    if job.on:
        on = words.day(job.on)
        paper.gap(8)
        paper.line(f"{words.COME_ON.zh} {words.COME_ON.en}", BODY, least=24, align="centre")
        paper.figure(on.zh, 72)
        paper.line(on.en, 24, align="centre")
        paper.gap(6)


def _check_in(paper: Paper, job: PrintJob) -> None:
    if job.code:
        paper.gap(10)
        paper.line(f"{words.CODE.zh} {words.CODE.en}", BODY, align="centre")
        paper.figure(job.code, 100)
        paper.both(words.CHECK_IN, BODY, ENGLISH)


_FORMS: dict[str, Callable[[Paper, PrintJob], None]] = {
    NUMBER: _number,
    ACCEPTANCE: _acceptance,
    CARRY_OVER: _carry_over,
    APPOINTMENT: _appointment,
}
