def test_world_is_made(world):
    assert world.host.path[:-4] == world.county.path
