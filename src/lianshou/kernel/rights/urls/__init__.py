"""Addresses of the desk (``/rights/…``, here) and of a person's own page (``/me/…``, in ``own``)."""

from lianshou.kernel.rights.urls.desk import app_name, urlpatterns

__all__ = ["app_name", "urlpatterns"]
