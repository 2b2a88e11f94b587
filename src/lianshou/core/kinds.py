"""The plug: what a programme kind tells the kernel, and the registry the kernel asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

from django.apps import AppConfig

from lianshou.core.asking import Asking
from lianshou.core.figures import Figure, Ratio
from lianshou.core.papers import Paper, papers
from lianshou.core.parameters import Setting, declared
from lianshou.core.wording import Language, Wording


class Step(StrEnum):
    """The steps of the spine (docs/spine.md) that a kind may use; the kernel offers a programme only those of its kind."""

    APPLICATION = "application"
    """Somebody asks, or is put forward: rows of intake."""
    LISTS = "lists"
    """Lists are taken in from workbooks."""
    REVIEW = "review"
    """The kind itself judges in rounds. Approval along the tree needs no step: a federation may set it up for any kind
    (ADR 16), and whatever takes applications in or gives seats asks the gate (core/gates.py)."""
    NOTICE = "notice"
    """A public notice whose window must have closed before anything is approved or a seat given."""
    MATCHING = "matching"
    """A computation proposes who is with whom; an approver approves the programme before it runs."""
    SEATS = "seats"
    """People sign up for openings with seats and a waiting list."""
    PLEDGE = "pledge"
    """Agreements or letters are issued and signed."""
    FOLLOW_UP = "follow_up"
    """What happened is recorded, with photographs."""
    FUNDS = "funds"
    """The kind itself brings rules about money. Any programme may have a budget; that needs no step."""


_NEEDS = {Step.LISTS: "lists", Step.MATCHING: "matching", Step.PLEDGE: "paper", Step.NOTICE: "needs_notice"}
"""The steps for which a kind must bring something, and the field in which it does."""


class Errand(StrEnum):
    """What an item of "my work" is about: the sorts by which a list of them is narrowed and late ones are escalated."""

    LIST = "list"
    PROGRAMME = "programme"
    REVIEW = "review"
    APPROVAL = "approval"
    NOTICE = "notice"
    OBJECTION = "objection"
    AGREEMENT = "agreement"
    EVENT = "event"
    MONEY = "money"
    PERSONAL = "personal"
    HOUSEHOLD = "household"
    SYSTEM = "system"
    ESCALATED = "escalated"


MOST_ITEMS = 5000
"""How many items one maker brings at most; what is due first comes first."""


@dataclass(frozen=True, kw_only=True)
class Fold:
    """How the same work of many unions stands as one item: ``slug`` is what they share, ``count`` how many records this one is
    about, ``title`` says the work for the sum."""

    slug: str
    count: int
    title: Callable[[int], str]


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """Something that a person can do: one click from its act; ``waiting`` when it is now somebody else's turn.

    ``key`` names the same item at every asking, for everybody who has it. ``owner`` is the path of the union whose
    business it is and ``verb`` what its act needs: the item stands with those who hold a post for the verb nearest to
    that union, at it or above; posts further up see it counted below. ``is_own`` says that it is the actor's whatever
    posts there are (handed to them, about themselves); without an ``owner`` it always is.
    ``due_on`` is the last day in time, which an overdue item must have, ``since`` the day from which it has waited;
    ``programme`` the id of the programme that it belongs to; ``fold`` how it stands together with the same work of other unions.
    """

    key: str
    errand: Errand
    title: str
    detail: str
    url: str
    owner: str = ""
    verb: str = ""
    is_own: bool = False
    due_on: date | None = None
    since: date | None = None
    programme: int | None = None
    overdue: bool = False
    waiting: bool = False
    fold: Fold | None = None

    def __post_init__(self) -> None:
        if self.owner and not (self.verb or self.is_own):
            raise ValueError(f"{self.key}: what a union owns names the verb of its act")
        if self.overdue and self.due_on is None:
            raise ValueError(f"{self.key}: what is overdue was due on a day")


@dataclass(frozen=True, kw_only=True)
class OnRegister:
    """What a row of a list would change in a record that exists: (what, before, after) for every fact that differs."""

    title: str
    url: str
    changes: tuple[tuple[Wording, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What a row that was taken over did to a record: ``label`` names its model, ``key`` the record, ``is_new`` whether the
    row made it; ``version`` is the number of its history row just afterwards (0: no history is kept).
    """

    label: str
    key: int
    is_new: bool
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class ListIntake:
    """One list that a programme of the kind, or the register, takes in from a workbook.

    ``layout()`` gives a ``formats.sheets`` Layout; ``check(rows=…, programme=…, today=…)`` gives problems that no single
    cell shows (duplicates, a host among the guests), of which ``warns(problem)`` tells those that stop nothing;
    ``take(actor=…, programme=…, values=…, now=…)`` writes one good row.
    ``known(actor=…, programme=…, rows=…)`` gives, by the place of a row in ``rows``, the record that it would change;
    ``sample(language)`` gives a small filled-in workbook to try things out with. ``while_running`` says that the list comes
    back while the programme runs (a sheet of attendance), and not while it is being prepared.
    ``undo(actor=…, traces=…, rows=…, now=…)`` takes back what taken rows did (``rows`` names for each trace the row it is of)
    and answers for each None, or the wording of what stands in the way; a row is taken back as a whole or not at all.
    ``takes_back`` says what that is and what stays, where it is not simply everything.
    ``after(programme=…, rows=…)`` is the page where one goes on with what the first rows of a list name; empty: the desk.
    ``landing(batch)`` is the list narrowed to what the rows of an upload became, by its id, where ``home`` is a long one.
    ``masked(key, text)`` is a cell as lists show it, where nothing is wrong with it.
    ``trace(record, now)`` tells what ``take`` did from what it gave. ``beside()`` gives a ``formats.sheets`` Beside: a second
    sheet whose rows belong to those of the first. ``home_title`` is what the page of ``home`` is called, where it is not that of persons.

    A long list says more: ``checker(actor=…, union=…, today=…)`` makes a ``check`` that is shown the rows part by part and
    remembers what it must; ``take_many(actor=…, union=…, rows=…, now=…)`` writes many at once and gives for each row its
    traces, or the Refused that it met.
    """

    slug: str
    title: Wording
    layout: Callable[[], Any]
    check: Callable[..., Sequence[Any]] = lambda **_: ()
    take: Callable[..., Any] | None = None
    warns: Callable[[Any], bool] = lambda _: False
    known: Callable[..., Mapping[int, OnRegister]] = lambda **_: {}
    sample: Callable[[Language], bytes] | None = None
    undo: Callable[..., Sequence[Wording | None]] | None = None
    takes_back: Wording | None = None
    trace: Callable[[Any, Any], Sequence[Trace]] = lambda _record, _now: ()
    checker: Callable[..., Callable[[Sequence[Any]], Sequence[Any]]] | None = None
    take_many: Callable[..., Sequence[Any]] | None = None
    home: Callable[[], str] | None = None
    home_title: Wording | None = None
    after: Callable[..., str] | None = None
    landing: Callable[[int], str] | None = None
    masked: Callable[[str, str], str] = lambda _key, shown: shown
    beside: Callable[[], Any] | None = None
    while_running: bool = False

    @property
    def has_sample(self) -> bool:
        """For templates, which would call ``sample`` itself."""
        return self.sample is not None


