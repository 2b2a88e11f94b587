from django.urls import path

from lianshou.kinds.pairing import views

app_name = "pairing"
urlpatterns = [
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/hosts/", views.hosts, name="hosts"),
    path("<int:pk>/hosts/<int:opening>/", views.host, name="host"),
    path("<int:pk>/hosts/<int:opening>/room/", views.room, name="room"),
    path("<int:pk>/hosts/<int:opening>/close/", views.close, name="close"),
    path("<int:pk>/guests/", views.guests, name="guests"),
    path("<int:pk>/guests/<int:application>/", views.guest, name="guest"),
    path("<int:pk>/guests/<int:application>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/guests/<int:application>/move/", views.move, name="move"),
    path("<int:pk>/guests/<int:application>/move/confirm/", views.confirm_move, name="confirm_move"),
    path("<int:pk>/guests/<int:application>/hold/", views.hold, name="hold"),
    path("<int:pk>/holds/<int:hold>/release/", views.release, name="release"),
    path("<int:pk>/settings/", views.settings, name="settings"),
    path("<int:pk>/run/", views.start, name="start"),
    path("<int:pk>/runs/<int:number>/", views.run, name="run"),
    path("<int:pk>/pairs/", views.pairs, name="pairs"),
    path("<int:pk>/pairs/<int:placement>/", views.pair, name="pair"),
    path("<int:pk>/what-if/", views.what_if, name="what_if"),
    path("<int:pk>/what-if/adopt/", views.adopt, name="adopt"),
    path("<int:pk>/steady/", views.steady, name="steady"),
    path("<int:pk>/balance/", views.balance, name="balance"),
    path("<int:pk>/balance/use/", views.use_weights, name="use_weights"),
    path("<int:pk>/map/", views.map, name="map"),
    path("<int:pk>/matching.xlsx", views.workbook, name="workbook"),
    path("<int:pk>/matching.json", views.result, name="result"),
    path("<int:pk>/map.html", views.map_file, name="map_file"),
    path("<int:pk>/approval/", views.approval, name="approval"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
]
