"""Precision, recall and F1 of each fact on acts that the readers were not written from.

python -m benchmarks.facts [--acts 300] [--scanned 40] [--write]
"""
# ruff: noqa: E501 - phrases of acts are kept whole

from __future__ import annotations

import argparse
import io
import random
import re
import time
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from benchmarks.facts.acts import make
from benchmarks.facts.layouts import LAYOUTS, pdf
from features.facts.extract import extract
from ocr.read import read_document
from vigie.domain.fact import Facts, said

SEED = 20_260
FACTS = (
    "dossier_number", "act_type", "stage", "decision", "commune_insee", "decided_on", "parcels",
    "filed_on", "floor_area_created_m2", "dwellings_created", "destination", "plu_zone",
    "risk_zones_cited", "in_the_name_of", "signatory", "works_kinds", "opinions", "articles_cited",
    "conditions", "flood_level_ngf", "architect_named", "applicant_kind", "site_area_m2",
)  # fmt: skip
LISTS = {"parcels", "risk_zones_cited", "works_kinds", "opinions", "articles_cited", "conditions"}
DOC = Path("docs/benchmarks.md")
START, END = "<!-- facts -->", "<!-- /facts -->"


def values(facts: Facts) -> dict[str, Any]:
    """Facts in the form of the truth."""
    found: dict[str, Any] = {name: said(getattr(facts, name)) for name in FACTS}
    signatory = found["signatory"]
    found["signatory"] = f"{signatory.role} {signatory.by_delegation}" if signatory else None
    found["risk_zones_cited"] = [f"{z.plan} {z.zone}" for z in found["risk_zones_cited"] or ()]
    found["opinions"] = [f"{o.body} {o.sense}" for o in found["opinions"] or ()]
    found["conditions"] = [_plain(text) for text in found["conditions"] or ()]
    return found


def _plain(text: str) -> str:
    """Words alone; « m³ » and « m3 » are one unit."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text)).strip().lower()


def scanned(data: bytes, rng: random.Random) -> bytes:
    """The pages as pictures: 200 dpi, grey, slightly turned, blurred and noisy."""
    pages = []
    noise = np.random.default_rng(rng.randrange(10**6))
    for page in pdfium.PdfDocument(data):
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        picture = picture.rotate(
            rng.uniform(-0.5, 0.5), fillcolor=255, resample=Image.Resampling.BICUBIC
        ).filter(ImageFilter.GaussianBlur(0.5))
        grey = np.asarray(picture, dtype=np.float32) + noise.normal(
            0, 9, (picture.height, picture.width)
        )
        pages.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=70)
    return out.getvalue()


class Tally:
    """Right, false and missed values of each fact."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.acts = self.without_parcel = 0
        self.wrong: list[str] = []

    def add(self, name: str, truth: Any, found: Any, label: str) -> None:
        """Counts one fact of one act."""
        right, false, missed = self.counts[name]
        if name in LISTS:
            expected = (
                {_plain(t) for t in truth or ()} if name == "conditions" else set(truth or ())
            )
            got = set(found or ())
            self.counts[name] = [
                right + len(expected & got),
                false + len(got - expected),
                missed + len(expected - got),
            ]
            bad = expected ^ got
        else:
            ok = truth is not None and found == truth
            self.counts[name] = [
                right + ok,
                false + (found is not None and not ok),
                missed + (truth is not None and not ok),
            ]
            bad = (
                {f"{truth} / {found}"}
                if (truth is not None or found is not None) and not ok
                else set()
            )
        if bad:
            self.wrong.append(f"{label} {name} {sorted(map(str, bad))[:4]}")

    def scores(self, name: str) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        right, false, missed = self.counts[name]
        precision, recall = right / max(right + false, 1), right / max(right + missed, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def run(count: int, *, scan: bool) -> tuple[Tally, float]:
    """Makes, prints, reads and compares; acts per second of the extraction alone."""
    rng = random.Random(SEED + scan)  # noqa: S311 - seeded, not secret
    tally, spent = Tally(), 0.0
    for index in range(count):
        layout = list(LAYOUTS)[index % len(LAYOUTS)]
        act = make(rng)
        data = pdf(act, LAYOUTS[layout], rng)
        reading = read_document(scanned(data, rng) if scan else data)
        start = time.process_time()
        acts = extract(reading)
        facts = acts[0].facts if acts else Facts()  # a page that no engine read in time: all missed
        spent += time.process_time() - start
        tally.acts += 1
        tally.without_parcel += facts.parcels is None
        found = values(facts)
        for name in FACTS:
            tally.add(name, act.truth.get(name), found[name], f"{layout} {index}")
    return tally, count / spent if spent else 0.0


def table(native: tuple[Tally, float], paper: tuple[Tally, float]) -> str:
    """The table of the documentation."""
    lines = ["| fact | native P | R | F1 | scanned P | R | F1 |", "|---|---|---|---|---|---|---|"]
    for name in FACTS:
        cells = [f"{value:.3f}" for tally in (native[0], paper[0]) for value in tally.scores(name)]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    for tally, kind in ((native[0], "native"), (paper[0], "scanned")):
        right, false, _ = tally.counts["parcels"]
        lines.append(
            f"\n{kind}: {tally.acts} acts; acts with no parcel read {tally.without_parcel / max(tally.acts, 1):.1%}; false parcels {false / max(right + false, 1):.1%}"
        )
    lines.append(
        f"\nextraction of native acts, one core: {native[1]:.0f} acts/s (processor time, masking included)"
    )
    return "\n".join(lines)


def write(text: str) -> None:
    """Puts the table between its marks in the documentation."""
    page = DOC.read_text(encoding="utf-8") if DOC.exists() else "# Benchmarks\n"
    block = f"{START}\n{text}\n{END}"
    if START in page:
        page = re.sub(
            re.escape(START) + ".*" + re.escape(END), lambda _: block, page, flags=re.DOTALL
        )
    else:
        page += f"\n## Facts\n\n`make bench-facts`: acts in three layouts and with phrases kept out of sight of the rules.\n\n{block}\n"
    DOC.write_text(page, encoding="utf-8")


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=300)
    parser.add_argument("--scanned", type=int, default=40)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list what was misread")
    options = parser.parse_args()
    native, paper = run(options.acts, scan=False), run(options.scanned, scan=True)
    text = table(native, paper)
    print(text)  # noqa: T201 - the result of the command
    if options.wrong:
        print("\n".join([*native[0].wrong, *paper[0].wrong]))  # noqa: T201
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
