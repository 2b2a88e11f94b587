from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "lianshou.kernel.inbox"
    label = "inbox"
    verbose_name = "inbox"
