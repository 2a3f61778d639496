"""Who cannot come: a visit at home, or the finished paper brought or sent."""
