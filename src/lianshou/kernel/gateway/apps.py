from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "lianshou.kernel.gateway"
    label = "gateway"
    verbose_name = "gateway"

    def ready(self) -> None:
        from lianshou.core.desk import desk
        from lianshou.kernel.gateway.queries.work import given_up_item

        desk.add(given_up_item)
