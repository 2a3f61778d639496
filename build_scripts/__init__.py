"""The half that knows: YAML catalogue in, static site and open data out.

This file stays empty of code, so that `forms_app` can use `build_scripts.shared`
(standard library only) without loading any of the build.
"""
