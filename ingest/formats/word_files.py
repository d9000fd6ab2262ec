"""Files of word processors (docx, odt): letters of the préfecture typed on its own machines."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.contents import Contents, FormatReader
from ingest.formats.letters import letter_in
from vigie.domain.dossier import DocumentRole
from vigie.errors import Refused

ODT_MIME = b"application/vnd.oasis.opendocument.text"
MAX_MEMBERS = 2000
MAX_XML = 30 * 2**20  # unpacked; a letter has some kilobytes of it
BLOCKS = frozenset({"p", "h"})
BREAKS = frozenset({"br", "cr", "line-break"})
GAPS = frozenset({"tab", "s"})


def recognises(data: bytes) -> bool:
    """True for a docx or an odt, by what the archive holds."""
    return _parts(data) is not None


def _parts(data: bytes) -> list[str] | None:
    """The members that hold text, in their order on the page; None for anything else."""
    if data[:4] != b"PK\x03\x04":
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_MEMBERS:
                return None
            if "word/document.xml" in names:
                heads = sorted(n for n in names if n.startswith("word/header"))
                feet = sorted(n for n in names if n.startswith("word/footer"))
                return [*heads, "word/document.xml", *feet]
            if "content.xml" in names and "mimetype" in names:
                with archive.open("mimetype") as mime:
                    mine = mime.read(64).strip() == ODT_MIME
                return [n for n in ("styles.xml", "content.xml") if n in names] if mine else None
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return None
    return None


def text_of(data: bytes) -> str:
    """The text of a docx or an odt, a paragraph a line.

    Raises:
        Refused: damaged, protected, or far larger than a letter.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = [_xml(archive, name) for name in _parts(data) or ()]
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise Refused(f"document illisible ({error}) : le transmettre en PDF") from error
    return "\n".join(line for part in parts for line in _lines(part))


def _xml(archive: ZipFile, name: str) -> Element:
    with archive.open(name) as file:
        body = file.read(MAX_XML + 1)
    if len(body) > MAX_XML:
        raise Refused("document démesuré une fois décompressé : le transmettre en PDF")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise Refused(f"document illisible ({error}) : le transmettre en PDF") from error
    return root


def _lines(root: Element) -> Iterator[str]:
    for element in root.iter():
        if _local(element) in BLOCKS:
            yield from "".join(_words(element)).split("\n")


def _words(element: Element) -> Iterator[str]:
    name = _local(element)
    if name in BREAKS:
        yield "\n"
    elif name in GAPS:
        yield " "
    yield element.text or ""
    for child in element:
        if _local(child) not in BLOCKS:  # a paragraph in a frame is a line of its own
            yield from _words(child)
        yield child.tail or ""


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def read(data: bytes, name: str) -> Contents:
    """The letter that the file is.

    Raises:
        Refused: it is no letter of the préfecture.
    """
    letter = letter_in(text_of(data), where=name)
    if letter is None:
        raise Refused(
            "document de traitement de texte qui n'est pas une lettre du préfet : "
            "transmettre les actes en PDF"
        )
    return Contents(role=DocumentRole.LETTER, names=letter.names, controls=letter.controls)


READER = FormatReader("word_file", "lettre (docx, odt)", recognises, read)
