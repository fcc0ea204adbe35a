"""Photos are kept as pictures and nothing else, and no hall depends on them."""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from queue_server.access import Photos, PhotoUnusable
from queue_server.access.photos import SIDE_MOST

ORIENTATION, WHERE = 0x0112, 0x8825


@pytest.fixture
def photos(tmp_path: Path) -> Photos:
    return Photos(tmp_path / "photos")


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (300, 400), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def kept(photos: Photos, content: bytes) -> Image.Image:
    photos.keep("张三", content)
    photos.read()
    found = photos.of("张三")
    assert found is not None
    assert found[1] == "image/jpeg"
    return Image.open(io.BytesIO(found[0]))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1")]
)
def test_a_picture_of_any_kind_is_kept(photos: Photos, kind: str, mode: str) -> None:
    assert kept(photos, picture(kind, mode)).size == (300, 400)


def test_what_stood_beside_the_picture_is_left_behind(photos: Photos) -> None:
    told = Image.Exif()
    told.get_ifd(WHERE)[2] = (29.0, 33.0, 0.0)  # its latitude
    photo = kept(photos, picture(exif=told) + b"<script>alert(1)</script>")

    assert dict(photo.getexif()) == {}
    assert b"script" not in (photos.of("张三") or (b"",))[0]


def test_a_photo_that_a_phone_took_on_its_side_stands_upright(photos: Photos) -> None:
    told = Image.Exif()
    told[ORIENTATION] = 6  # a quarter turn

    assert kept(photos, picture(size=(400, 300), exif=told)).size == (300, 400)


def test_a_large_photo_is_kept_as_large_as_it_is_shown(photos: Photos) -> None:
    assert kept(photos, picture(size=(3000, 4000))).size == (SIDE_MOST * 3 // 4, SIDE_MOST)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xd8\xff", b"\xff\xd8\xff<html><script>", b"\x89PNG\r\n\x1a\n<svg>", picture("GIF"),
        picture("PNG")[:-60], picture(size=(3000, 3000))[:4000], picture("PNG", "1", (9000, 9000)), bytes(11 << 20),
    ],
    ids=["empty", "three bytes", "a page", "a drawing", "moving", "half", "half a JPEG", "far too many dots", "large"],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused_and_the_one_before_stays(photos: Photos, content: bytes) -> None:
    kept(photos, picture())

    with pytest.raises(PhotoUnusable):
        photos.keep("张三", content)

    assert photos.of("张三") is not None


def test_a_folder_that_cannot_be_read_is_told_once_and_holds_no_photos(
    photos: Photos, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    kept(photos, picture())
    monkeypatch.setattr(os, "scandir", refuse)

    with caplog.at_level(logging.WARNING):
        photos.read()
        photos.read()

    assert photos.version("张三") is None
    assert len(caplog.records) == 1


def test_a_folder_that_is_named_like_a_photo_is_none(photos: Photos, tmp_path: Path) -> None:
    (tmp_path / "photos/li.jpg").mkdir(parents=True)
    photos.read()
    assert photos.version("li") is None
