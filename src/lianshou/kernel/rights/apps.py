from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "lianshou.kernel.rights"
    label = "rights"
    verbose_name = "rights"

    def ready(self) -> None:
        from lianshou.core.desks import desk
        from lianshou.kernel.rights.queries.requests import desk_items

        desk.add(desk_items)
