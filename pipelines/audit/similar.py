"""Posts that say nearly the same, found without comparing each with each."""

from __future__ import annotations

from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from pipelines.audit.measures import units

SIMILAR = 0.8
"""Share of common shingles (Jaccard) from which two texts count as nearly the same."""

_PERMUTATIONS, _BANDS, _SEED = 128, 16, 42
_SHINGLE = 4
_FEWEST = 30
"""Shorter texts are alike by chance."""


@dataclass
class NearDuplicates:
    """Grows post by post: what is held of each is its signature of some 500 bytes."""

    _lsh: RMinHashLSH = field(default_factory=lambda: RMinHashLSH(SIMILAR, _PERMUTATIONS, _BANDS))
    _signatures: list[tuple[str, RMinHash]] = field(default_factory=list)

    def add(self, url: str, text: str) -> list[tuple[str, float]]:
        """Note a text; return the earlier ones that it resembles, with their similarity, the closest first."""
        words = [word.casefold() for word in units(text)]
        if len(words) < _FEWEST:
            return []
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        signature.update([" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)])
        alike = []
        for number in sorted(set(self._lsh.query(signature))):
            other, its_signature = self._signatures[number]
            similarity = round(signature.jaccard(its_signature), 2)
            if similarity >= SIMILAR:
                alike.append((other, similarity))
        self._lsh.insert(len(self._signatures), signature)
        self._signatures.append((url, signature))
        return sorted(alike, key=lambda pair: (-pair[1], pair[0]))
