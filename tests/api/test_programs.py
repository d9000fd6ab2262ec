"""Programs: keys with scopes, events to poll, bodies that weigh too much."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from tests.api.memory import MemoryDesk
from tests.vigie.chain import NUMBER, a_pdf, a_store, process
from vigie.settings import Settings
from vigie.store.clients import Client, Permit, listed, make, of_key, revoke
from vigie.store.events import Event, EventKind

NOW = datetime(2026, 4, 14, 8, tzinfo=UTC)


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def keyed(desk: MemoryDesk) -> MemoryDesk:
    for permit in Permit:
        desk.clients[permit.value] = Client(permit.value, frozenset({permit}), NOW)
    return desk


ASKED = {
    "deposit": lambda client, key: client.post(
        "/api/v1/acts", files={"file": ("a.pdf", b"%PDF-1.7 x")}, headers=bearer(key)
    ),
    "score": lambda client, key: client.post("/api/v1/score", json={}, headers=bearer(key)),
    "read": lambda client, key: client.get("/api/v1/queue", headers=bearer(key)),
}


@pytest.mark.parametrize("key", sorted(ASKED))
@pytest.mark.parametrize("asked", sorted(ASKED))
def test_a_key_permits_what_its_scope_says(
    client: TestClient, keyed: MemoryDesk, key: str, asked: str
) -> None:
    answer = ASKED[asked](client, key)
    assert answer.status_code == (403 if key != asked else (202 if asked == "deposit" else 200))


def test_no_key_decides_and_a_strange_key_is_refused(client: TestClient, keyed: MemoryDesk) -> None:
    act = next(iter(keyed.records))
    body = {"decision": "observations"}
    answer = client.post(f"/api/v1/acts/{act}/reviews", json=body, headers=bearer("read"))
    assert answer.status_code == 403
    strange = client.get("/api/v1/queue", headers=bearer("vigie_nothing"))
    assert strange.status_code == 401
    assert strange.headers["content-type"] == "application/problem+json"


def test_a_deposit_is_followed_with_its_own_key(client: TestClient, keyed: MemoryDesk) -> None:
    given = ASKED["deposit"](client, "deposit")
    assert given.headers["retry-after"] == "5"
    digest = given.json()["id"]
    assert client.get(f"/api/v1/acts/{digest}", headers=bearer("deposit")).status_code == 403
    followed = client.get(f"/api/v1/deposits/{digest}", headers=bearer("deposit"))
    assert followed.json() == {
        "id": digest, "status": "received", "reason": None, "url": f"/api/v1/acts/{digest}",
    }  # fmt: skip
    assert followed.headers["retry-after"] == "5"
    assert client.get("/api/v1/deposits/none", headers=bearer("deposit")).status_code == 404


def test_keys_open_a_service_that_is_closed_to_others(desk: MemoryDesk, tmp_path: Path) -> None:
    from api.people import People, Role

    People(tmp_path, demo=False).add("chef", "Chef", Role.ADMIN, "un long mot de passe")
    desk.made_up = False
    desk.clients["k"] = Client("sig", frozenset({Permit.READ}), NOW)
    with TestClient(create_app(Settings(home=tmp_path), desk=desk)) as client:
        assert client.get("/api/v1/queue").status_code == 401
        assert client.get("/api/v1/queue", headers=bearer("k")).status_code == 200
        assert client.get("/", headers=bearer("k")).status_code == 403


def test_a_body_too_large_is_refused_while_it_streams(client: TestClient) -> None:
    sent = []

    def chunks():
        for _ in range(40):
            sent.append(1)
            yield b"x" * (1 << 18)

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = client.post("/api/v1/acts", content=chunks(), headers=headers)
    assert answer.status_code == 413
    declared = client.post("/api/v1/score", content=b"{}", headers={"Content-Length": "9999999999"})
    assert declared.status_code == 413
    assert declared.json()["status"] == 413


def test_events_are_read_from_where_one_stopped(client: TestClient, desk: MemoryDesk) -> None:
    desk.changed = [
        Event(NOW + timedelta(seconds=rank // 2), f"act-{rank}", EventKind.ACT, "ready", NUMBER)
        for rank in range(5)
    ]
    seen, cursor = [], None
    while True:
        given = client.get("/api/v1/events", params={"limit": 2, "after": cursor or ""}).json()
        seen += [one["id"] for one in given["items"]]
        if not given["items"]:
            break
        cursor = given["next"]
    assert seen == [f"act-{rank}" for rank in range(5)]
    assert given["next"] == cursor
    assert client.get("/api/v1/events", params={"after": "n'importe"}).status_code == 400


def test_events_of_a_store(tmp_path: Path) -> None:
    from ingest.receive import receive
    from vigie.store import events

    store = a_store(tmp_path)
    for number in ("0001", "0002"):
        act = {"dossier_number": NUMBER[:-4] + number, "decision": "granted"}
        receive(store, a_pdf(act), name="a.pdf")
    receive(store, b"", name="vide.pdf")
    process(store)
    every = events.after(store, None)
    assert [one.at for one in every] == sorted(one.at for one in every)
    assert sorted((one.kind.value, one.status) for one in every) == [
        ("act", "ready"), ("act", "ready"),
        ("document", "ready"), ("document", "ready"), ("document", "set_aside"),
    ]  # fmt: skip
    (aside,) = [one for one in every if one.status == "set_aside"]
    assert "vide" in str(aside.reason)
    paged, last = [], None
    while some := events.after(store, last.at if last else None, last.id if last else "", limit=2):
        paged += some
        last = some[-1]
    assert paged == list(every)
    assert events.after(store, every[-1].at, every[-1].id) == ()


def test_a_key_is_kept_as_its_hash_and_can_be_ended(tmp_path: Path) -> None:
    from vigie.errors import UserError

    store = a_store(tmp_path)
    key = make(store, "sig", [Permit.READ, Permit.SCORE])
    found = of_key(store, key)
    assert found is not None
    assert (found.name, found.permits) == ("sig", {Permit.READ, Permit.SCORE})
    assert key.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*"))
    with pytest.raises(UserError, match="existe"):
        make(store, "sig", [Permit.READ])
    revoke(store, "sig")
    assert of_key(store, key) is None
    assert listed(store)[0].revoked_at is not None
    with pytest.raises(UserError, match="vigueur"):
        revoke(store, "sig")


def test_metadata_of_a_deposit_are_kept_with_the_act(tmp_path: Path) -> None:
    from api.store_desk import StoreDesk
    from vigie.store import acts

    desk = StoreDesk.open(Settings(home=tmp_path))
    desk._intake.wake = lambda: None  # type: ignore[method-assign] # the test works on it
    with TestClient(create_app(Settings(home=tmp_path), desk=desk)) as client:
        pdf = a_pdf({"dossier_number": NUMBER, "decision": "granted", "decided_on": "2024-01-10"})

        def send(metadata: str) -> Response:
            return client.post(
                "/api/v1/acts", files={"file": ("a.pdf", pdf)}, data={"metadata": metadata}
            )

        refused = send('{"received_on": "hier"}')
        assert refused.status_code == 422
        assert "received_on" in refused.json()["detail"]
        assert send('{"received_on": "2024-01-15", "matter": "2.2.3"}').status_code == 202
        process(store := a_store(tmp_path))
        (record,) = acts.iterate(store)
        assert record.dossier.clock.received_on == date(2024, 1, 15)
        shown = client.get(f"/api/v1/acts/{record.act_id}").json()
        assert shown["declared"]["envelope"]["matter"] == "2.2.3"
        store.close()
