from django.urls import path

from lianshou.kernel.privacy import views

app_name = "privacy"
urlpatterns = [
    path("reveal/<slug:slug>/<int:pk>/<slug:name>/", views.reveal, name="reveal"),
    path("shown/<int:pk>/", views.shown, name="shown"),
    path("looks/", views.looks, name="looks"),
    path("exports/", views.exports, name="exports"),
    path("exports/waiting/", views.waiting, name="waiting"),
    path("exports/history/", views.history, name="history"),
    path("exports/ask/<slug:slug>/", views.ask, name="ask"),
    path("exports/<int:pk>/", views.request_page, name="request"),
    path("exports/<int:pk>/approve/", views.approve, name="approve"),
    path("exports/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("exports/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("exports/<int:pk>/fetch/", views.fetch, name="fetch"),
]
