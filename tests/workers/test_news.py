"""News between workers, where somebody else speaks on their channel, too."""

from __future__ import annotations

import orjson
import pytest

from queue_server.workers.news import heads_in


@pytest.mark.parametrize(
    "rubbish", [b"", b"\xff", b"{", b"[1]", b"7", b"null", b'{"h": "1"}', b'{"h": null}', b'{"h": [1]}', b'{"h": 1.5}',
                b"[" * 200_000, b'{"h": ' + b"1" * 300_000 + b"}", orjson.dumps({f"h{n}": n for n in range(100_000)})]
)  # fmt: skip
def test_rubbish_is_no_news(rubbish: bytes) -> None:
    assert heads_in(rubbish) == {}


def test_what_is_news_among_rubbish_is_heard() -> None:
    assert heads_in(b'{"h": 7, "other": "8", "../x": 9}') == {"h": 7, "../x": 9}
