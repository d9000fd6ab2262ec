"""Repair after OCR of what French acts print in a fixed form; what was read is kept beside it.

Only where the form leaves no doubt: a letter inside a number, an article, a dossier number, a
unit. Words of prose and names are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from ocr.layout import Token

Line = list[Token]

DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "!": "1"})
_GLUED = re.compile(r"^(\d{1,4}|1er)([:;])$")
LEADER = re.compile(r"^(?:[.…·_]{2,}|…|\.(?=\d))")
_EDGE = re.compile(r"^([(\[«\"']*)(.*?)([)\],;:.»\"']*)$", re.DOTALL)
_SQUARE = re.compile(r"^(?:m|rn|nn)[2?*°ºê7’'\"]$|^rn²$")
_CUBE = re.compile(r"^(?:m|rn)3$|^rn³$")
_QUANTITY = re.compile(r"^\d[\d.,]*$")
_NUMBER_SIGN = re.compile(r"^([nN])(?:[*ºoe?\"'’]|°\.)$")
_MONTHS = frozenset(
    """
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre
    décembre decembre
    """.split()  # noqa: SIM905
)
_FIRST = re.compile(r"^[lI1i|][eo][rt]$")
_ARTICLE_WORD = re.compile(r"^(?:art[i1l][ce][l1i]e|articie|artic1e|articlo)(s?)$", re.IGNORECASE)
_LAW = re.compile(
    r"^([LRDA])([.*]{0,2})([\dlIOo|]{2,3})([-.])([\dlIOo|]{1,3})((?:-[\dlIOo|]{1,2})?)$"
)
_DATE = re.compile(r"^[\dOolI|]{1,2}([/.])[\dOolI|]{1,2}\1[\dOolI|]{2,4}$")
_LIKE_NUMBER = re.compile(r"^\d[\dOolI|]*$|^[\dOolI|]+\d$")
_KIND = re.compile(r"^(PC|DP|PA|PD|CU[ab]?|PCMI)$")
_DOSSIER = re.compile(
    r"^(PC|DP|PA|PD|CU[ab]?)([\dOolI|]{3})([\dOolI|]{3})([\dOolI|]{2})([A-Z\d])([\dOolI|]{4})"
    r"((?:[MT][\dOolI|]{2})?)$"
)
_SERIAL = re.compile(r"^([A-Z\d])([\dOolI|]{4})((?:[MT][\dOolI|]{2})?)$")
_FLOOD_PLAN = re.compile(r"^(PPR)[l1|!]$")


def repaired(line: Line) -> Line:
    """The line with its safe repairs; ``printed`` holds what was read where it was changed."""
    out: Line = []
    line = _parted(_without_leaders(line))
    for index, token in enumerate(line):
        before = out[-1].text if out else ""
        after = line[index + 1].text if index + 1 < len(line) else ""
        text = _word(token.text, before, after)
        out.append(token if text == token.text else _changed(token, text))
    return _dossier_parts(out)


def visas_closed(lines: list[Line]) -> list[Line]:
    """The lines of a page, a colon before the next visa read as the semicolon that stands there."""
    out = list(lines)
    inside = False
    for index, (line, following) in enumerate(pairwise(lines)):
        inside = inside or _opens_visa(line)
        if not (inside and line and _opens_visa(following)):
            continue
        last = line[-1]
        if last.text.endswith(":") and last.confidence < 1:
            out[index] = [*line[:-1], _changed(last, last.text[:-1] + ";")]
    return out


def _opens_visa(line: Line) -> bool:
    return bool(line) and line[0].text.lower() in ("vu", "considérant", "considerant", "attendu")


def _without_leaders(line: Line) -> Line:
    """The line without the dots that lead from a label to its value."""
    kept = [(t, LEADER.sub("", t.text) if LEADER.match(t.text) else t.text) for t in line]
    return [t if text == t.text else _changed(t, text) for t, text in kept if text]


def _parted(line: Line) -> Line:
    """The line with the space that French sets between a number and a colon or a semicolon."""
    out: Line = []
    for token in line:
        found = _GLUED.match(token.text)
        if found:
            cut = token.x1 - (token.x1 - token.x0) / (len(token.text) + 1)
            out.append(token._replace(text=found[1], x1=cut))
            token = token._replace(text=found[2], x0=cut)  # noqa: PLW2901
        out.append(token)
    return out


def _changed(token: Token, text: str) -> Token:
    return token._replace(text=text, printed=token.printed or token.text)


def _word(text: str, before: str, after: str) -> str:
    found = _EDGE.match(text)
    if not found:
        return text
    opening, core, closing = found.groups()
    if _QUANTITY.match(before):
        for unit, sign in ((_SQUARE, "m²"), (_CUBE, "m³")):
            if unit.match(core + closing[:1]):
                return opening + sign + closing[1:]
            if unit.match(core):
                return opening + sign + closing
    for repair in _REPAIRS:
        mended = repair(core, before, after)
        if mended is not None:
            return opening + mended + closing
    return text


def _number_sign(core: str, _before: str, after: str) -> str | None:
    found = _NUMBER_SIGN.match(core)
    return f"{found[1]}°" if found and re.match(r"^[\dA-Z]", after) else None


def _first(core: str, before: str, after: str) -> str | None:
    beside = before.lower().rstrip("s") == "article" or after.lower().strip(".,") in _MONTHS
    return "1er" if beside and _FIRST.match(core) and core != "1er" else None


def _article(core: str, _before: str, after: str) -> str | None:
    found = _ARTICLE_WORD.match(core)
    if not found or core.lower().rstrip("s") == "article":
        return None
    word = "ARTICLE" if core.isupper() else "Article" if core[0].isupper() else "article"
    return word + found[1] if re.match(r"^[\dlI]|^[LRDA]\.?", after) else None


def _law(core: str, _before: str, _after: str) -> str | None:
    found = _LAW.match(core)
    if not found or not any(c.isdigit() for c in core):
        letters = found and found[2] and found[4] == "-"
        if not letters:
            return None
    kind, dot, first, dash, second, third = found.groups()  # type: ignore[union-attr]
    numbers = first.translate(DIGITS) + dash + second.translate(DIGITS) + third.translate(DIGITS)
    return kind + dot + numbers


def _date(core: str, _before: str, _after: str) -> str | None:
    found = _DATE.match(core)
    enough = sum(c.isdigit() for c in core) >= 4
    return core.translate(DIGITS) if found and enough else None


def _number(core: str, _before: str, _after: str) -> str | None:
    digits = sum(c.isdigit() for c in core)
    likely = _LIKE_NUMBER.match(core) and digits >= 2 and digits * 2 > len(core)
    return core.translate(DIGITS) if likely else None


def _dossier(core: str, _before: str, _after: str) -> str | None:
    found = _DOSSIER.match(core)
    if not found:
        return None
    kind, *numbers, service, serial, suffix = found.groups()
    suffix = suffix[:1] + suffix[1:].translate(DIGITS)
    return kind + "".join(numbers).translate(DIGITS) + service + serial.translate(DIGITS) + suffix


def _flood_plan(core: str, _before: str, _after: str) -> str | None:
    return "PPRI" if _FLOOD_PLAN.match(core) else None


_REPAIRS: tuple[Callable[[str, str, str], str | None], ...] = (
    _number_sign,
    _first,
    _article,
    _law,
    _date,
    _dossier,
    _flood_plan,
    _number,
)


def _dossier_parts(line: Line) -> Line:
    """The parts of a dossier number printed with spaces: PC 034 172 25 V0123."""
    for index, token in enumerate(line[:-4]):
        if not _KIND.match(token.text):
            continue
        parts = [t.text.rstrip(".,;:") for t in line[index + 1 : index + 5]]
        shape = [len(part) for part in parts[:3]] == [3, 3, 2]
        numbers = all(re.fullmatch(r"[\dOolI|Q]+", part) for part in parts[:3])
        serial = _SERIAL.match(parts[3])
        if not (shape and numbers and serial):
            continue
        mended = [part.translate(DIGITS) for part in parts[:3]]
        letter, running, suffix = serial.groups()
        mended.append(
            letter + running.translate(DIGITS) + suffix[:1] + suffix[1:].translate(DIGITS)
        )
        for offset, (part, text) in enumerate(zip(parts, mended, strict=True), index + 1):
            if part != text:
                whole = line[offset].text.replace(part, text, 1)
                line[offset] = _changed(line[offset], whole)
    return line
