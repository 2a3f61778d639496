"""The residents' app with one more address: the same form, and no database behind it."""

from __future__ import annotations

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from forms_app import server
from forms_app.access import public
from forms_app.appointments.forms import BookingForm, start_of
from forms_app.appointments.offers import find_offer
from forms_app.wiring import the_catalogue

NULL = "/forms/null/<service_id>/<station_id>"


def app() -> Flask:
    """What granian starts for the benchmark."""
    made = server.public()

    @made.post(NULL)
    @public
    def null(service_id: str, station_id: str) -> ResponseReturnValue:
        """Everything a booking does but for the booking: the floor to measure against."""
        offer = find_offer(the_catalogue(), service_id, station_id)
        form = BookingForm(request.form)
        starts_at = start_of(form.start.data)
        if offer is None or starts_at is None or not form.validate():
            return "", 422
        form.wish(starts_at)
        return redirect("../../appointment", 303)

    return made
