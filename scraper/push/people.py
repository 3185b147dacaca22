"""Who wrote what: users who are there already, new ones if that is wanted and allowed, else the pushing account."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.channel import Logins, people
from scraper.push.answers import RefusedError

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from scraper.push.account import Account
    from scraper.push.desk import Desk

_ROUTE = "/wp/v2/users"
_NOBODY = "example.invalid"
"""Host of the addresses that WordPress demands; no mail can ever be sent to it (RFC 2606)."""


class Writers:
    """Knows the user of each name."""

    def __init__(self, corpus: Corpus, account: Account, desk: Desk, *, create: bool) -> None:
        self._people = people(corpus)
        self._account = account
        self._desk = desk
        self._create = create
        self._logins = Logins()
        self._users: dict[str, int] = {}

    async def send(self) -> None:
        """Look for each writer among the users; make those who are missing, if asked to."""
        if not self._people:
            return
        known = await self._known()
        absent = []
        for person in self._people:
            login = self.login(person)
            user = known.get(f"name {person['name'].casefold()}") or known.get(f"login {login}")
            if user is None and self._create:
                user = await self._made(person, login)
            if user is None:
                absent.append(person["name"])
            else:
                self._users[person["name"]] = user
        if absent:
            more = "" if self._create else ": make users of these names and push again, or use --create-users"
            self._desk.report.notes.append(
                f"posts of {', '.join(absent)} are put under {self._account.name!r}, the pushing account{more}"
            )

    def of(self, name: str | None) -> dict[str, int]:
        """Give a writer's user as WordPress wants it; nothing for others: they stay with the account that made them."""
        return {"author": self._users[name]} if name in self._users else {}

    def login(self, person: dict[str, Any]) -> str:
        """Login of a person, as the exporter for the importer gives it."""
        return self._logins.of(person["name"], person.get("slug") or "")

    async def _known(self) -> dict[str, int]:
        # Without the right to list users, WordPress shows those who have published something.
        context = {"context": "edit"} if self._account.may("list_users") else {}
        found: dict[str, int] = {}
        try:
            users = await self._desk.client.get_all(_ROUTE, **context)
        except RefusedError as error:
            self._desk.report.notes.append(f"the users there cannot be seen ({error})")
            return found
        for user in users:
            found.setdefault(f"name {str(user.get('name') or '').casefold()}", user["id"])
            for name in ("slug", "username"):
                found.setdefault(f"login {user.get(name)}", user["id"])
        return found

    async def _made(self, person: dict[str, Any], login: str) -> int | None:
        if not self._account.may("create_users"):
            self._desk.report.refuse("user", f"user {person['name']}", "the account may not create users")
            return None
        if self._desk.report.dry_run:
            self._desk.report.add("user", "created")
            return 0
        payload = {
            "username": login,
            "name": person["name"],
            "email": f"{login}@{_NOBODY}",
            # Nobody knows it: who is to sign in gets an address and a new password from an administrator.
            "password": secrets.token_urlsafe(32),
            "description": person.get("bio") or "",
            "roles": ["author"],
        }

        async def find() -> dict[str, Any] | None:
            return next(iter(await self._desk.client.get(_ROUTE, slug=login, context="edit")), None)

        try:
            answer = await self._desk.client.create(_ROUTE, payload, find)
        except RefusedError as error:
            self._desk.report.refuse("user", f"user {person['name']}", str(error))
            return None
        self._desk.report.add("user", "created")
        return int(answer["id"])
