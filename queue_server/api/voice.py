"""What a hall's calls sound like: each call as one WAV for the boards, and its clips for whoever checks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from flask import Response, request
from gevent.threadpool import ThreadPool

from ..hall.errors import UnknownCounter
from ..hall.plan import Plan
from ..live.shapes import Shape
from ..powers import PUBLIC
from ..refusals import BadRequest, Refusal
from ..voice import LANGUAGES, Clip, NoClip, announcement, clips_of, prompt, spoken, written_wav
from ..voice.sound import Samples
from .context import House
from .errors import NoVoice, UnknownClip
from .routes import Routes

routes = Routes("voice")

_beside = ThreadPool(1)  # a hall's own recordings take a moment when they are read for the first time
_LABEL = re.compile(r"[A-Z]{1,2}[0-9]{1,6}").fullmatch


class VoiceClip(Shape):
    kind: Literal["zh", "en", "sound"]
    text: str
    state: Literal["own", "built", "missing"]
    file: str  # where the hall's own recording of it belongs, below the pack's folder
    why: str | None  # what is wrong with a file that is there


class VoiceInfo(Shape):
    there: bool  # whether the server has a voice pack at all
    languages: list[Literal["zh", "en"]]  # of the plan, in the order in which they are said
    times: int
    clips: list[VoiceClip]  # all that the plan's calls can need


@routes.add("GET", "/halls/{hall}/voice", summary="The clips that the hall's calls need, and which of them there are",
            power=PUBLIC, answer=VoiceInfo)  # fmt: skip
def voice(house: House, hall: str) -> VoiceInfo:
    plan, pack = _plan(house, hall), house.voice

    def look() -> list[VoiceClip]:
        return [
            VoiceClip(
                kind=found.clip.kind,  # type: ignore[arg-type]
                text=found.clip.text,
                state=found.state,  # type: ignore[arg-type]
                file=pack.file_of(found.clip).relative_to(pack.folder).as_posix(),
                why=found.why,
            )
            for found in map(pack.look_at, clips_of(plan))
        ]

    return VoiceInfo(
        there=pack.there(), languages=plan.voice.languages, times=plan.voice.times, clips=_beside.apply(look)
    )


@routes.add("GET", "/halls/{hall}/voice/clip", summary="One clip", power=PUBLIC, answer=None, media="audio/wav",
            query={"kind": "zh, en or sound", "text": "what it says"})  # fmt: skip
def clip(house: House, hall: str) -> Response:
    wanted = Clip(request.args.get("kind", ""), request.args.get("text", ""))
    if wanted not in clips_of(_plan(house, hall)):
        raise UnknownClip()
    return _sound(lambda: house.voice.samples(wanted), UnknownClip)


@routes.add("GET", "/halls/{hall}/voice/call", summary="A call as it is said, once", power=PUBLIC, answer=None,
            media="audio/wav", query={
                "label": "the number", "counter": "where to", "chime": "no: without the chime, when it is repeated",
                "short": "yes: in the first language alone, when others wait to be heard",
            })  # fmt: skip
def call(house: House, hall: str) -> Response:
    plan, label = _plan(house, hall), request.args.get("label", "")
    if not _LABEL(label):
        raise BadRequest(problems=[{"path": "label", "problem": "a number like A012"}])
    counter = plan.counter_by_id.get(request.args.get("counter", ""))
    if counter is None:
        raise UnknownCounter(counter=request.args.get("counter", ""))
    name, with_chime = counter.name, request.args.get("chime") != "no"
    languages = plan.voice.languages[: 1 if request.args.get("short") == "yes" else None]
    return _sound(lambda: announcement(house.voice, languages, label, name, with_chime), NoVoice)


@routes.add("GET", "/halls/{hall}/voice/prompt", summary="What a kiosk says at one of its screens", power=PUBLIC,
            answer=None, media="audio/wav", query={
                "screen": "services, id, green, number …", "language": "zh or en", "label": "of the screen number",
            })  # fmt: skip
def kiosk_prompt(house: House, hall: str) -> Response:
    _plan(house, hall)
    screen, language, label = (request.args.get(name, "") for name in ("screen", "language", "label"))
    if language not in LANGUAGES or (screen == "number" and not _LABEL(label)):
        raise BadRequest(problems=[{"path": "language, label", "problem": "zh or en, and A012"}])
    try:
        clips = prompt(language, screen, label)
    except KeyError:
        raise UnknownClip() from None
    return _sound(lambda: spoken(house.voice, clips), NoVoice)


def _plan(house: House, hall: str) -> Plan:
    return house.journal.ask(hall, lambda h, now: h.plan)


def _sound(samples: Callable[[], Samples], otherwise: type[Refusal]) -> Response:
    """A WAV; `otherwise`: what is raised when there is no clip for it."""

    def wav() -> bytes | None:  # an error would be printed by the pool as well
        try:
            return written_wav(samples())
        except NoClip:
            return None

    body = _beside.apply(wav)
    if body is None:
        raise otherwise()
    return Response(body, content_type="audio/wav")
