from django.urls import path

from lianshou.kernel.followups import views

app_name = "followups"
urlpatterns = [
    path("", views.activities, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("new/", views.new, name="new"),
    path("outbox/", views.outbox, name="outbox"),
    path("worker.js", views.worker, name="worker"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/photos/", views.add_photos, name="add_photos"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("photos/<int:pk>/", views.photo, name="photo"),
    path("photos/<int:pk>/small/", views.thumbnail, name="thumbnail"),
]
