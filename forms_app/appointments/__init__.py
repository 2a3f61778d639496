"""Booking a time at a station: computed slots, one seat once."""
