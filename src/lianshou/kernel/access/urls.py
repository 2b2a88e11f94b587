from django.urls import path

from lianshou.kernel.access.views import book, checks

app_name = "access"
urlpatterns = [
    path("audit/", book.book, name="book"),
    path("audit/export.xlsx", book.export, name="export"),
    path("audit/<int:number>/", book.entry, name="entry"),
    path("audit/check/", checks.check, name="check"),
    path("audit/check/start/", checks.start_check, name="start_check"),
    path("audit/anchors/", checks.anchors, name="anchors"),
    path("audit/anchors/add/", checks.add_anchor, name="add_anchor"),
    path("audit/anchors/<int:pk>.json", checks.anchor_file, name="anchor_file"),
]
