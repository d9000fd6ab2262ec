"""Accounts, sessions, the gate."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.people import COOKIE, People, Role
from tests.api.memory import MemoryDesk, an_act
from vigie.errors import UserError
from vigie.settings import Settings

PASSWORD = "un mot de passe long"


@pytest.fixture
def closed(tmp_path):
    """A service that is no demonstration and has accounts."""
    desk = MemoryDesk([an_act(1)])
    desk.made_up = False
    app = create_app(Settings(home=tmp_path), desk=desk)
    app.state.people.add("lea", "Léa Roux", Role.REVIEWER, PASSWORD)
    app.state.people.add("tom", "Tom Lire", Role.READER, PASSWORD)
    return TestClient(app, follow_redirects=False)


def sign_in(client, login="lea", password=PASSWORD, **form):
    return client.post("/connexion", data={"compte": login, "mot_de_passe": password} | form)


def test_nobody_reads_without_signing_in(closed):
    answer = closed.get("/actes/act-001", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/connexion?vers=/actes/act-001"
    refused = closed.get("/api/v1/queue")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert closed.get("/healthz").status_code == 200


def test_signing_in_opens_the_pages_and_leads_back(closed):
    answer = sign_in(closed, vers="/actes/act-001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/actes/act-001")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Léa Roux" in closed.get("/").text


@pytest.mark.parametrize("back", ["https://ailleurs.example", "//ailleurs.example", "/\\a.b"])
def test_signing_in_never_leads_elsewhere(closed, back):
    assert sign_in(closed, vers=back).headers["location"] == "/"


def test_wrong_name_and_wrong_password_say_the_same(closed):
    one, two = sign_in(closed, login="nobody"), sign_in(closed, password="faux mot de passe")
    assert one.status_code == two.status_code == 401
    assert "inconnu" in one.text
    assert one.text == two.text


def test_programs_sign_in_by_name_and_password(closed):
    assert closed.get("/api/v1/queue", auth=("lea", PASSWORD)).status_code == 200
    assert closed.get("/api/v1/queue", auth=("lea", "faux")).status_code == 401


def test_a_forged_or_old_cookie_opens_nothing(closed, monkeypatch):
    good = closed.app.state.people.cookie(closed.app.state.people.accounts[0])
    body, _, _ = good.partition(".")
    for cookie in (f"{body}.{'0' * 64}", "rubbish", f"{body}x.{good.partition('.')[2]}"):
        closed.cookies.set(COOKIE, cookie)
        assert closed.get("/api/v1/queue").status_code == 401
    closed.cookies.set(COOKIE, good)
    assert closed.get("/api/v1/queue").status_code == 200
    monkeypatch.setattr("api.people.time.time", lambda: 4e9)
    assert closed.get("/api/v1/queue").status_code == 401


def test_a_reader_does_not_decide(closed):
    sign_in(closed, login="tom")
    token = closed.app.state.people.session(closed.cookies[COOKIE]).token
    form = {"jeton": token, "version": "0", "decision": "later"}
    assert closed.post("/actes/act-001/decisions", data=form).status_code == 403
    assert "il ne décide pas" in closed.get("/actes/act-001").text


def test_passwords_are_long_and_not_kept(tmp_path):
    people = People(tmp_path, demo=False)
    with pytest.raises(UserError):
        people.add("a", "A", Role.READER, "court")
    people.add("a", "A", Role.READER, PASSWORD)
    kept = tmp_path / "accounts.json"
    assert PASSWORD not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


def test_demonstration_answers_loopback_only(client):
    assert client.get("/", headers={"host": "vigie.example"}).status_code == 403
    far = TestClient(client.app, client=("192.0.2.7", 4000), base_url="http://localhost")
    assert far.get("/").status_code == 403
    near = TestClient(client.app, client=("127.0.0.1", 4000), base_url="http://localhost")
    assert near.get("/").status_code == 200
