"""The application password: taken from the environment, shown to nobody, sent nowhere but to the WordPress named."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError
from scraper.secret import forms_of, is_protected

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

USER, PASSWORD = "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"
"""Names of the two variables of the environment."""

_HIDDEN = "[password]"
_SHORTEST = 8


class Credentials:
    """A user with an application password. Neither its text nor a pickle shows the password."""

    __slots__ = ("_header", "_secrets", "user")

    def __init__(self, user: str, password: str) -> None:
        self.user = user
        whole = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._header = f"Basic {whole}"
        forms = {form.decode() for plain in (password, "".join(password.split()), whole) for form in forms_of(plain)}
        self._secrets = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))), re.IGNORECASE)

    def __repr__(self) -> str:
        return f"Credentials({_HIDDEN})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials are not written anywhere")

    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": self._header}

    def hide(self, text: str) -> str:
        """``text`` without the password: servers repeat in messages what they were sent."""
        return self._secrets.sub(_HIDDEN, text)


def take_credentials(environ: MutableMapping[str, str], settings: Mapping[str, Any]) -> Credentials:
    """Take the credentials out of the environment, so that no process started from here inherits the password.

    Raise :class:`ArgumentError` with one line, which never holds them.
    """
    for name in (USER, PASSWORD):
        if settings.get(name) is not None:
            raise ArgumentError(
                f"-s {name}= is not read, because a command line is no secret: set {name} in the environment"
            )
    user, password = environ.get(USER, "").strip(), environ.pop(PASSWORD, "").strip()
    for name, value in ((USER, user), (PASSWORD, password)):
        if not value:
            raise ArgumentError(
                f"{name} is not set: make an application password in WordPress (Users, Profile, Application "
                f"Passwords) and export {USER}=… and {PASSWORD}=…"
            )
    if ":" in user:
        raise ArgumentError(f"{USER} holds a colon: give the login alone")
    if len(password) < _SHORTEST or not password.isprintable():
        raise ArgumentError(f"{PASSWORD} holds no application password: copy it again, on one line")
    return Credentials(user, password)


def target_address(given: str | None) -> str:
    """Check the address of the WordPress; return it without a slash at its end, scheme and host in lower case.

    Raise :class:`ArgumentError` where the password would not be safe.
    """
    example = "e.g. --wordpress https://new.example.com"
    try:
        parts = urlsplit(given or "")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https"):
        raise ArgumentError(f"--wordpress={given or ''!r} is no web address: {example}")
    if parts.username or parts.password:
        raise ArgumentError(f"--wordpress holds a login: set {USER} and {PASSWORD} in the environment instead")
    if parts.query or parts.fragment:
        raise ArgumentError(f"--wordpress={given!r} must end with the site's path, without ? and #: {example}")
    if not is_protected(parts):
        raise ArgumentError(
            f"--wordpress={given!r} would send the password unprotected: use https:// (plain http only on 127.0.0.1)"
        )
    path = parts.path.rstrip("/").removesuffix("/wp-json").removesuffix("/wp-admin")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"
