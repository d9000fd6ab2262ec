"""Grounds (moyens), one module a body of law."""
