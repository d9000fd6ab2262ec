"""Models: risk models, from the dataset as of a date to the promoted champion."""
