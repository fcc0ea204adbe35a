"""Calling a person to a kiosk, over HTTP."""

from __future__ import annotations

import requests

from ..serving import Server


def called(server: Server) -> dict[str, str]:
    answer = server.with_token(server.kiosk_token).post(f"{server.api}/halls/h/help", timeout=10)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_kiosk_calls_and_staff_see_it_until_somebody_goes(server: Server) -> None:
    call = called(server)
    assert call["place"] == "kiosk-1"
    assert called(server) == call  # pressed again
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    views = [f"{server.api}/halls/h/counters/1", f"{server.api}/halls/h/live"]
    manager = server.staff("manager")
    for view in views:
        assert manager.get(view, timeout=10).json()["help_calls"] == [call]

    answered = zhang.post(f"{server.api}/halls/h/help/{call['help']}/answer", timeout=10)

    assert answered.status_code == 204
    for view in views:
        assert manager.get(view, timeout=10).json()["help_calls"] == []
    late = manager.post(f"{server.api}/halls/h/help/{call['help']}/answer", timeout=10)
    assert (late.status_code, late.json()["code"]) == (409, "help-over")


def test_only_a_device_calls_and_only_staff_go(server: Server) -> None:
    call = called(server)

    assert requests.post(f"{server.api}/halls/h/help", timeout=10).status_code == 401
    assert server.staff("zhang").post(f"{server.api}/halls/h/help", timeout=10).status_code == 403
    kiosk = server.with_token(server.kiosk_token)
    assert kiosk.post(f"{server.api}/halls/h/help/{call['help']}/answer", timeout=10).status_code == 403
