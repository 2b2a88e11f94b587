"""Addresses of the desk (``/notices/…``, here) and of everybody (``/public/notices/…``, in ``public``)."""

from lianshou.kernel.notices.urls.desk import app_name, urlpatterns

__all__ = ["app_name", "urlpatterns"]
