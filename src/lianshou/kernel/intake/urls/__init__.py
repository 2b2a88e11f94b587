"""Addresses of uploads (``/imports/…``, here), of applications (``/applications/…``) and of the register of forms (``/forms/…``)."""

from lianshou.kernel.intake.urls.imports import app_name, urlpatterns

__all__ = ["app_name", "urlpatterns"]
