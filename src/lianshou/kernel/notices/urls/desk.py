from django.urls import path

from lianshou.kernel.notices.views import notices, objections

app_name = "notices"
urlpatterns = [
    path("", notices.listed, name="list"),
    path("export.xlsx", notices.export, name="export"),
    path("new/", notices.new, name="new"),
    path("<int:pk>/", notices.detail, name="detail"),
    path("<int:pk>/lines.xlsx", notices.export_lines, name="export_lines"),
    path("<int:pk>/edit/", notices.edit, name="edit"),
    path("<int:pk>/drop/", notices.drop, name="drop"),
    path("<int:pk>/post/", notices.post, name="post"),
    path("<int:pk>/withdraw/", notices.withdraw, name="withdraw"),
    path("<int:pk>/close/", notices.close, name="close"),
    path("<int:pk>/poster/", notices.poster_page, name="poster"),
    path("<int:pk>/poster.docx", notices.poster_paper, name="paper"),
    path("<int:pk>/objections/new/", objections.told, name="told"),
    path("objections/", objections.listed, name="objections"),
    path("objections/export.xlsx", objections.export, name="export_objections"),
    path("objections/<int:pk>/", objections.detail, name="objection"),
    path("objections/<int:pk>/hear/", objections.hear, name="hear"),
    path("objections/<int:pk>/settle/", objections.settle, name="settle"),
]
