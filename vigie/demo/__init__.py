"""The demonstration département: a made world of acts, layers and sheets."""
