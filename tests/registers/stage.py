"""A hall with its registers, for tests of their rules: as tests.hall.halls.Stage, with all modules of the journal."""

from __future__ import annotations

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.registers import MODULES
from tests.hall.halls import Stage


class RegisterStage(Stage):
    def decided(self, command: c.Command, actor: c.Actor) -> list[f.Fact]:
        return MODULES.execute(self.hall, command, actor, self.now)

    def advanced(self) -> list[f.Fact]:
        return MODULES.advance(self.hall, self.now)
