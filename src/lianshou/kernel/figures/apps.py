from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "lianshou.kernel.figures"
    label = "figures"
    verbose_name = "figures"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.feeds import feeds
        from lianshou.core.periods import year_of
        from lianshou.kernel.figures.queries import Narrowing, all_figures, facts_of

        feeds.connect(
            figures=all_figures,
            facts=lambda *, year, **asked: facts_of(to=Narrowing(period=year_of(year)), **asked),
            url=lambda *, slug, union, year: (
                f"{reverse('figures:detail', args=[slug])}?union={union}&starts={year}-01-01&ends={year}-12-31"
            ),
        )
