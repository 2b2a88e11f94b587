"""Households in and out by workbook."""

from django.urls import path

from lianshou.kinds.aid.views import importing, shaping

urlpatterns = [
    path("households/import/", importing.imports, name="imports"),
    path("households/import/<int:pk>/file/", importing.file_standing, name="file_standing"),
    path("exports/", shaping.shapes, name="shapes"),
    path("exports/list.xlsx", shaping.export_shapes, name="export_shapes"),
    path("exports/new/", shaping.new_shape, name="new_shape"),
    path("exports/<int:pk>/edit/", shaping.edit_shape, name="edit_shape"),
    path("exports/<int:pk>/remove/", shaping.remove_shape, name="remove_shape"),
    path("exports/<str:key>/", shaping.shape, name="shape"),
    path("exports/<str:key>/write/", shaping.write_shape, name="write_shape"),
]
