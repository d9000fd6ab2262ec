"""Places: from parcel or address to geometry to zones."""
