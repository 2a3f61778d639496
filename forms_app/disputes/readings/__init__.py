"""Every look at a case, written down."""
