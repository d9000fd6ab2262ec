"""How fast what arrives is taken in: acts, sheets, Sitadel, the score of one act."""
