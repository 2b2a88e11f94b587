from django.urls import path

from lianshou.kernel.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("list.xlsx", views.export_imports, name="export_imports"),
    path("new/<int:programme>/<slug:list_slug>/", views.new, name="new"),
    path("template/<int:programme>/<slug:list_slug>.xlsx", views.template, name="template"),
    path("sample/<int:programme>/<slug:list_slug>.xlsx", views.sample, name="sample"),
    path("register/<slug:list_slug>/", views.register, name="register"),
    path("register/<slug:list_slug>.xlsx", views.register_template, name="register_template"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/rows.xlsx", views.export, name="export"),
    path("<int:pk>/drop/", views.drop_rest, name="drop_rest"),
    path("rows/<int:pk>/edit/", views.edit, name="edit"),
    path("rows/<int:pk>/drop/", views.drop, name="drop"),
    path("rows/<int:pk>/restore/", views.restore, name="restore"),
]
