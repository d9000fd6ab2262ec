"""Features: from words to facts, places and numbers."""
