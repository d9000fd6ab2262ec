"""Cerfa forms: the fields of the official file, sums inside, and forms without fields."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats import cerfa, pdf
from tests.builders import a_reading, some_facts
from vigie.domain.dossier import DocumentRole

FIELDS = {
    "N1F_formulaire": "PCMI",
    "N1N_numero": "13406*06",
    "N1R_reference": "PC 034 157 24 V0036",
    "T2F_prefixe": "000",
    "T2S_section": "LV",
    "T2N_numero": "40",
    "T2T_superficie": "992",
    "T5ZA1": "",
    "T5ZA2": "B",
    "T5ZA3": "7",
    "T5ZA4": "1 008,5",
    "D5T_total": "2000",
    "C5ZA1_logements": "2",
    "W2SA1": "10",
    "W2SB1": "150",
    "W2SF1": "160",
}


def a_form(*ticked: str, **fields: str) -> bytes:
    """A PDF with the fields of the official form, one under the other."""
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=A4, invariant=1)
    given = {**FIELDS, **fields}
    for row, (name, value) in enumerate(given.items()):
        canvas.acroForm.textfield(
            name=name, value=value, x=50, y=780 - 30 * row, width=200, height=20
        )
    for row, name in enumerate(ticked):
        canvas.acroForm.checkbox(name=name, checked=True, x=300, y=780 - 30 * row)
    canvas.drawString(50, 800, "Demande")
    canvas.showPage()
    canvas.save()
    return sink.getvalue()


def test_reads_what_the_applicant_declared_and_where() -> None:
    found = pdf.read(a_form("F5PR1_risquesoui"), "cerfa.pdf")
    assert found.is_document
    assert (found.role, found.names) == (DocumentRole.FORM, ("PC 034157 24 V0036",))
    assert found.declared is not None
    facts = found.declared.facts
    assert found.declared.in_risk_plan is True
    assert found.declared.form == "13406*06"
    assert facts.parcels is not None
    assert facts.parcels.value == ("000LV0040", "0000B0007")
    assert facts.site_area_m2 is not None
    assert facts.site_area_m2.value == 2000
    (place,) = facts.site_area_m2.evidence
    assert (place.page, round(place.box.x0), round(place.box.top)) == (1, 50, 372)
    assert facts.dwellings_created is not None
    assert facts.dwellings_created.value == 2
    assert facts.floor_area_created_m2 is not None
    assert facts.floor_area_created_m2.value == 150
    assert found.declared.contradictions == ()


def test_sums_that_do_not_add_up_are_said() -> None:
    found = cerfa.declared(a_form(D5T_total="1500", W2SF1="400"))
    assert found is not None
    land, floor = found[0].contradictions
    assert "2000.5 m²" in land
    assert "1500 m²" in land
    assert "160 m²" in floor
    assert "400 m²" in floor


@pytest.mark.parametrize(("ticked", "said"), [((), None), (("F5PR0_risquesnon",), False)])
def test_a_risk_plan_that_nothing_says_is_unknown(
    ticked: tuple[str, ...], said: bool | None
) -> None:
    found = cerfa.declared(a_form(*ticked))
    assert found is not None
    assert found[0].in_risk_plan is said


@pytest.mark.parametrize("data", [b"%PDF-1.7 /AcroForm", b"%PDF-1.7\n/ObjStm" + b"\0" * 100])
def test_a_broken_file_is_left_to_its_reader(data: bytes) -> None:
    found = pdf.read(data, "a.pdf")
    assert (found.role, found.declared) == (DocumentRole.ACT, None)


def test_a_form_behind_a_password_is_left_to_its_reader() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(a_form())) as form:
        form.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    found = pdf.read(out.getvalue(), "a.pdf")
    assert (found.is_document, found.declared) == (True, None)


@pytest.mark.parametrize(
    ("before", "recognised"), [(b"%1.4\n", True), (b"PK\x03\x04", False), (b"\x1f\x8b\x08", False)]
)
def test_a_pdf_is_known_by_its_end_when_its_header_is_lost(before: bytes, recognised: bool) -> None:
    body = b"1 0 obj\n" * 300
    assert pdf.recognises(before + body + b"startxref\n9\n%%EOF\n") is recognised
    assert not pdf.recognises(before + body)


def test_another_form_is_no_cerfa_of_planning() -> None:
    assert cerfa.declared(a_form(N1N_numero="12345*01")) is None


def test_a_scanned_form_is_known_by_its_title() -> None:
    reading = a_reading(
        "Demande de permis de construire\nN° 13406*15 cerfa\nPC 034 157 24 V0036",
        "cerfa n° 13406*15\nVotre terrain est-il situé dans un plan de prévention des risques "
        "naturels ? ☒ Oui ☐ Non",
    )
    found = cerfa.declared_by_words(reading, some_facts(site_area_m2=500.0))
    assert found is not None
    declared, names = found
    assert (declared.form, declared.in_risk_plan) == ("13406*15", True)
    assert names == ("PC 034157 24 V0036",)
    assert declared.facts.site_area_m2 is not None
    citing = "ARRÊTÉ accordant un permis de construire\nVu la demande (cerfa n° 13406*15)"
    assert cerfa.declared_by_words(a_reading(citing), some_facts()) is None
    assert cerfa.declared_by_words(a_reading("ARRÊTÉ accordant un permis"), some_facts()) is None
