"""The supervision plaque: the photo on the sign at a window, and the plaque as a card to be printed."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from ..powers import PUBLIC
from .context import House
from .errors import NoPhoto
from .routes import Routes
from .shapes import PlaqueInfo, Plaques

routes = Routes("plaques")


@routes.add("GET", "/halls/{hall}/counters/{counter}/photo", summary="The photo of who is on duty at a counter",
            power=PUBLIC, answer=None, media="image/jpeg",
            query={"version": "of the photo, so that a sign asks again when it changes"})  # fmt: skip
def photo(house: House, hall: str, counter: str) -> Response:
    """Nobody's photo can be had who is not on duty: the sign shows it then, and only then."""
    post = house.journal.ask(hall, lambda h, now: h.counter(counter).post)
    found = house.photos.of(post.clerk) if post else None
    if found is None:
        raise NoPhoto()
    return Response(found[0], content_type=found[1])


@routes.add("GET", "/halls/{hall}/plaques", summary="The clerks of a hall, and what their plaques say", power="plaques",
            answer=Plaques)  # fmt: skip
def plaques(house: House, hall: str) -> Plaques:
    clerks = [one for one in house.accounts.all() if one.hall == hall and one.role == "clerk" and not one.disabled]
    return Plaques(plaques=[_info(house, one.username) for one in clerks])


def _info(house: House, clerk: str) -> PlaqueInfo:
    said, photo = house.accounts.plaque_of(clerk), house.photos.version(clerk) is not None
    return PlaqueInfo(clerk=clerk, name=said.name, badge=said.badge, position=said.position, photo=photo)


@routes.add("GET", "/halls/{hall}/plaques/{clerk}", summary="A clerk's plaque as a two-sided card, 200 mm x 100 mm",
            power="plaques", answer=None, media="application/pdf")  # fmt: skip
def plaque(house: House, hall: str, clerk: str) -> Response:
    from ..reports.plaque import PlaqueCard, plaque_pdf  # as for the files of reports: not before somebody asks

    plan = house.journal.ask(hall, lambda h, now: h.plan)
    said = house.accounts.plaque_of(house.accounts.known(clerk, hall))
    picture = house.photos.of(clerk)
    card = PlaqueCard(plan.name, said.name, said.badge, said.position, plan.phones.complaint)
    file = quote(f"plaque_{clerk}.pdf", safe="")  # in whatever script (RFC 6266), which a header itself cannot hold
    return Response(
        plaque_pdf(card, picture[0] if picture else None),
        content_type="application/pdf",
        headers={"Content-Disposition": f"inline; filename*=UTF-8''{file}"},
    )
