"""The queue and the page of an act with many acts in the store."""
