"""Every model of this floor; each lives in the file named in its import."""

from modules.attempts import Answer, Attempt
from modules.pages import ContentIndexPage, LevelPage, ModulePage

__all__ = ["Answer", "Attempt", "ContentIndexPage", "LevelPage", "ModulePage"]
