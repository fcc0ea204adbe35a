"""Signing in and out."""

from __future__ import annotations

from flask import Response, request

from ..access import Staff
from ..live.shapes import Shape
from ..powers import PUBLIC, Power, Role
from .context import COOKIE, House, session_of
from .routes import Routes, respond
from .shapes import Credentials

routes = Routes("sessions")


class Scope(Shape):
    """Where the powers of an account hold."""

    hall: str | None  # None: in every hall
    branch: str | None  # None: in every line of service


class Session(Shape):
    username: str
    name: str
    role: Role
    hall: str | None  # None: every hall
    powers: list[Power]  # pages ask for these, never for the role
    scope: Scope


def _session(staff: Staff) -> Session:
    return Session(
        username=staff.username,
        name=staff.name,
        role=staff.role,
        hall=staff.hall,
        powers=sorted(staff.powers),
        scope=Scope(hall=staff.scope.hall, branch=staff.scope.branch),
    )


@routes.add("POST", "/session", summary="Sign in", power=PUBLIC, body=Credentials, answer=Session)
def sign_in(house: House, body: Credentials) -> Response:
    staff, token = house.accounts.sign_in(body.username, body.password, request.remote_addr or "")
    response = respond(_session(staff))
    secure = house.settings.secure_cookies or request.is_secure
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=secure)
    return response


@routes.add("GET", "/session", summary="Who is signed in", power="session", answer=Session)
def who_is_signed_in(house: House, caller: Staff) -> Session:
    return _session(caller)


@routes.add("DELETE", "/session", summary="Sign out", power=PUBLIC, answer=None, status=204)
def sign_out(house: House) -> Response:
    token = session_of(request.environ)
    if token:
        house.accounts.sign_out(token)
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response
