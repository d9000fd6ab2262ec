"""OCR: from a document to pages of words, each with a place and a confidence."""
