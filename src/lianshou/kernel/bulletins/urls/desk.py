from django.urls import path

from lianshou.kernel.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.bulletins, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/return/", views.send_back, name="return"),
    path("<int:pk>/issue/", views.issue, name="issue"),
    path("<int:pk>/photos/", views.add_photos, name="add_photos"),
    path("<int:pk>/photos/<int:photo>/remove/", views.remove_photo, name="remove_photo"),
    path("photos/<int:pk>.jpg", views.photo, name="photo"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/take-down/", views.take_down, name="take_down"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/countersign/", views.ask, name="ask"),
    path("<int:pk>/countersign/<int:asked>/withdraw/", views.withdraw, name="withdraw_ask"),
    path("countersign/<int:pk>/", views.answer, name="countersign"),
    path("<int:pk>/receipts/", views.receipts, name="receipts"),
    path("<int:pk>/receipts/export.xlsx", views.export_receipts, name="export_receipts"),
    path("received/", views.received, name="received"),
    path("received/export.xlsx", views.export_received, name="export_received"),
    path("received/<int:pk>/", views.receipt, name="receipt"),
    path("received/<int:pk>/paper.docx", views.received_paper, name="received_paper"),
    path("received/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<int:pk>/paper.docx", views.paper, name="paper"),
    path("<int:pk>/numbers/<int:place>/", views.rows, name="rows"),
    path("<int:pk>/numbers/<int:place>/export.xlsx", views.export_rows, name="export_rows"),
]
