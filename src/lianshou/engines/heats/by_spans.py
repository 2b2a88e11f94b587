"""A timetable by constraints, given to CP-SAT of OR-Tools (extra ``large``): races of a crowd, with their rests, are spans that never overlap."""

from __future__ import annotations

from lianshou.engines.heats.question import Answer, Found, Question


def by_spans(question: Question, seconds: float) -> Found:
    """Starts within the slots of ``question``, or what is known after ``seconds`` by the clock on the wall.

    One worker and a fixed seed: the same question has the same answer. Raises ImportError without the extra ``large``.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    work, course = question.work, question.course
    starts = [
        model.new_int_var_from_domain(cp_model.Domain.from_values(question.slots[first : last + 1]), "")
        for first, last in zip(question.first, question.last, strict=True)
    ]

    def spans(minutes: int) -> list[cp_model.IntervalVar]:
        return [model.new_fixed_size_interval_var(start, minutes, "") for start in starts]

    model.add_all_different(starts)
    for race, before in enumerate(work.before):
        for earlier in before:
            model.add(starts[race] >= starts[earlier] + work.between(earlier, race))
    rested = spans(course.takes + course.rest)
    for crowd in question.crowds:
        model.add_no_overlap([rested[race] for race in crowd])
    model.add_cumulative(spans(course.takes + course.turn), [job.boats for job in work.jobs], course.boats)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Answer.NONE
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {race: int(solver.value(start)) for race, start in enumerate(starts)}
    return Answer.UNKNOWN
