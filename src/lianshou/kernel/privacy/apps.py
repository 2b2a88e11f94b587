from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "lianshou.kernel.privacy"
    label = "privacy"
    verbose_name = "privacy"

    def ready(self) -> None:
        from lianshou.core.desk import desk
        from lianshou.kernel.privacy.queries import items_of

        desk.add(items_of)
