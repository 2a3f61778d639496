"""Who helps to settle a case, and when everybody can come."""
