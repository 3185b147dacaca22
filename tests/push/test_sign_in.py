"""What keeps a push from sending anything: an address, an account, a state that will not do."""

import pytest

from scraper.exceptions import ArgumentError, StoreError
from scraper.push.ledger import FILE
from tests.push.fake import Fault
from tests.push.pushing import push


def test_wrong_credentials(store, wordpress):
    with pytest.raises(
        ArgumentError, match=r"does not take the credentials \(401 incorrect_password\): WORDPRESS_USER"
    ):
        push(store, wordpress, password="wrong-password")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("invalid_username", r"does not take the credentials \(401 invalid_username\)"),
        ("application_passwords_disabled_for_user", "application passwords are switched off there, or for this"),
    ],
)
def test_credentials_that_are_refused_at_the_first_question(store, wordpress, code, said):
    wordpress.faults.append(_get("", status=401, body={"code": code}))

    with pytest.raises(ArgumentError, match=said):
        push(store, wordpress)


def test_application_passwords_that_are_switched_off(store, wordpress):
    wordpress.passwords = False

    with pytest.raises(ArgumentError, match="application passwords are switched off there"):
        push(store, wordpress)


def test_a_server_that_drops_the_password(store, wordpress):
    wordpress.faults.append(_get("users/me", status=401, body={"code": "rest_not_logged_in"}))

    with pytest.raises(ArgumentError, match="drops the header Authorization"):
        push(store, wordpress)


def test_no_rest_api(store, wordpress):
    wordpress.faults.append(_get("", status=404, body="<h1>Not found</h1>"))

    with pytest.raises(ArgumentError, match=r"has no REST API of WordPress \(404\)"):
        push(store, wordpress)


def test_a_site_that_lives_elsewhere(store, wordpress):
    wordpress.faults.append(_get("", status=301, body="", headers={"Location": "https://www.new.example/wp-json/"}))

    with pytest.raises(ArgumentError, match=r"it leads to https://www\.new\.example/wp-json/: give that address with"):
        push(store, wordpress)


@pytest.mark.parametrize(("right", "said"), [("upload_files", "upload files"), ("edit_posts", "write posts")])
def test_a_missing_right(store, wordpress, right, said):
    wordpress.rights.remove(right)

    with pytest.raises(ArgumentError, match=f"the account 'Editor' may not {said} there: use one with the role Editor"):
        push(store, wordpress)


def test_nobody_is_there(store, wordpress):
    with pytest.raises(ArgumentError, match="cannot connect"):
        push(store, wordpress, target="http://127.0.0.1:9")


@pytest.mark.parametrize("text", ["{", "[]", '{"targets": {"URL": {"items": {"post x": {"number": 1}}}}}'])
def test_a_damaged_state(store, wordpress, text):
    (store / FILE).write_text(text.replace("URL", wordpress.url))

    with pytest.raises(StoreError, match="mend or remove it"):
        push(store, wordpress)

    assert wordpress.posts() == []


def _get(part, **facts):
    return Fault(lambda method, route, given: method == "GET" and part in route, **facts)
