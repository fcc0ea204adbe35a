"""The plaque at a window: what the sign says of who is on duty, their photo, and the card for the printer."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from PIL import Image
from pypdf import PdfReader

from ..serving import Server, until

MM = 72 / 25.4


def photo_in(folder: Path) -> Path:
    file = folder / "photo.jpg"
    Image.new("RGB", (300, 400), "navy").save(file)
    return file


def plaque(server: Server, *more: str) -> None:
    server.run("user", "plaque", "zhang", "--badge", "012345", "--position", "户籍民警", *more)


def window(server: Server) -> dict[str, object]:
    return requests.get(f"{server.api}/halls/h/counters/1/window", timeout=30).json()  # type: ignore[no-any-return]


def test_the_sign_says_who_is_on_duty_with_photo_and_badge(server: Server, tmp_path: Path) -> None:
    server.press(server.staff("zhang"), "1", "sign-in", role="A")
    photo = photo_in(tmp_path)

    plaque(server, "--photo", str(photo))

    until(lambda: bool((window(server)["duty"] or {}).get("photo")), True)  # type: ignore[attr-defined]
    duty = window(server)["duty"]
    assert isinstance(duty, dict)
    assert (duty["badge"], duty["position"]) == ("012345", "户籍民警")
    shown = requests.get(server.url + duty["photo"], timeout=30)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(shown.content)).size == (300, 400)


def test_nobodys_photo_can_be_had_who_is_not_on_duty(server: Server, tmp_path: Path) -> None:
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    plaque(server, "--photo", str(photo_in(tmp_path)))
    photo = f"{server.api}/halls/h/counters/1/photo"
    until(lambda: requests.get(photo, timeout=30).status_code, 200)

    server.press(zhang, "1", "sign-out")

    assert requests.get(photo, timeout=30).json()["code"] == "no-photo"


def test_what_is_no_photo_is_not_taken(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_text("no photo")

    run = server.run("user", "plaque", "zhang", "--photo", str(file), check=False)

    assert run.returncode == 1
    assert "photo-unusable" in run.stderr


def test_the_card_has_two_sides_of_200_mm_by_100_mm(server: Server, tmp_path: Path) -> None:
    plaque(server, "--photo", str(photo_in(tmp_path)))
    manager, card = server.staff("manager"), f"{server.api}/halls/h/plaques/zhang"
    until(lambda: "012345" in words(manager.get(card, timeout=30).content)[0], True)

    front, back = words(body := manager.get(card, timeout=30).content)

    assert "户籍民警" in front
    assert "暂停服务" in back
    for page in PdfReader(io.BytesIO(body)).pages:
        assert [round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)] == [200, 100]
    assert len(PdfReader(io.BytesIO(body)).pages[0].images) == 1


@pytest.mark.parametrize("clerk", ["张三", 'a"b', "é"])
def test_whatever_a_clerk_is_called_there_is_a_card(server: Server, clerk: str) -> None:
    server.user(clerk, "clerk")

    card = server.staff("manager").get(f"{server.api}/halls/h/plaques/{quote(clerk)}", timeout=30)

    assert card.content.startswith(b"%PDF")


def test_whatever_lies_in_the_folder_of_photos_there_is_a_card(server: Server, tmp_path: Path) -> None:
    plaque(server, "--photo", str(photo_in(tmp_path)))
    photo = server.var / "photos/zhang.jpg"
    photo.write_bytes(photo.read_bytes()[: photo.stat().st_size * 3 // 4])
    manager = server.staff("manager")
    until(lambda: manager.get(f"{server.api}/halls/h/plaques", timeout=30).json()["plaques"][-1]["photo"], True)

    assert manager.get(f"{server.api}/halls/h/plaques/zhang", timeout=30).content.startswith(b"%PDF")


def test_the_card_is_for_managers_and_of_this_hall(server: Server) -> None:
    card = f"{server.api}/halls/h/plaques"

    assert requests.get(f"{card}/zhang", timeout=30).status_code == 401
    assert server.staff("zhang").get(f"{card}/zhang", timeout=30).status_code == 403
    assert server.staff("manager").get(f"{card}/nobody", timeout=30).json()["code"] == "unknown-account"


def test_a_manager_sees_whose_plaque_says_what(server: Server, tmp_path: Path) -> None:
    plaque(server, "--photo", str(photo_in(tmp_path)))
    manager, asked = server.staff("manager"), f"{server.api}/halls/h/plaques"
    until(lambda: manager.get(asked, timeout=30).json()["plaques"][-1]["photo"], True)

    said = {one.pop("clerk"): one for one in manager.get(asked, timeout=30).json()["plaques"]}

    nothing = {"badge": None, "position": None, "photo": False}
    assert said["zhang"] == {"name": "zhang", "badge": "012345", "position": "户籍民警", "photo": True}
    assert said["li"] == {"name": "li", **nothing}
    assert "manager" not in said
    assert server.staff("zhang").get(asked, timeout=30).status_code == 403


def words(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
