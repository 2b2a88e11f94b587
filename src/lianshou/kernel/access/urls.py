from django.urls import path

from lianshou.kernel.access.views import accounts, book, explaining, leaving, permissions, posts

app_name = "access"
urlpatterns = [
    path("audit/", book.book, name="book"),
    path("audit/export.xlsx", book.export, name="export"),
    path("audit/check/", book.check, name="check"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/export.xlsx", accounts.export, name="accounts_export"),
    path("accounts/new/", accounts.new, name="new_account"),
    path("accounts/waiting/", posts.waiting, name="waiting"),
    path("accounts/waiting/<int:pk>/decline/", posts.decline, name="decline"),
    path("accounts/leaving/", leaving.leaving, name="leaving"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/close/", accounts.close, name="close_account"),
    path("accounts/<int:pk>/reopen/", accounts.reopen, name="reopen_account"),
    path("accounts/<int:pk>/unlock/", accounts.unlock, name="unlock_account"),
    path("accounts/<int:pk>/password/", accounts.password, name="renew_password"),
    path("accounts/<int:pk>/posts/new/", posts.give, name="give_post"),
    path("accounts/<int:pk>/hand-over/", leaving.hand_over, name="hand_over"),
    path("accounts/<int:pk>/handed-over/", leaving.handed_over, name="handed_over"),
    path("posts/", posts.own, name="posts"),
    path("posts/<int:pk>/end/", posts.end, name="end_post"),
    path("posts/<int:pk>/delegate/", posts.delegate, name="delegate"),
    path("posts/delegations/<int:pk>/end/", posts.end_delegation, name="end_delegation"),
    path("permissions/", permissions.permissions, name="permissions"),
    path("permissions/addresses/", permissions.addresses, name="addresses"),
    path("permissions/export.xlsx", permissions.export, name="permissions_export"),
    path("who/", explaining.ask, name="ask"),
    path("who/account/<int:pk>/", explaining.who_account, name="who_account"),
    path("who/<slug:sort>/<int:pk>/", explaining.who, name="who"),
]
