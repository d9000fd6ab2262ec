"""RapidOCR on OpenVINO: heavier, and better where the page is damaged.

The detector finds zones of text on a whole page; the recogniser alone can reread a line whose
place is known. Only the characters that French acts print are let through.
"""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engine import Zone
from ocr.layout import Token
from ocr.picture import Pixels
from ocr.quality import EXPECTED
from vigie.errors import Failed, OperatorError

os.environ.setdefault("OMP_NUM_THREADS", "1")

MISSING = "RapidOCR ou OpenVINO manque : installer les paquets Python rapidocr et openvino."
LONGEST = 1300  # pixels of the longer side in which zones are sought
HEIGHT = 48  # of a line that the recogniser takes
NARROWEST, WIDEST = 320, 3200  # pixels of a line that it takes
STEP = 160  # pixels: a few widths only, for a model is made ready for each of them
PAD = 0.08  # of the height, added around a line whose place is known
CHARACTERS = EXPECTED - set("\x02\ufffe\t\r\n\u00a0\u202f\u2009\u00adﬁﬂﬀﬃﬄ`´¨|¼¾‰¬…")


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    confidence: float
    at: float  # centre, from 0 to 1 along the line


class RapidOcr:
    """The engine; its models come in its package and are loaded once."""

    name = "rapidocr"

    def __init__(self) -> None:
        try:
            from rapidocr import EngineType, RapidOCR  # noqa: PLC0415 - heavy, loaded when needed
        except ImportError as error:
            raise OperatorError(MISSING) from error
        openvino = {
            "inference_num_threads": 1,
            "num_streams": 1,
            "enable_cpu_pinning": False,
            "performance_num_requests": 1,
        }
        make: Any = RapidOCR
        self._engine = make(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": LONGEST,
                "Det.engine_type": EngineType.OPENVINO,
                "Rec.engine_type": EngineType.OPENVINO,
                **{f"EngineConfig.openvino.{key}": value for key, value in openvino.items()},
            }
        )
        recogniser = self._engine._load_rec_model()
        self._session = recogniser.session
        characters = recogniser.postprocess_op.character
        kept = [0, *(i for i, c in enumerate(characters) if i and c in CHARACTERS)]
        self._kept = np.array(kept)
        self._characters = [characters[i] for i in kept]

    def read(self, grey: Pixels, *, dpi: float, seconds: float) -> list[list[Token]]:  # noqa: ARG002
        """The runs of tokens, one a zone found."""
        until = time.monotonic() + seconds
        runs = []
        for box in self.zones(grey):
            if time.monotonic() > until:
                raise Failed(f"RapidOCR a dépassé {seconds:.0f} s sur cette page.")
            runs.append(self.read_line(grey, box))
        return [run for run in runs if run]

    def zones(self, grey: Pixels) -> list[Zone]:
        """Boxes of the zones of text on a level page."""
        colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        found = self._engine(colour, use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return []
        return [
            (float(q[:, 0].min()), float(q[:, 1].min()), float(q[:, 0].max()), float(q[:, 1].max()))
            for q in found.boxes
        ]

    def read_line(self, grey: Pixels, box: Zone) -> list[Token]:
        """The tokens of one line of a level page."""
        x0, top, x1, bottom = box
        pad = PAD * (bottom - top)
        rows = slice(max(math.floor(top - pad), 0), math.ceil(bottom + pad))
        columns = slice(max(math.floor(x0 - pad), 0), math.ceil(x1 + pad))
        strip = grey[rows, columns]
        if min(strip.shape) < 4:
            return []
        letters = self._letters(strip)
        return _tokens(letters, columns.start, strip.shape[1], top, bottom)

    def _letters(self, strip: Pixels) -> list[_Letter]:
        height, width = strip.shape
        wide = min(math.ceil(HEIGHT * width / height), WIDEST)
        line = cv2.resize(strip, (wide, HEIGHT)).astype(np.float32) / 127.5 - 1
        whole = max(math.ceil(wide / STEP) * STEP, NARROWEST)
        padded = np.zeros((1, 3, HEIGHT, whole), np.float32)
        padded[:, :, :, :wide] = line
        chances: npt.NDArray[np.float32] = self._session(padded)[0][:, self._kept]
        best = chances.argmax(axis=1)
        fresh = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
        step = whole / (len(best) * wide)
        return [
            _Letter(self._characters[best[i]], float(chances[i, best[i]]), (i + 0.5) * step)
            for i in fresh
        ]


def _tokens(
    letters: list[_Letter], left: float, width: float, top: float, bottom: float
) -> list[Token]:
    tokens: list[Token] = []
    word: list[_Letter] = []
    for letter in [*letters, _Letter(" ", 1.0, 1.0)]:
        if letter.text != " ":
            word.append(letter)
        elif word:
            half = 0.5 * (word[-1].at - word[0].at) / max(len(word) - 1, 1) or 0.25 * (
                (bottom - top) / width
            )
            tokens.append(
                Token(
                    "".join(one.text for one in word),
                    left + width * max(word[0].at - half, 0.0),
                    top,
                    left + width * min(word[-1].at + half, 1.0),
                    bottom,
                    min(one.confidence for one in word),
                )
            )
            word = []
    return tokens
