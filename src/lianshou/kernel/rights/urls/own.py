from django.urls import path

from lianshou.kernel.rights.views import me

app_name = "me"
urlpatterns = [
    path("", me.me, name="page"),
    path("show/", me.show_own, name="show"),
    path("export/", me.export_own, name="export"),
    path("consents/<int:pk>/give/", me.give, name="give"),
    path("consents/<int:pk>/withdraw/", me.withdraw, name="withdraw"),
    path("ask/<slug:kind>/", me.ask, name="ask"),
    path("requests/<int:pk>/", me.my_request, name="request"),
    path("requests/<int:pk>/take-back/", me.take_back, name="take_back"),
]
