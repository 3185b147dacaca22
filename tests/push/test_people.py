"""A push finds the writers among the users there, or makes them."""

from scraper.push.ledger import FILE
from tests.push.pushing import counted, push


def test_a_writer_is_the_user_of_that_name(store, wordpress):
    wordpress.rows["users"].append({"id": 77, "name": "MEI LAM", "slug": "m"})

    report = push(store, wordpress)

    assert {row["author"] for row in wordpress.rows["posts"]} == {77}
    assert not any("pushing account" in note for note in report.notes)


def test_users_are_made_if_asked_for(store, wordpress):
    report = push(store, wordpress, create_users=True)
    again = push(store, wordpress, create_users=True)

    [user] = wordpress.rows["users"]
    assert (user["username"], user["description"], user["roles"]) == ("mei", "Mei listens.", ["author"])
    assert user["email"].endswith(".invalid")
    assert {row["author"] for row in wordpress.rows["posts"]} == {user["id"]}
    assert user["password"] not in (store / FILE).read_text()
    assert counted(report, "created")["user"] == 1
    assert "user" not in again.counts


def test_who_may_not_make_users_is_told(store, wordpress):
    wordpress.rights.remove("create_users")

    report = push(store, wordpress, create_users=True)

    assert report.refused == {"user Mei Lam": "the account may not create users"}
    assert {row["author"] for row in wordpress.rows["posts"]} == {1}
