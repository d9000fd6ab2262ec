"""A letter as an OpenDocument text that an office suite opens and a person completes."""

from __future__ import annotations

from io import BytesIO

from odfdo import Document
from odfdo import Paragraph as OdtParagraph

from api import wording
from api.letters.letter import Letter, Paragraph

HEAD = (
    "PRÉFET [DU DÉPARTEMENT]",
    "[Direction départementale des territoires et de la mer]",
    "[Service chargé du contrôle de légalité]",
)
CLOSING = "Je vous prie d'agréer, {}, l'expression de ma considération distinguée."
STYLES = {
    "VigieEntete": 'fo:margin-bottom="0cm"',
    "VigieReference": 'fo:margin-top="0.1cm" fo:margin-bottom="0cm"',
    "VigieNote": 'fo:margin-top="0.3cm" fo:margin-bottom="0cm"',
    "VigieCorps": 'fo:text-align="justify" fo:margin-bottom="0.3cm"',
    "VigieTitre": 'fo:margin-top="0.2cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
    "VigieDroite": 'fo:margin-left="9cm" fo:margin-bottom="0.3cm"',
    "VigieObjet": 'fo:margin-top="0.6cm" fo:margin-bottom="0.3cm"',
}
BOLD = frozenset({"VigieEntete", "VigieTitre", "VigieObjet"})
SMALL = frozenset({"VigieReference", "VigieNote"})


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
    """Each line with its style; a sign never stands alone at the start of a line."""
    lines = [
        *((line, "VigieEntete") for line in HEAD),
        *((line, "VigieReference") for line in letter.references),
        (f"[Lieu], le {wording.day_in_letters(letter.day)}", "VigieDroite"),
        ("Le préfet", "VigieDroite"),
        (f"à {letter.recipient}", "VigieDroite"),
        (f"Objet : {letter.subject}", "VigieObjet"),
        (f"{letter.address},", "VigieCorps"),
        *(_paragraph(part) for part in letter.body),
        (CLOSING.format(letter.address), "VigieCorps"),
        ("Pour le préfet et par délégation,", "VigieDroite"),
        ("[qualité, prénom et nom du signataire]", "VigieDroite"),
        *((part.text, "VigieNote") for part in letter.notes),
    ]
    return [(wording.spaced(text), style) for text, style in lines]


def _paragraph(part: Paragraph) -> tuple[str, str]:
    return part.text, "VigieTitre" if part.heading else "VigieCorps"


def _style(name: str, properties: str) -> str:
    weight = '<style:text-properties fo:font-weight="bold"/>' if name in BOLD else ""
    weight = '<style:text-properties fo:font-size="9.5pt"/>' if name in SMALL else weight
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {properties}/>{weight}'
        "</style:style>"
    )
