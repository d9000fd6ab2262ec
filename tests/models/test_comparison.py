"""The comparison of two versions says what was shown, and what was not."""

from dataclasses import replace

from models.comparison import write_comparison
from models.evaluate import Estimate
from models.promotion import AtShare, Comparison
from models.registry import Version

HALF, MORE = Estimate(0.5, 0.4, 0.6), Estimate(0.7, 0.6, 0.8)
GAIN, NOISE = Estimate(0.2, 0.1, 0.3), Estimate(0.2, -0.1, 0.3)
FOUND = Comparison(
    one=Version("2", ("challenger",), "r2", {"candidate": "boosting", "until": "2025-12-31"}),
    other=Version("1", ("champion",), "r1", {"candidate": "logistic", "promoted_by": "Une Agente"}),
    acts=400,
    positives=60,
    recall_one=MORE,
    recall_other=HALF,
    difference=GAIN,
    ece_one=0.021,
    ece_other=None,
    at=(AtShare(0.05, MORE, HALF, MORE, HALF, GAIN),),
)


def test_it_names_both_and_says_what_each_finds():
    text = write_comparison(FOUND)
    assert "Modèle 2 : Arbres monotones, entraîné sur ce qui était connu au 31/12/2025" in text
    assert "dernier entraîné" in text
    assert "en service, promu par Une Agente" in text
    assert "| 5 % des actes | 70 % [60 % ; 80 %] | 50 % [40 % ; 60 %] | +20,0 points" in text
    assert "0,021 pour 2, non mesurée pour 1" in text


def test_a_difference_is_said_to_be_shown_only_when_its_interval_leaves_zero():
    assert "Le modèle 2 retrouve davantage" in write_comparison(FOUND)
    loss = Estimate(-0.2, -0.3, -0.1)
    assert "Le modèle 1 retrouve davantage" in write_comparison(replace(FOUND, difference=loss))
    assert "Aucune différence" in write_comparison(replace(FOUND, difference=NOISE))
    nothing = replace(FOUND, difference=Estimate(None, None, None))
    assert "Rien ne peut être dit" in write_comparison(nothing)


def test_few_positives_are_a_warning():
    assert "hasard" not in write_comparison(FOUND)
    assert "hasard" in write_comparison(replace(FOUND, positives=9))
