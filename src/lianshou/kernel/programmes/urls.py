from django.urls import path

from lianshou.kernel.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("new/", views.new, name="new"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/export.xlsx", views.export_calendars, name="export_calendars"),
    path("calendars/propose/", views.propose, name="propose_calendar"),
    path("calendars/<int:year>/", views.calendar, name="calendar"),
    path("calendars/<int:year>/amend/", views.amend, name="amend_calendar"),
    path("calendars/<int:year>/confirm/", views.confirm, name="confirm_calendar"),
    path("settings/", views.settings, name="settings"),
    path("settings/export.xlsx", views.export_settings, name="export_settings"),
    path("settings/values/<int:pk>/confirm/", views.confirm_setting, name="confirm_setting"),
    path("settings/values/<int:pk>/refuse/", views.refuse_setting, name="refuse_setting"),
    path("settings/values/<int:pk>/withdraw/", views.withdraw_setting, name="withdraw_setting"),
    path("settings/<str:key>/", views.setting, name="setting"),
    path("settings/<str:key>/set/", views.set_setting, name="set_setting"),
]
