"""The service on a real store: an act handed in comes out read, ranked, decided, corrected."""

from __future__ import annotations

import io
import json
import re
import time
from contextlib import contextmanager
from datetime import date

import pytest
from fastapi.testclient import TestClient
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import api.intake
from api.acts_found import normal_number
from api.app import create_app
from tests.vigie.chain import Inline
from vigie.digest import work
from vigie.settings import Settings
from vigie.store import calendar, open_store

LINES = """DÉPARTEMENT DE L'HÉRAULT
COMMUNE DE MARSEILLAN
ARRÊTÉ accordant un permis de construire
DÉLIVRÉ PAR LE MAIRE AU NOM DE LA COMMUNE
Dossier n° PC 034 150 26 V0036
Demande déposée le 12/01/2026
Par : SCI LES TAMARIS INVENTÉE
Pour : Construction d'une maison individuelle
Sur un terrain sis : 3 rue des Essais, 34340 Marseillan
Cadastré : 150 CA 221
Surface de plancher créée : 120 m²
Le Maire de Marseillan,
Vu le code de l'urbanisme, notamment ses articles L.421-1 et suivants,
ARRÊTE
Article 1er : Le permis de construire est ACCORDÉ pour le projet décrit dans la demande susvisée.
Fait à Marseillan, le 2 mars 2026
Le Maire, Jean Inventé""".splitlines()


def a_pdf(lines=LINES) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for row, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * row, line)
    canvas.save()
    return out.getvalue()


@contextmanager
def one_process(*, communes=None, **_):
    yield Inline(lambda job: work(job, communes))


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(api.intake, "pool", one_process)
    settings = Settings(home=tmp_path)
    store = open_store(settings.store_url, home=tmp_path)
    calendar.fix(store, date(2026, 3, 20))
    store.close()
    with TestClient(create_app(settings), raise_server_exceptions=False) as made:
        yield made


def handed_in(client, data: bytes, name="acte.pdf") -> dict:
    receipt = client.post("/api/v1/acts", files={"file": (name, data)}).json()
    until = time.monotonic() + 120
    while time.monotonic() < until:
        body = client.get(receipt["url"]).json()
        if body["status"] != "received":
            return body
        time.sleep(0.1)
    raise TimeoutError(receipt)


def token_of(client, act_id) -> str:
    return re.search(r'name="jeton" value="([0-9a-f]+)"', client.get(f"/actes/{act_id}").text)[1]


def test_from_a_pdf_to_a_decision_and_a_letter(client):
    body = handed_in(client, a_pdf())
    act_id = body["act_id"]
    assert body["facts"]["dossier_number"]["value"] == "PC 034150 26 V0036"
    (item,) = client.get("/api/v1/queue").json()["items"]
    assert item["act_id"] == act_id
    html = client.get("/").text
    assert "PC 034150 26 V0036" in html
    page = client.get(f"/actes/{act_id}").text
    picture = re.search(r'href="(/documents/[^"]+\.png)"', page)[1]
    assert client.get(picture).content.startswith(b"\x89PNG")

    corrected = {"jeton": token_of(client, act_id), "valeur": "2026-03-04"}
    client.post(f"/actes/{act_id}/faits/decided_on", data=corrected)
    after = client.get(f"/api/v1/acts/{act_id}").json()
    assert after["facts"]["decided_on"]["value"] == "2026-03-04"
    assert after["deadlines"]["retrait"]["date"] == "2026-06-04"

    ground = after["findings"][0]["ground"]
    form = {
        "jeton": token_of(client, act_id),
        "version": "0",
        "decision": "observations",
        "motif": [ground],
    }
    assert client.post(f"/actes/{act_id}/decisions", data=form).status_code == 200
    known = client.get(f"/api/v1/acts/{act_id}").json()
    assert [one["rung"] for one in known["outcomes"]] == ["observations"]
    assert client.get("/api/v1/queue").json()["items"] == []
    assert client.post(f"/actes/{act_id}/decisions", data=form).status_code == 409
    assert client.get(f"/actes/{act_id}/courriers/observations.odt").status_code == 200
    assert client.app.state.audit.verify() > 0


def test_reading_knows_the_communes_of_this_home(client, tmp_path):
    """The official list gives a commune its code where the act names it and nothing more."""
    listed = [{"code": "34150", "nom": "Marseillan", "type": "commune-actuelle"}]
    (tmp_path / "communes.json").write_text(json.dumps(listed))
    lines = [line for line in LINES if not line.startswith(("Dossier n°", "Cadastré"))]
    body = handed_in(client, a_pdf(lines))
    assert body["facts"]["commune_insee"]["value"] == "34150"


def test_what_cannot_be_read_is_set_aside_with_its_reason(client):
    body = handed_in(client, b"ceci n'est pas un PDF", "note.bin")
    assert body["status"] == "set_aside"
    assert body["reason"]
    assert "note.bin" in client.get("/mis-de-cote").text


def test_the_same_queue_all_day(client):
    handed_in(client, a_pdf())
    first = client.get("/api/v1/queue").json()
    client.app.state.desk.changed()
    assert client.get("/api/v1/queue").json() == first


def test_score_of_text_alone_reads_it(client):
    body = client.post("/api/v1/score", json={"text": "\n".join(LINES)}).json()
    assert body["deadlines"]["retrait"]["date"] == "2026-06-02"
    assert 0 < body["probability"] < 1
    assert body["degraded"]


def test_score_of_nothing_names_what_is_missing(client):
    body = client.post("/api/v1/score", json={}).json()
    assert body["degraded"]
    assert body["deadlines"]["defere"]["date"] is None


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("PC 034 150 24 V0036", "PC 034150 24 V0036"),
        ("pc03415024v0036m01", "PC 034150 24 V0036 M01"),
        ("rien", "rien"),
    ],
)
def test_a_number_is_found_however_it_is_typed(given, normal):
    assert normal_number(given) == normal
