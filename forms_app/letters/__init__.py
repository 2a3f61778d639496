"""What people write to a station: a question, a wish, a mistake on a page; and the answers."""
