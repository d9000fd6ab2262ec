"""What should have come and did not, with both sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.receive import receive
from scoring.grounds import assess
from tests.ingest.formats.test_actes import ID, act_xml, archive
from tests.ingest.formats.test_letters import LETTER
from tests.vigie.chain import a_pdf, a_store, process
from vigie.domain.fact import said
from vigie.domain.finding import Verdict
from vigie.gaps import Gap, GapKind, found, numberings
from vigie.store import Store, acts

HEAD = '"DEP_CODE";"COMM";"TYPE_DAU";"NUM_DAU";"ETAT_DAU";"DATE_REELLE_AUTORISATION"\n'
SHEET = """N° dossier;Commune;Date décision;Date réception préfecture;Suite
PC 034 150 24 V0005;Mèze;10/01/2024;10/03/2024;RAS
PC 034 150 24 V0001;Mèze;12/01/2024;15/01/2024;RAS
"""


def sitadel(*rows: tuple[str, str]) -> bytes:
    lines = (f'"34";"{n[1:6]}";"PC";"{n}";2;"{day}"\n' for n, day in rows)
    return (HEAD + "".join(lines)).encode()


def an_act(number: str, day: str) -> bytes:
    return a_pdf(
        {
            "dossier_number": number,
            "decision": "granted",
            "decided_on": day,
            "commune_insee": "34150",
        }
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def of_kind(store: Store, kind: GapKind) -> list[Gap]:
    return [gap for gap in found(store) if gap.kind is kind]


def test_a_permit_of_sitadel_that_never_came(store: Store) -> None:
    for number, day in (("V0001", "2024-01-10"), ("V0004", "2024-06-10")):
        receive(store, an_act(f"PC 034150 24 {number}", day), name=f"{number}.pdf")
    register = sitadel(
        ("0341502400001", "2024-01-10"),
        ("03415024V0001", "2024-01-10"),  # came
        ("03415024V0002", "2024-03-01"),  # never came
        ("03415024V0003", "2024-06-09"),  # may still come
        ("03417224V0009", "2024-03-01"),  # a commune of which nothing comes here
    )
    receive(store, register.replace(b"0341502400001", b"03415024V0001"), name="sitadel.csv")
    process(store)
    (gap,) = of_kind(store, GapKind.NEVER_SENT)
    assert (gap.name, gap.commune_insee) == ("PC 034150 24 V0002", "34150")
    assert "01/03/2024" in gap.because
    first, second = gap.sources
    assert (first.source, first.text) == ("Sitadel", "sitadel.csv, ligne 4")
    assert "2 actes de la commune 34150, décidés du 10/01/2024 au 10/06/2024" in second.text


def test_acts_of_a_sheet_without_document_late_and_contradicted(store: Store) -> None:
    receive(store, SHEET.encode(), name="suivi.csv")
    receive(store, an_act("PC 034150 24 V0001", "2024-01-10"), name="a.pdf")
    process(store)
    assert [gap.name for gap in of_kind(store, GapKind.NO_DOCUMENT)] == ["PC 034150 24 V0005"]
    (late,) = of_kind(store, GapKind.LATE)
    assert "60 jours" in late.because
    (conflict,) = of_kind(store, GapKind.CONFLICT)
    assert conflict.because == "Date de décision : 10/01/2024 ou 12/01/2024."
    assert [one.source for one in conflict.sources] == ["l'acte", "suivi.csv, ligne 3"]


def test_acts_that_came_late_are_those_of_the_ground(store: Store) -> None:
    """The list and the ground TRA-1 tell the same acts, and no tacit one."""
    dates = (("V0001", "2024-01-26"), ("V0002", "2024-01-25"), ("V0003", "2024-03-10"))
    for number, received in dates:
        told = {"decision": "granted", "decided_on": "2024-01-10", "received_on": received}
        act = {"dossier_number": f"PC 034150 24 {number}", "commune_insee": "34150", **told}
        receive(store, a_pdf(act), name=f"{number}.pdf")
    tacit = {"dossier_number": "DP 034150 24 V0004", "decision": "tacit", "tacit_on": "2024-01-10"}
    receive(store, a_pdf({**tacit, "received_on": "2024-03-10"}), name="tacite.pdf")
    process(store)
    late = {gap.name: gap for gap in of_kind(store, GapKind.LATE)}
    by_ground = {
        said(record.dossier.facts.dossier_number)
        for record in acts.iterate(store)
        for finding in assess(record.dossier)
        if (finding.ground, finding.verdict) == ("TRA-1", Verdict.BREACH)
    }
    assert set(late) == by_ground == {"PC 034150 24 V0001", "PC 034150 24 V0003"}
    assert late["PC 034150 24 V0001"].because.startswith("Reçu 16 jours après la décision")


def test_rows_not_understood_are_listed(store: Store) -> None:
    receive(store, f"{SHEET}au bureau;Mèze;10/01/2024;;RAS\n".encode(), name="suivi.csv")
    process(store)
    (row,) = of_kind(store, GapKind.ROW)
    assert (row.name, row.because) == (
        "suivi.csv, ligne 4",
        "numéro de dossier non compris : « au bureau »",
    )


def test_pieces_whose_act_never_came(store: Store) -> None:
    receive(store, a_pdf(text=LETTER), name="rg.pdf")
    annex = {f"{ID}-1-1_0.xml": act_xml(), f"22_PN-{ID}-1-1_2.pdf": a_pdf(text="plan")}
    receive(store, archive(annex), name="envoi.tar.gz")
    process(store)
    orphans = {gap.because for gap in of_kind(store, GapKind.ORPHAN)}
    assert orphans == {
        "« rg.pdf » accompagne un acte qui n'est pas parvenu.",
        f"« 22_PN-{ID}-1-1_2.pdf » accompagne un acte qui n'est pas parvenu.",
    }


def test_holes_in_a_numbering() -> None:
    known = [f"PC 034150 24 V{rank:04}" for rank in (1, 2, 5, 6, 8)]
    (gap,) = numberings([*known, "PC 034150 24 V0002 M01", "DP 034150 24 V0001"])
    assert gap.name == "PC 034150 24 V"
    assert gap.because == "Numéros absents : 0003-0004, 0007 (3 sur 8)."


def test_a_numbering_shared_with_others_is_none() -> None:
    assert list(numberings(f"PC 034150 24 V{rank:04}" for rank in (1, 50, 99))) == []
