"""Photos and papers somebody hands in: cleaned, sealed in the database, kept apart."""
