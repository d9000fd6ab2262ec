"""How fast parcels meet zones."""
