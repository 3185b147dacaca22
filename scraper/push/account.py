"""Before anything is sent: is there a REST API, is it WordPress', who are we there, what may we do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scraper.exceptions import ArgumentError
from scraper.push.answers import RefusedError, StoppedError
from scraper.push.credentials import PASSWORD, USER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.push.client import Client

_NAMESPACE = "wp/v2"
# WordPress' codes, which it may say to the first question already.
_WRONG = {"incorrect_password", "invalid_username", "invalid_email"}
_FORBIDDEN = {"application_passwords_disabled", "application_passwords_disabled_for_user"}
_NEEDED = {
    "edit_posts": "write posts",
    "publish_posts": "publish posts",
    "edit_pages": "write pages",
    "upload_files": "upload files",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Who pushes, and what WordPress lets them do."""

    id: int
    name: str
    rights: frozenset[str]
    zone: str = ""
    """The site's time zone, as an IANA name; ``""`` = it states only an offset."""
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    """``posts`` or ``pages`` -> custom field that the API takes -> its JSON type."""

    def may(self, right: str) -> bool:
        """Tell whether the account has a capability of WordPress, e.g. ``moderate_comments``."""
        return right in self.rights


async def sign_in(client: Client) -> Account:
    """Look where the API lies and who we are; raise :class:`ArgumentError` with what to do if nothing can be sent."""
    try:
        index = await _index(client)
        me = await _me(client, index)
        routes = (await client.get(f"/{_NAMESPACE}")).get("routes")
    except StoppedError as error:
        raise ArgumentError(str(error)) from error
    except RefusedError as error:
        raise ArgumentError(f"{client.target}: {error}") from error
    rights = frozenset(name for name, given in _dict(me.get("capabilities")).items() if given)
    missing = [what for right, what in _NEEDED.items() if right not in rights]
    name = str(me.get("name") or me.get("slug") or me["id"])
    if missing:
        raise ArgumentError(
            f"the account {name!r} may not {' nor '.join(missing)} there: use one with the role Editor or Administrator"
        )
    fields = {kind: _fields(_dict(routes), kind) for kind in ("posts", "pages")}
    return Account(int(me["id"]), name, rights, str(index.get("timezone_string") or ""), fields)


async def _index(client: Client) -> dict[str, Any]:
    """The API's own description, by either address."""
    why = ""
    for base in (f"{client.target}/wp-json", f"{client.target}/?rest_route="):
        client.base = base
        try:
            found = await client.get("/")
        except RefusedError as error:
            if error.status in (301, 302, 307, 308):
                raise
            if error.code in _WRONG | _FORBIDDEN:
                raise ArgumentError(_why_not(error, {})) from error
            why = why or str(error)
            continue
        if isinstance(found, dict) and _NAMESPACE in (found.get("namespaces") or ()):
            return found
        why = why or "the answer is not WordPress'"
    raise ArgumentError(
        f"{client.target} has no REST API of WordPress ({why}): look at the address, and whether a plugin or the "
        "host blocks /wp-json/"
    )


async def _me(client: Client, index: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = await client.get(f"/{_NAMESPACE}/users/me", context="edit")
    except RefusedError as error:
        if error.status not in (401, 403):
            raise
        raise ArgumentError(_why_not(error, index)) from error
    return found


def _why_not(error: RefusedError, index: Mapping[str, Any]) -> str:
    if error.code in _FORBIDDEN or (index and "application-passwords" not in _dict(index.get("authentication"))):
        return (
            "application passwords are switched off there, or for this account: WordPress needs https for them, and "
            "security plugins can forbid them; allow them, or import wordpress.xml instead"
        )
    more = ""
    if error.code == "rest_not_logged_in":  # which WordPress also says of a wrong password
        more = (
            ". If both are right, the web server drops the header Authorization: for Apache add to .htaccess "
            'SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1'
        )
    return (
        f"WordPress does not take the credentials ({error.status} {error.code}): {USER} must be a login there, "
        f"{PASSWORD} one of its application passwords (not the login's own password){more}"
    )


def _fields(routes: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Custom fields that the API takes, as its own description has them."""
    for endpoint in _dict(routes.get(f"/{_NAMESPACE}/{kind}")).get("endpoints") or ():
        if "POST" in (endpoint.get("methods") or ()):
            known = _dict(_dict(_dict(endpoint.get("args")).get("meta")).get("properties"))
            return {name: str(_dict(facts).get("type") or "string") for name, facts in known.items()}
    return {}


def _dict(value: Any) -> dict[str, Any]:
    """An empty list is how PHP writes an empty object."""
    return value if isinstance(value, dict) else {}
