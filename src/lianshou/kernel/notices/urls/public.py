from django.urls import path

from lianshou.kernel.notices.views import public

app_name = "public_notices"
urlpatterns = [
    path("", public.listed, name="list"),
    path("receipt/", public.receipt, name="receipt"),
    path("<int:pk>/", public.detail, name="detail"),
    path("<int:pk>/object/", public.object_to, name="object"),
]
