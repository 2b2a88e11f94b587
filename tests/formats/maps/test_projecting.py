import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.formats.maps.projecting import APART, fit, nice_length, spread


def test_fit_keeps_everything_inside_the_padding():
    corners = [(119.5, 33.5), (120.1, 34.0)]
    projection = fit(corners, width=960, height=640, padding=50)
    for lon, lat in corners:
        x, y = projection.place(lon, lat)
        assert 50 - 1e-6 <= x <= 910 + 1e-6
        assert 50 - 1e-6 <= y <= 590 + 1e-6


def test_north_is_up_and_east_is_right():
    projection = fit([(119, 33), (120, 34)], width=600, height=600, padding=0)
    (west, south), (east, north) = projection.place(119, 33), projection.place(120, 34)
    assert west < east
    assert north < south


def test_a_kilometre_is_a_kilometre_both_ways():
    projection = fit([(119, 33.5), (120, 34.5)], width=600, height=600, padding=0)
    x0, y0 = projection.place(119.5, 34)
    east = projection.place(119.5 + 1 / (111.195 * math.cos(math.radians(34))), 34)[0] - x0
    north = y0 - projection.place(119.5, 34 + 1 / 111.195)[1]
    assert east == pytest.approx(projection.per_km, rel=1e-6)
    assert north == pytest.approx(projection.per_km, rel=1e-6)


@pytest.mark.parametrize("points", [[], [(119.8, 33.7)], [(119.8, 33.7)] * 3])
def test_fit_of_nothing_or_one_place_is_finite(points):
    projection = fit(points, width=960, height=640, padding=50)
    assert 0 < projection.per_km <= 640 / 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=60))
def test_spread_leaves_no_point_hidden(places):
    done = spread([(float(x), float(y)) for x, y in places])
    assert len(done) == len(places)
    assert all(math.dist(a, b) >= APART - 1e-6 for number, a in enumerate(done) for b in done[number + 1 :])


def test_spread_leaves_far_points_alone():
    assert spread([(0, 0), (50, 0), (0, 0)])[:2] == [(0, 0), (50, 0)]


@pytest.mark.parametrize(("most", "nice"), [(7.3, 5), (1, 1), (0.49, 0.2), (1999, 1000), (2, 2)])
def test_nice_length_is_the_largest_round_one(most, nice):
    assert nice_length(most) == pytest.approx(nice)
