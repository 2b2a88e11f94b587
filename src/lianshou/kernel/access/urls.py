from django.urls import path

from lianshou.kernel.access.views import book, inviting

app_name = "access"
urlpatterns = [
    path("audit/", book.book, name="book"),
    path("audit/export.xlsx", book.export, name="export"),
    path("audit/check/", book.check, name="check"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/export.xlsx", inviting.export, name="export_invitations"),
    path("invitations/new/", inviting.invite, name="invite"),
    path("invitations/unions/", inviting.unions, name="invite_unions"),
    path("invitations/<int:pk>/withdraw/", inviting.withdraw, name="withdraw_invitation"),
    path("invitations/<int:pk>/renew/", inviting.renew, name="renew_invitation"),
    path("invitation/", inviting.accept, name="accept"),
    path("invitation/<str:token>/", inviting.invitation, name="invitation"),
]
