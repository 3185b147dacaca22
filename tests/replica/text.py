"""Sentences, titles and paragraphs from the vocabularies: the same seed always writes the same text."""

from __future__ import annotations

import random
import re

from tests.replica.words import VOCABULARIES, Vocabulary

_SLOT = re.compile(r"\{([a-e])\}")


class Writer:
    """Writes in one language (``en``, ``zh`` or ``ar``) with its own random numbers."""

    def __init__(self, lang: str, *seed: object) -> None:
        self.words: Vocabulary = VOCABULARIES[lang]
        self.random = random.Random("/".join(map(str, (lang, *seed))))

    def _filled(self, template: str) -> str:
        used: set[str] = set()

        def word(match: re.Match[str]) -> str:
            choices = [w for w in self.words.slots[match.group(1)] if w not in used]
            chosen = self.random.choice(choices)
            used.add(chosen)
            return chosen

        text = _SLOT.sub(word, template)
        return text[:1].upper() + text[1:]

    def title(self) -> str:
        return self._filled(self.random.choice(self.words.titles))

    def heading(self) -> str:
        return self._filled(self.random.choice(self.words.headings))

    def item(self) -> str:
        return self._filled(self.random.choice(self.words.items))

    def sentence(self) -> str:
        return self._filled(self.random.choice(self.words.sentences))

    def sentences(self, count: int) -> list[str]:
        """``count`` sentences; templates repeat only after all have been used."""
        templates: list[str] = []
        while len(templates) < count:
            templates += self.random.sample(self.words.sentences, len(self.words.sentences))
        return [self._filled(template) for template in templates[:count]]

    def paragraph(self, shortest: int = 2, longest: int = 5) -> str:
        return self.words.glue.join(self.sentences(self.random.randint(shortest, longest)))

    def phrase(self, slot: str) -> str:
        """One expression of a slot, e.g. a treatment."""
        return self.random.choice(self.words.slots[slot])
