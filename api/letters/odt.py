"""A letter as an OpenDocument text that an office suite opens and a person completes."""

from __future__ import annotations

from io import BytesIO

from odfdo import Document
from odfdo import Paragraph as OdtParagraph

from api import wording
from api.letters.letter import Letter, Paragraph

STYLES = {
    "VigieCorps": 'fo:text-align="justify" fo:margin-bottom="0.3cm"',
    "VigieTitre": 'fo:margin-top="0.2cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
    "VigieDroite": 'fo:margin-left="9cm" fo:margin-bottom="0.3cm"',
    "VigieObjet": 'fo:margin-top="0.6cm" fo:margin-bottom="0.3cm"',
}
BOLD = frozenset({"VigieTitre", "VigieObjet"})


def to_odt(letter: Letter) -> bytes:
    """The letter as the bytes of an .odt file."""
    document = Document("text")
    document.body.clear()
    for name, properties in STYLES.items():
        document.insert_style(_style(name, properties), automatic=False)
    for text, style in _lines(letter):
        document.body.append(OdtParagraph(text, style=style))
    document.meta.title = letter.subject
    document.meta.language = "fr-FR"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(letter: Letter) -> list[tuple[str, str]]:
    return [
        ("[En-tête du service]", "VigieCorps"),
        (f"[Lieu], le {wording.day_in_letters(letter.day)}", "VigieDroite"),
        (letter.recipient, "VigieDroite"),
        (letter.references, "VigieCorps"),
        (f"Objet : {letter.subject}", "VigieObjet"),
        *(_paragraph(part) for part in letter.body),
        ("[Formule de politesse]", "VigieCorps"),
        ("[Signature]", "VigieDroite"),
    ]


def _paragraph(part: Paragraph) -> tuple[str, str]:
    return part.text, "VigieTitre" if part.heading else "VigieCorps"


def _style(name: str, properties: str) -> str:
    weight = '<style:text-properties fo:font-weight="bold"/>' if name in BOLD else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {properties}/>{weight}'
        "</style:style>"
    )
