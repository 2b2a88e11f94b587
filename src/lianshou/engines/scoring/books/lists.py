"""What comes back as workbooks: results, awards, derivations, the judges, double entry, appeals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.appeals import Appeal, Moved
from lianshou.engines.scoring.books.lines import joined_lines
from lianshou.engines.scoring.books.telling import change_of
from lianshou.engines.scoring.checking import gaps
from lianshou.engines.scoring.contest import Adjustment, Contest
from lianshou.engines.scoring.divergence import judges_report
from lianshou.engines.scoring.entering import Comparison
from lianshou.engines.scoring.exact import decimal_of, ends, rounded, shown, told_exact
from lianshou.engines.scoring.explanation import derivation, team_derivation
from lianshou.engines.scoring.result import Result, Score, TeamScore
from lianshou.engines.scoring.standing import crossing_told, tie_told, withheld_told
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, form_of_digits

Gap = tuple[str, str, str]
_PLACE = ColumnOut(Wording("名次", "Place"), Form.PLACE, 7)
_NUMBER = ColumnOut(Wording("抽签号", "Draw no."), width=9)
_NAME = ColumnOut(Wording("姓名", "Name"), width=13)
_TEAM = ColumnOut(Wording("代表队", "Team"), width=20)
_AWARD = ColumnOut(Wording("奖项", "Award"), width=12)
_ABOUT = ColumnOut(Wording("备注", "Remarks"), width=34)
_SIGNED = (
    Wording("核分人", "Scorer"),
    Wording("裁判长", "Chief judge"),
    Wording("监督", "Observer"),
    Wording("日期", "Date"),
)
_ROW = 18
"""Points that a row is high at least, so that it holds all its lines on paper."""


def result_sheets(result: Result, notices: Sequence[Wording] = ()) -> list[SheetOut]:
    """Result list, teams (where there are any), awards, derivations of everybody, the judges."""
    sheets = [_scores(result)]
    if result.contest.scheme.team is not None:
        sheets.append(_teams(result))
    if result.contest.scheme.awards:
        sheets.append(_awards(result))
    sheets += [_derivations(result), *judges_sheets(result.contest)]
    if notices:
        column = ColumnOut(Wording("提示", "Notice"), width=100)
        sheets.append(
            SheetOut(Wording("提示", "Notices"), (column,), [(one,) for one in notices], row_height=_ROW)
        )
    return sheets


def _points(value: Fraction | None) -> object:
    """As a number that a spreadsheet can sort, where it ends within the 15 digits that spreadsheets keep; else as it is told."""
    if value is None:
        return None
    if ends(value) and len((number := decimal_of(value)).as_tuple().digits) <= _KEPT:
        return number
    return told_exact(value)


_KEPT = 15


def _titled(result: Result, zh: str, en: str) -> Wording:
    return Wording("{title}　" + zh, "{title} · " + en).fill(title=result.contest.scheme.title)


def _scores(result: Result) -> SheetOut:
    contest = result.contest
    scheme = contest.scheme
    known = {one.key: one for one in contest.contestants}
    columns = [_PLACE, _NUMBER, _NAME, _TEAM]
    columns += [ColumnOut(part.title, form_of_digits(part.digits), 10) for part in scheme.parts]
    columns += [
        ColumnOut(Wording("加减分", "Bonus"), Form.DECIMAL, 9),
        ColumnOut(Wording("总分", "Total"), form_of_digits(scheme.digits), 10),
        _AWARD,
        _ABOUT,
    ]
    missing: dict[str, list[Gap]] = {}
    for gap in gaps(contest):
        missing.setdefault(gap[0], []).append(gap)
    rows: list[tuple[object, ...]] = []
    for one in result.scores:
        who = known[one.contestant]
        changed = sum((Fraction(change.points) for change in one.adjustments), Fraction(0))
        parts = [_points(one.parts[part.key].value) for part in scheme.parts]
        rows.append(
            (one.rank, who.key, who.name, who.team, *parts, _points(changed) if one.adjustments else None, _points(one.total),
             _award(result, one), _remarks(result, one, missing.get(who.key, ())))
        )  # fmt: skip
    blank = (None,) * (len(scheme.parts) + 3)
    for key in result.unranked:
        rows.append((None, key, known[key].name, known[key].team, *blank, known[key].status.wording))
    return SheetOut(
        Wording("成绩单", "Results"),
        tuple(columns),
        rows,
        heading=_titled(result, "成绩单", "results"),
        notes=_rules(result),
        signatures=_SIGNED,
        row_height=_ROW,
    )


def _rules(result: Result) -> tuple[Wording, ...]:
    """How it was computed, in two lines."""
    scheme = result.contest.scheme
    each = [Wording(text, text) for text in (f"{part.title}×{shown(part.share)}" for part in scheme.parts)]
    shares = join(each, zh="，", en=", ")
    digits = (
        Wording("总分不取整", "totals are exact")
        if scheme.digits is None
        else Wording("总分四舍五入到{n}位小数", "totals are rounded half-up to {n} decimals").fill(
            n=scheme.digits
        )
    )
    keys = [scheme.title_of(key) for key in scheme.keys]
    ties = (
        Wording("同分依次比{keys}", "equal totals are told apart by {keys}").fill(
            keys=join(keys, zh="、", en=", ")
        )
        if keys
        else Wording("同分并列", "equal totals share a place")
    )
    words = Wording(
        "计分办法：{shares}；{digits}；{ties}；{ranks}。", "Scoring: {shares}; {digits}; {ties}; {ranks}."
    )
    return (words.fill(shares=shares, digits=digits, ties=ties, ranks=scheme.ranks.wording),)


def _award(result: Result, one: Score | TeamScore) -> str | None:
    return next((award.title for award in result.contest.scheme.awards if award.key == one.award), None)


def _remarks(result: Result, one: Score | TeamScore, missing: Sequence[Gap] = ()) -> Wording | None:
    lines = [tie_told(result, one, tie) for tie in one.ties]
    lines += [crossing_told(result, crossing) for crossing in one.crossings] + withheld_told(result, one)
    if isinstance(one, Score):
        lines += [Wording(change.reason, change.reason) for change in one.adjustments]
        lines += [
            _in_part(part.title, change)
            for part in result.contest.scheme.parts
            for change in one.parts[part.key].adjustments
        ]
    lines += [_gap_told(result.contest, gap) for gap in missing]
    return join(lines) if lines else None


def _in_part(title: str, change: Adjustment) -> Wording:
    """A bonus or deduction that the score of a part holds already."""
    sign = "+" if change.points >= 0 else "−"
    words = Wording("{part}{points}：{reason}", "{part} {points}: {reason}")
    return words.fill(part=title, points=f"{sign}{shown(abs(change.points))}", reason=change.reason)


def _gap_told(contest: Contest, gap: Gap) -> Wording:
    titles = {one.key: one.title for one in contest.scheme.aspects}
    judges = {one.key: one.name for one in contest.judges}
    words = Wording("缺分：{aspect}（{judge}）", "mark missing: {aspect} ({judge})")
    return words.fill(aspect=titles[gap[1]], judge=judges[gap[2]])


def _told(total: Fraction, digits: int | None) -> str:
    return told_exact(total) if digits is None else shown(total, digits)


def _teams(result: Result) -> SheetOut:
    names = {one.key: one.name for one in result.contest.contestants}
    digits = result.contest.scheme.digits
    rows: list[tuple[object, ...]] = []
    for one in result.teams:
        counted = named(f"{names[who]} {_told(total, digits)}" for who, total in one.members[: one.counted])
        rows.append(
            (one.rank, one.team, counted, _points(one.total), _award(result, one), _remarks(result, one))
        )
    short = Wording("有成绩的队员不足", "too few members with a score")
    rows += [(None, team, None, None, None, short) for team in result.unranked_teams]
    columns = (
        _PLACE, _TEAM, ColumnOut(Wording("计入的队员", "Members that count"), width=44),
        ColumnOut(Wording("团体总分", "Team total"), form_of_digits(result.contest.scheme.digits), 12), _AWARD, _ABOUT,
    )  # fmt: skip
    heading = _titled(result, "团体成绩", "teams")
    return SheetOut(
        Wording("团体成绩", "Teams"), columns, rows, heading=heading, signatures=_SIGNED, row_height=_ROW
    )


def _awards(result: Result) -> SheetOut:
    """Who has which award; a place that stays empty says so."""
    known = {one.key: one for one in result.contest.contestants}
    empty = Wording("（空缺）", "(not given)")
    rows: list[tuple[object, ...]] = []
    for award in result.contest.scheme.awards:
        own: Sequence[Score | TeamScore] = result.teams if award.for_teams else result.scores
        for one in own:
            if one.award == award.key:
                name = None if isinstance(one, TeamScore) else known[one.contestant].name
                team = one.team if isinstance(one, TeamScore) else known[one.contestant].team
                rows.append((award.title, one.rank, name, team, _points(one.total)))
        rows += [(award.title, None, empty, None, None) for one in own if one.withheld == award.key]
    total = ColumnOut(Wording("总分", "Total"), form_of_digits(result.contest.scheme.digits), 12)
    columns = (_AWARD, _PLACE, _NAME, _TEAM, total)
    heading = _titled(result, "获奖名单", "awards")
    return SheetOut(
        Wording("获奖名单", "Awards"),
        columns,
        rows,
        heading=heading,
        landscape=False,
        signatures=_SIGNED,
        row_height=_ROW,
    )


def _derivations(result: Result) -> SheetOut:
    """A block of lines for everybody, that no page parts; who it is stands once, and short steps share a line."""
    known = {one.key: one for one in result.contest.contestants}
    keys = [one.contestant for one in result.scores] + list(result.unranked)
    blocks: list[tuple[str, str | None, list[Wording]]] = [
        (key, known[key].name, derivation(result, key)[1:]) for key in keys
    ]
    blocks += [(one.team, None, team_derivation(result, one.team)[1:]) for one in result.teams]
    rows: list[tuple[object, ...]] = []
    starts = []
    for key, name, lines in blocks:
        starts.append(len(rows))
        rows += [
            (None if place else key, None if place else name, line)
            for place, line in enumerate(joined_lines(lines, _WIDE))
        ]
    columns = (
        ColumnOut(Wording("抽签号或代表队", "Draw no. or team"), width=13), ColumnOut(_NAME.title, width=11),
        ColumnOut(Wording("计算过程", "Derivation"), width=_WIDE),
    )  # fmt: skip
    return SheetOut(
        Wording("计算过程", "Derivations"), columns, rows, heading=_titled(result, "计算过程", "derivations"),
        row_height=_ROW, landscape=False, filters=False, blocks=tuple(starts),
    )  # fmt: skip


_WIDE = 72
"""Characters that a line of a derivation has room for on upright paper."""


def judges_sheets(contest: Contest) -> list[SheetOut]:
    """How the judges differ, and the marks that lie far out."""
    names = {one.key: one.name for one in contest.judges}
    people = {one.key: one.name for one in contest.contestants}
    titles = {one.key: one.title for one in contest.scheme.aspects}
    report = judges_report(contest)
    rows = [
        (names[one.judge], one.marks, _percent(one.offset), _percent(one.distance), one.same, one.against, len(one.outlying), one.wording)
        for one in report
    ]  # fmt: skip
    columns = (
        ColumnOut(Wording("评委", "Judge"), width=16),
        ColumnOut(Wording("打分数", "Marks"), Form.WHOLE, 10),
        ColumnOut(Wording("平均偏差（满分的%）", "Mean offset (% of full)"), Form.TENTHS, 18),
        ColumnOut(Wording("平均距离（满分的%）", "Mean distance (% of full)"), Form.TENTHS, 18),
        ColumnOut(Wording("次序相同（对）", "Same order (pairs)"), Form.WHOLE, 14),
        ColumnOut(Wording("次序相反（对）", "Other order (pairs)"), Form.WHOLE, 14),
        ColumnOut(Wording("偏离的分", "Outlying marks"), Form.WHOLE, 12),
        ColumnOut(Wording("说明", "About"), width=42),
    )
    note = Wording(
        "都与同一选手、同一评分项的其他评委相比；少于3位评委或5个分的，不作判断。数字只供核对，不说明谁对谁错。",
        "Held against the other judges of the same contestant and aspect; nothing is judged from fewer than 3 judges or 5 marks. The numbers show where to look, not who is right.",
    )
    title = contest.scheme.title
    heading = Wording("{title}　评委分析", "{title} · judges").fill(title=title)
    sheets = [
        SheetOut(
            Wording("评委分析", "Judges"), columns, rows, heading=heading, notes=(note,), row_height=_ROW
        )
    ]
    far = [
        (names[one.judge], one.contestant, people[one.contestant], titles[one.aspect], one.value, _points(one.others))
        for judge in report
        for one in judge.outlying
    ]  # fmt: skip
    if far:
        wide = (
            ColumnOut(Wording("评委", "Judge"), width=16), _NUMBER, _NAME, ColumnOut(Wording("评分项", "Aspect"), width=20),
            ColumnOut(Wording("所打的分", "Mark"), Form.DECIMAL, 12), ColumnOut(Wording("其他评委中位数", "Median of the others"), Form.DECIMAL, 18),
        )  # fmt: skip
        heading = Wording("{title}　偏离的分", "{title} · outlying marks").fill(title=title)
        sheets.append(
            SheetOut(Wording("偏离的分", "Outlying marks"), wide, far, heading=heading, row_height=_ROW)
        )
    return sheets


def _percent(value: Fraction | None) -> object:
    return None if value is None else decimal_of(rounded(value, 1))


def comparison_sheets(contest: Contest, comparison: Comparison) -> list[SheetOut]:
    """Every cell in which two entries differ, to be looked up on the paper sheet."""
    names = {one.key: one.name for one in contest.judges}
    people = {one.key: one.name for one in contest.contestants}
    titles = {one.key: one.title for one in contest.scheme.aspects}
    columns = (
        ColumnOut(Wording("评委", "Judge"), width=16), _NUMBER, _NAME, ColumnOut(Wording("评分项", "Aspect"), width=20),
        ColumnOut(Wording("第一次录入", "First entry"), Form.DECIMAL, 14), ColumnOut(Wording("第二次录入", "Second entry"), Form.DECIMAL, 14),
        ColumnOut(Wording("纸面分数", "On paper"), width=14),
    )  # fmt: skip
    rows = [
        (names.get(one.judge, one.judge), one.contestant, people.get(one.contestant), titles.get(one.aspect, one.aspect), one.first, one.second, None)
        for one in comparison.differences
    ]  # fmt: skip
    note = Wording(
        "共核对{cells}格，{n}格不一致。请按纸面评分表改正后再核对一次。",
        "{cells} cells compared, {n} differ. Correct them by the paper sheets and compare again.",
    )
    notes = (note.fill(cells=comparison.cells, n=len(rows)),)
    heading = Wording("{title}　双人录入不一致", "{title} · differences").fill(title=contest.scheme.title)
    return [
        SheetOut(
            Wording("不一致", "Differences"), columns, rows, heading=heading, notes=notes, row_height=_ROW
        )
    ]


def appeal_sheets(old: Result, new: Result, found: Appeal) -> list[SheetOut]:
    """What was corrected, what was changed in the scheme (where anything was); everybody before and after."""
    people = {one.who: one.name for one in found.contestants}
    columns = (
        _NUMBER, _NAME, ColumnOut(Wording("更正了什么", "What was corrected"), width=36), ColumnOut(Wording("原来", "Was"), width=16),
        ColumnOut(Wording("现在", "Is"), width=16),
    )  # fmt: skip
    rows = [
        (one.contestant, people.get(one.contestant), one.what, _or_none(one.old), _or_none(one.new))
        for one in found.corrections
    ]
    heading = _titled(new, "更正", "corrections")
    sheets = [
        SheetOut(
            Wording("更正", "Corrections"),
            columns,
            rows,
            heading=heading,
            signatures=_SIGNED,
            row_height=_ROW,
        )
    ]
    if found.scheme:
        wide = (
            ColumnOut(Wording("方案里改了什么", "What was changed"), width=40), ColumnOut(Wording("原来", "Was"), width=40),
            ColumnOut(Wording("现在", "Is"), width=40),
        )  # fmt: skip
        changes = [(one.what, _or_none(one.old), _or_none(one.new)) for one in found.scheme]
        heading = _titled(new, "方案改动", "changes of the scheme")
        title = Wording("方案改动", "Scheme changes")
        sheets.append(SheetOut(title, wide, changes, heading=heading, signatures=_SIGNED, row_height=_ROW))
    sheets.append(_moved(old, new, found.contestants, Wording("复核前后", "Before and after")))
    if found.teams:
        title = Wording("团体复核前后", "Teams before and after")
        sheets.append(_moved(old, new, found.teams, title))
    return sheets


def _or_none(value: Wording | None) -> Wording:
    return Wording("（无）", "(none)") if value is None else value


def _moved(old: Result, new: Result, moved: Sequence[Moved], title: Wording) -> SheetOut:
    of_people = any(one.name for one in moved)
    before, after = (form_of_digits(one.contest.scheme.digits) for one in (old, new))
    first = (_NUMBER, _NAME) if of_people else (_TEAM,)
    columns = (
        *first, ColumnOut(Wording("原总分", "Total before"), before, 12), ColumnOut(Wording("现总分", "Total after"), after, 12),
        ColumnOut(Wording("原名次", "Place before"), Form.PLACE, 9), ColumnOut(Wording("现名次", "Place after"), Form.PLACE, 10),
        ColumnOut(Wording("原奖项", "Award before"), width=12), ColumnOut(Wording("现奖项", "Award after"), width=12),
        ColumnOut(Wording("变动", "Change"), width=38),
    )  # fmt: skip
    rows = [
        (one.who, *((one.name,) if of_people else ()), _points(one.old.total), _points(one.new.total), one.old.rank, one.new.rank,
         one.old.award, one.new.award, change_of(one))
        for one in moved
    ]  # fmt: skip
    return SheetOut(
        title,
        columns,
        rows,
        heading=_titled(new, title.zh, title.en.lower()),
        signatures=_SIGNED,
        row_height=_ROW,
    )
