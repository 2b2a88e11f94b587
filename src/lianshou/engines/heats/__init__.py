"""Regattas: heats and lanes, who goes on, final places, medals, points, a timetable that lets everybody rest."""
