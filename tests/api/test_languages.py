"""The further languages, as pages ask for them."""

from __future__ import annotations

import requests

from ..languages.korean import document, put_down
from ..serving import Server


def test_a_file_put_down_is_offered_at_once_and_kept_by_who_has_read_it(server: Server) -> None:
    address = f"{server.api}/languages"
    assert requests.get(address, timeout=10).json() == {"languages": []}

    put_down(server.var / "languages")

    listed = requests.get(address, timeout=10)
    assert listed.json() == {"languages": [{"tag": "ko", "name": "한국어", "direction": "ltr"}]}
    told = requests.get(f"{address}/ko", timeout=10)
    assert told.json()["words"]["kiosk"] == {"waiting": "{n}명 대기"}
    assert told.headers["Cache-Control"] == "no-cache"
    assert told.headers["Content-Encoding"] == "gzip"
    plain = requests.get(f"{address}/ko", headers={"Accept-Encoding": "identity"}, timeout=10)
    assert plain.json() == told.json()
    assert "Content-Encoding" not in plain.headers
    for answer, where in ((listed, address), (told, f"{address}/ko")):
        again = requests.get(where, headers={"If-None-Match": answer.headers["ETag"]}, timeout=10)
        assert (again.status_code, again.content) == (304, b"")

    put_down(server.var / "languages", content=document(name="조선말"))
    changed = requests.get(f"{address}/ko", headers={"If-None-Match": told.headers["ETag"]}, timeout=10)
    assert changed.json()["name"] == "조선말"


def test_a_broken_file_is_left_out_and_no_fault(server: Server) -> None:
    put_down(server.var / "languages", "ko", "half of a fi")
    put_down(server.var / "languages", "ug", document(name="ئۇيغۇرچە", direction="rtl"))

    assert [one["tag"] for one in requests.get(f"{server.api}/languages", timeout=10).json()["languages"]] == ["ug"]
    for tag in ("ko", "zh", "nowhere", "..%2Fsecret_key"):
        answer = requests.get(f"{server.api}/languages/{tag}", timeout=10)
        assert answer.status_code == 404
        assert answer.json()["code"] in ("unknown-language", "not-found")
    assert "ko.json is left out: line 1: no JSON" in (server.var / "server.log").read_text()
