"""How a model is asked of an act, however well its pages could be read.

A model learns from acts as they were read, scans among them. How well a page was read says nothing
of the law of the act: the model is asked as if the act had been read well, so that a blurred copy
never ranks below a clear one. What reading lost is the affair of the corrections (see
:mod:`scoring.score`).
"""

from __future__ import annotations

from features import catalogue
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding
from vigie.domain.score import Prediction, RiskModel

READ_WELL = {
    "missing_facts": 0.0,
    "least_sure_fact": 0.95,  # what readers give to a fact that they are sure of
    "reading_confidence": 1.0,
    "unread_pages": 0.0,
}


def ask(model: RiskModel, dossier: Dossier, findings: tuple[Finding, ...]) -> Prediction:
    """The model's answer on the act, its features of reading set to those of a good reading."""
    vector = catalogue.vector(dossier, findings)
    named = zip(catalogue.FEATURES, vector, strict=True)
    return model.predict(tuple(READ_WELL.get(one.name, value) for one, value in named))
