from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lianshou.kernel.access"
    label = "access"
    verbose_name = "access"

    def ready(self) -> None:
        from lianshou.kernel.access.views.listening import listen

        listen()
