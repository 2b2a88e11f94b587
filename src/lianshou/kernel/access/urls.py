from django.urls import path

from lianshou.kernel.access.views import book

app_name = "access"
urlpatterns = [
    path("audit/", book.book, name="book"),
    path("audit/export.xlsx", book.export, name="export"),
    path("audit/check/", book.check, name="check"),
]
