"""Addresses of the desk (``/bulletins/…``, here) and of everybody (``/public/bulletins/…``, in ``public``)."""

from lianshou.kernel.bulletins.urls.desk import app_name, urlpatterns

__all__ = ["app_name", "urlpatterns"]
