"""Open data: what the site tells people, as files for programs."""
