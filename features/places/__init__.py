"""Places: from the parcels that an act cites to the zones in force there."""
