"""What is refused: one base for the refusals of every part, each with its code, its status and its words.

A refusal stands in the part that makes it; no table knows them all. What outside clients may meet is read from the
classes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple


class Words(NamedTuple):
    """One sentence in both languages, without a full stop."""

    zh: str
    en: str


class Refusal(Exception):
    """A request that is not done; it has changed nothing. Only its subclasses are raised: one for each code.

    `code` is stable and for programs, `status` is HTTP's (RFC 9110), `words` are for people who know nothing more.
    `data` is JSON-able and safe to show to whoever sent the request; whole microseconds in names ending `_at`.
    """

    code: ClassVar[str]
    status: ClassVar[int]
    words: ClassVar[Words]

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(data)

    def __str__(self) -> str:
        return f"{self.code} {self.data}" if self.data else self.code


class BadRequest(Refusal):
    """`problems`: a list of {path, problem}."""

    code = "bad-request"
    status = 422
    words = Words("请求内容有误", "The request is not as it should be")


class Fault(Refusal):
    """A fault of ours; the log has more."""

    code = "internal"
    status = 500
    words = Words(
        "服务器出错，请再试一次；若一直这样，请告知管理员",
        "A fault in the server; try again, and if it stays so, tell the administrator",
    )


def refusals(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every refusal that has been imported, each once, without the bases that have no code of their own."""
    for kind in base.__subclasses__():
        if "code" in vars(kind):
            yield kind
        yield from refusals(kind)
