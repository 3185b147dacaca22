"""Property tests without a clock: a busy machine is no failure, and the same cases come every time."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
