from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.rules import PERMISSIONS
from lianshou.kernel.access.rules.sentences import ROLES, SUBJECTS


def test_every_role_and_every_verb_has_its_sentence() -> None:
    assert set(ROLES) == set(Role)
    assert sorted(verb for subject in SUBJECTS for verb in subject.verbs) == sorted(PERMISSIONS)
