"""The desk's first page and accounts."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("staff", __name__)
