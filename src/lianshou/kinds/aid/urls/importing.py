"""Households in and out by workbook."""

from django.urls import path

from lianshou.kinds.aid.views import importing

urlpatterns = [
    path("households/import/", importing.imports, name="imports"),
    path("households/import/<int:pk>/file/", importing.file_standing, name="file_standing"),
]
