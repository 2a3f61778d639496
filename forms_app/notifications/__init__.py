"""The outbox: every message is a row first, sent later, and never twice on purpose."""
