"""Vigie: reads planning acts, joins them with the State's layers, ranks their legal risk."""