@dataclass(frozen=True, kw_only=True)
class NoticeOfPairs:
    """How a public notice of who is with whom reads: what the two are called, and ``pairs(programme=…)``, the name of the other
    one by the id of an application, as they stand now, proposals too.
    """

    asks: Wording
    other: Wording
    pairs: Callable[..., Mapping[int, str]]


@dataclass(frozen=True, kw_only=True)
class NoticeWords:
    """How a notice of a kind begins before an officer changes it: what it lists, its title, its text, what it decides, and by
    which telephone people object (empty: as on the last notice of the union)."""

    listed: Wording
    title: Wording
    text: Wording
    decides: Wording
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class Matching:
    """How a kind matches: ``freeze(programme=…, keep=…)`` gives the whole input as plain JSON, ``compute(frozen, progress)``
    gives the result as plain JSON from that alone, so that a run can be repeated to the same answer years later.

    ``keep`` asks that as few as can be of the placements as they stand are moved. The result holds ``placements``: a list of ``{"application", "opening", "reasons"}``.
    """

    freeze: Callable[..., dict[str, Any]]
    compute: Callable[..., dict[str, Any]]


class KindError(Exception):
    """A kind that cannot be registered: fails loudly at start."""


@dataclass(frozen=True, kw_only=True)
class MenuPlace:
    """A page of a kind that belongs to no single programme, such as a register: it stands in the menu of whoever may do ``verb``,
    or, where ``role`` is said, of whoever has that role today."""

    title: Wording
    url_name: str
    verb: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One programme kind, the plug between its folder and the kernel (docs/adding-a-kind.md).

    ``slug`` names it in urls and rows, and is the name of its folder; ``urls`` is its url module, mounted under the slug.
    ``pillar`` is the one of the six works that its programmes belong to by default. ``steps`` are the steps of the spine that it
    uses: the kernel refuses the others (but judging, notices and money, which a federation may add), and lets a programme that
    matches nothing run without an approval.
    ``home(programme_id)`` is the url of a programme's own desk; ``pages`` are pages of the kind that show the rows of a step,
    for ``page_of``; ``figures()`` are its named counts;
    ``inbox(actor=…, today=…)`` are its items of "my work". ``needs_notice`` says that nothing is approved before a public
    notice (公示) of all who ask has run its window; ``notice_remarks(programme=…)`` gives a remark for the line of an
    application, by its id; ``notice_of_pairs`` lets notices list pairs;
    ``notice_lists(programme=…)`` are the ids of the applications that a notice lists today, of a kind that puts those who ask before
    the public a few at a time (None: everybody who asks); ``notice_leaves(programme=…)`` gives a remark by the id of the application of whoever
    waits for a notice of leaving (None: nobody leaves this kind by a notice); ``notice_words(programme=…, lists=…, today=…)`` are the words
    that such a notice begins with (None: the kernel's general ones). ``settings`` are its rules by region and date (core/parameters.py), whose keys begin with its slug.
    ``reviewed(application=…, is_blind=…)`` gives what a reviewer sees of an application besides who asks, as (title, text):
    masked, and in a blind review nothing by which anybody could be known.
    ``retold(line=…, programme=…, today=…)`` may tell the line of a step on the desk (core/spine.py) otherwise, where rows of the
    kind say better how far it is.
    A step that needs something of the kind says so when the kind is made: ``lists`` for LISTS, ``matching`` for MATCHING,
    ``paper`` for PLEDGE, ``needs_notice`` for NOTICE; one without the other raises KindError. ``public_urls`` is its url module
    for everybody, mounted under ``public/<slug>/``: each view there says ``@opens(PUBLIC)``, and keeps nothing of who asks;
    ``public_pages`` are those of them that the page for logging in links to, as (title, name of the address). ``places`` are its pages beside any programme that stand in the menu. ``erases(now=…)`` erases, once a day, what the
    kind keeps for some days only, and gives how many. ``askings`` are the forms by
    which somebody applies, or is put forward, by typing; a kind that takes no applications has none.
    """

    slug: str
    title: Wording
    pillar: str
    urls: str
    home: Callable[[int], str]
    figures: Callable[[], Sequence[Figure | Ratio]]
    inbox: Callable[..., Sequence[InboxItem]]
    steps: frozenset[Step]
    lists: tuple[ListIntake, ...] = ()
    matching: Matching | None = None
    paper: Paper | None = None
    needs_notice: bool = False
    notice_remarks: Callable[..., Mapping[int, str]] = lambda **_: {}
    notice_of_pairs: NoticeOfPairs | None = None
    notice_lists: Callable[..., Collection[int] | None] = lambda **_: None
    notice_leaves: Callable[..., Mapping[int, str] | None] = lambda **_: None
    notice_words: Callable[..., NoticeWords | None] = lambda **_: None
    pages: Mapping[Step, Callable[[int], str]] = field(default_factory=dict)
    askings: tuple[Asking, ...] = ()
    settings: tuple[Setting, ...] = ()
    reviewed: Callable[..., Sequence[tuple[Wording, str]]] = lambda **_: ()
    retold: Callable[..., Any] = lambda *, line, **_: line
    public_urls: str = ""
    public_pages: tuple[tuple[Wording, str], ...] = ()
    places: tuple[MenuPlace, ...] = ()
    erases: Callable[..., int] = lambda **_: 0

    def __post_init__(self) -> None:
        if self.askings and Step.APPLICATION not in self.steps:
            raise KindError(f"{self.slug}: whoever asks takes applications in")
        if self.public_pages and not self.public_urls:
            raise KindError(f"{self.slug}: pages for everybody stand in the module public_urls")
        for step, name in _NEEDS.items():
            if (step in self.steps) is not bool(getattr(self, name)):
                raise KindError(f"{self.slug}: the step {step} and the field {name} go together")

    def uses(self, step: Step) -> bool:
        """Whether programmes of the kind go through ``step``."""
        return step in self.steps

    def page_of(self, step: Step, programme_id: int) -> str:
        """Where a programme's rows of a step are shown: a page of the kind's own, or the desk."""
        return self.pages.get(step, self.home)(programme_id)

    def list_called(self, slug: str) -> ListIntake:
        """The list called ``slug``; KeyError when the kind has none."""
        return {entry.slug: entry for entry in self.lists}[slug]

    def asking_called(self, slug: str) -> Asking:
        """The form called ``slug``; KeyError when the kind has none."""
        return {asking.slug: asking for asking in self.askings}[slug]


class Registry:
    """Kinds by slug, in the order of settings."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def add(self, kind: Kind) -> None:
        if kind.slug in self._kinds:
            raise KindError(f"two kinds are called {kind.slug!r}")
        self._kinds[kind.slug] = kind

    def lay_samples(self, slug: str, samples: Mapping[str, Callable[[Language], bytes]]) -> None:
        """Lay filled-in workbooks beside the lists of a kind, by the slugs of the lists."""
        kind = self._kinds[slug]
        lists = tuple(replace(entry, sample=samples.get(entry.slug, entry.sample)) for entry in kind.lists)
        self._kinds[slug] = replace(kind, lists=lists)

    def __getitem__(self, slug: str) -> Kind:
        return self._kinds[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())


registry = Registry()
register_lists: dict[str, ListIntake] = {}
"""The lists that fill the register itself and belong to no programme, by slug; their ``home`` is the address of the list."""


class KindConfig(AppConfig):
    """Base of every kind's app config: imports ``<app>.kind`` and registers its ``KIND``."""

    def ready(self) -> None:
        module = import_module(f"{self.name}.kind")
        kind = getattr(module, "KIND", None)
        if not isinstance(kind, Kind):
            raise KindError(f"{self.name}.kind defines no KIND")
        registry.add(kind)
        if kind.paper is not None:
            papers.add(kind.slug, kind.paper)
        declared.add(*kind.settings, owner=kind.slug, title=kind.title)
