"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("appointments_desk", __name__)
