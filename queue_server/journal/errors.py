"""What the record refuses, beside the rules' own errors."""

from __future__ import annotations

from ..refusals import Refusal, Words


class KeyReused(Refusal):
    """The idempotency key came before with another request."""

    code = "idempotency-key-reused"
    status = 422
    words = Words("幂等键已用于其他请求", "The idempotency key was used for another request")


class StorageFailed(Refusal):
    """The commit failed: nothing of the command happened. It may be sent again with the same key."""

    code = "storage-failed"
    status = 503
    words = Words("暂时无法保存，未作任何改动，请重试", "It could not be kept; nothing was changed, try again")


class NotKnown(Refusal):
    """The answer to a commit was lost: all of it took place, or nothing."""

    code = "not-known"
    status = 503
    words = Words("不知道是否已保存，请看一看再试", "It is not known whether it was kept; look, then try again")


class UnknownRegister(Refusal):
    """There is no such register, or this owner of a journal keeps none of that name."""

    code = "unknown-register"
    status = 404
    words = Words("没有这个台账", "There is no such register")


class HallExists(Refusal):
    code = "hall-exists"
    status = 409
    words = Words("大厅已存在", "The hall exists already")


class JournalBroken(Refusal):
    """What a caller is told of a ChainBroken: nothing can be decided in this hall until a person has looked."""

    code = "journal-broken"
    status = 503
    words = Words("大厅的流水被改动过，请告知管理员", "The hall's journal was changed; tell the administrator")


class DatabaseMoved(Exception):
    """The database's file was deleted, moved or replaced under the server: what is written now, no start would find.
    Nothing took place."""


class JournalInUse(Exception):
    """Another server writes to this database."""


class JournalBehind(Exception):
    """Lines that were committed are not in the database any more; `losses` in words, one for each journal."""

    def __init__(self, losses: list[str]) -> None:
        self.losses = losses
        super().__init__(
            "\n".join(losses) + "\nWhat was given since would be given again. Put back the newest database with its "
            "log (-wal), or restore the newest backup; to go on with what is left: queue-server journal accept"
        )


class ChainBroken(Exception):
    """`seq`: the first line that is not what was written; `why` in words."""

    def __init__(self, hall: str, seq: int, why: str) -> None:
        self.hall, self.seq, self.why = hall, seq, why
        super().__init__(f"{hall}: line {seq}: {why}")
