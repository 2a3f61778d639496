"""After the talks: what was promised, the visits, whether people are content, the end."""
