"""田间地头: many households, one record, settled where it happened."""
