"""Programmes, applications and activities for a country: six works in every county, three activities to an application."""

from __future__ import annotations

from country import UNIONS, appoint, copy_in, officers, paths_of, unions_at
from django.db import connection, transaction

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.unions.models import Union

APPLICATIONS, FOLLOWUPS = 1_000_000, 3_000_000

_PROGRAMMES = """
INSERT INTO programmes_programme (kind, title, union_id, pillar, year, round, starts_on, ends_on, state, settings)
SELECT 'bench-' || pillar, name || pillar, id, pillar, 2026, 1, date '2026-01-01', date '2026-12-31', 'running', '{}'
FROM unions_union, unnest(ARRAY['theory','cohesion','ideas','achievement','rights_and_aid','self_building']) AS pillar
WHERE level <> 'enterprise' ORDER BY id, pillar
"""
_APPLICATIONS = """
INSERT INTO intake_application (programme_id, union_id, state, channel, submitted_at, closing_words)
SELECT p.first + n %% p.many, 1 + (n / p.many * 7919 + n %% p.many) %% %(unions)s,
       (ARRAY['accepted','accepted','submitted','in_review','refused','withdrawn'])[1 + n * 31 %% 6], 'typed',
       timestamptz '2025-01-01 08:00+08' + (n * 7 %% 700) * interval '1 day', ''
FROM generate_series(0, %(rows)s - 1) AS n, (SELECT min(id) AS first, count(*) AS many FROM programmes_programme) AS p
"""
_FOLLOWUPS = """
INSERT INTO followups_followup (programme_id, sort, title, happened_on, place, people, partners, note, recorded_by_id, recorded_at, removal_reason, removed_at)
SELECT p.first + n * 13 %% p.many, (ARRAY['visit','mutual_activity','training','shared_facility'])[1 + n %% 4], '走访第' || n || '次',
       date '2025-01-01' + n * 11 %% 700, '会议室', 1 + n %% 40, '', '到企业了解情况，帮助解决问题。', %(by)s, now(), '',
       CASE WHEN n %% 50 = 0 THEN now() END
FROM generate_series(0, %(rows)s - 1) AS n, (SELECT min(id) AS first, count(*) AS many FROM programmes_programme) AS p
"""


def fill(shrunk: int) -> bool:
    """Write the country, ``shrunk`` so many times, unless it is there; whether it was written."""
    if FollowUp.objects.admitted().count() == FOLLOWUPS // shrunk:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # what is written refers to what is there
        cursor.execute("TRUNCATE unions_union, access_user, programmes_programme RESTART IDENTITY CASCADE")
        paths = list(paths_of(shrunk=shrunk))
        copy_in(cursor, Union, unions_at(paths))
        cursor.execute("SELECT setval(pg_get_serial_sequence('unions_union', 'id'), %s)", [len(paths)])
        appoint()
        cursor.execute(_PROGRAMMES)
        told = {"unions": UNIONS // shrunk, "by": officers()["nation"].pk}
        cursor.execute(_APPLICATIONS, told | {"rows": APPLICATIONS // shrunk})
        cursor.execute(_FOLLOWUPS, told | {"rows": FOLLOWUPS // shrunk})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return True
