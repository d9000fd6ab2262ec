"""Words as a candidate: one more column, the log-odds that TF-IDF of the masked text gives.

The column of an act that is learnt from comes of a model that did not learn from its dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline

from models.dataset import Acts, Column, Dataset, Numbers

WORD = r"(?u)\b[^\W\d_]{2,}\b"  # letters only: numbers and dates are facts
FOLDS = 5


def words() -> Pipeline:
    """TF-IDF of words and pairs of words, then an L2 logistic regression."""
    return make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=WORD),
        LogisticRegression(C=3.0, max_iter=1000),
    )


def with_words(
    known: Dataset, texts: Sequence[str], later: Acts, later_texts: Sequence[str]
) -> tuple[Dataset, Acts]:
    """Both sets of acts with the column of words, learnt from the reviews of the first."""
    rows = np.flatnonzero(known.reviewed)
    said = np.array(texts, dtype=object)[rows]
    y, group = known.positive[rows].astype(int), known.acts.group[rows]
    column = np.full(len(known), np.nan)
    for inside, outside in GroupKFold(FOLDS).split(said, groups=group):
        column[rows[outside]] = (
            words().fit(said[inside], y[inside]).decision_function(said[outside])
        )
    model = words().fit(said, y)
    others = np.flatnonzero(~known.reviewed)
    if len(others):
        column[others] = model.decision_function([texts[i] for i in others])
    return replace(known, acts=_added(known.acts, column)), _added(
        later, model.decision_function(list(later_texts))
    )


def _added(acts: Acts, column: Numbers) -> Acts:
    columns = (*acts.columns, Column("words", "Mots de l'acte"))
    return replace(acts, columns=columns, x=np.column_stack([acts.x, column]))
