"""The two apps: one for residents, one for staff on its own origin; only wiring."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_app import access, languages, live, site_files, web
from forms_app.appointments import desk as booking_desk
from forms_app.appointments import routes as booking_routes
from forms_app.disputes import desk as dispute_desk
from forms_app.disputes import routes as dispute_routes
from forms_app.home_visits import desk as home_desk
from forms_app.home_visits import routes as home_routes
from forms_app.letters import desk as letter_desk
from forms_app.letters import routes as letter_routes
from forms_app.settings import Settings
from forms_app.staff import desk as staff_desk
from forms_app.staff import routes as staff_routes
from forms_app.staff import sign_in
from forms_app.wiring import wire

PUBLIC_SESSION = timedelta(minutes=30)


def create_public_app(settings: Settings) -> Flask:
    """Everything residents see: forms under /forms, and the site's files."""
    app = _create(settings, "public")
    app.config.update(PERMANENT_SESSION_LIFETIME=PUBLIC_SESSION)
    app.register_blueprint(booking_routes.bp, url_prefix="/forms")
    app.register_blueprint(dispute_routes.bp, url_prefix="/forms")
    app.register_blueprint(home_routes.bp, url_prefix="/forms/home-visit")
    app.register_blueprint(letter_routes.bp, url_prefix="/forms/letter")
    app.register_blueprint(site_files.bp)
    if settings.live:
        live.install(app, settings.live)
    return app


def create_desk_app(settings: Settings) -> Flask:
    """Everything staff see; sign-in comes from the staff room."""
    app = _create(settings, "desk")
    sign_in.install(app)
    app.register_blueprint(staff_routes.bp)
    app.register_blueprint(staff_desk.bp, url_prefix="/accounts")
    app.register_blueprint(booking_desk.bp, url_prefix="/appointments")
    app.register_blueprint(dispute_desk.bp, url_prefix="/cases")
    app.register_blueprint(home_desk.bp, url_prefix="/home-visits")
    app.register_blueprint(letter_desk.bp, url_prefix="/letters")
    app.register_blueprint(site_files.assets_bp)
    return app


def _create(settings: Settings, kind: str) -> Flask:
    app = Flask("forms_app", static_folder=None)
    wired = wire(app, settings)
    app.config.update(
        SECRET_KEY=f"{kind}:{wired.vault.session_key.hex()}",
        SESSION_COOKIE_NAME=_cookie_name(kind, settings),
        SESSION_COOKIE_SECURE=settings.https,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    web.dress(app)
    if kind == "public":
        languages.speak(app)
        app.before_request(access.guard)
    return app


def _cookie_name(kind: str, settings: Settings) -> str:
    """With TLS the prefix makes browsers refuse it from any other host (RFC 6265bis)."""
    return f"__Host-doorstep_{kind}" if settings.https else f"doorstep_{kind}"
