"""
XQuAD (Artetxe et al. 2020): the same 240 paragraphs and 680 questions in each language. Articles at even places are for choosing, those
at odd places for reporting; the paragraphs of all of them are searched.
"""
import json
from pathlib import Path

import numpy as np

from evaluate import bag, ndcg, normalise
from wordpiece import Tokenizer

LANGUAGES = ("en", "de", "es", "ru", "zh", "ar")


class Questions:
    def __init__(self, folder: Path, tokenizer: Tokenizer):
        self.size = len(tokenizer.pieces)
        self.paragraphs, self.questions = {}, {}
        for language in LANGUAGES:
            data = json.loads((folder / f"xquad.{language}.dev.json").read_text("utf-8"))["data"]
            found = [(place, paragraph) for place, article in enumerate(data) for paragraph in article["paragraphs"]]
            self.paragraphs[language] = bag([tokenizer.encode(paragraph["context"])[:510] for _, paragraph in found], self.size)
            asked = [(row, place % 2, q["question"]) for row, (place, p) in enumerate(found) for q in p["qas"]]
            self.answer = np.array([row for row, _, _ in asked])
            self.half = np.array([half for _, half, _ in asked])
            self.questions[language] = bag([tokenizer.encode(question) for _, _, question in asked], self.size)

    def scores(self, rows: np.ndarray, asked: str, searched: str) -> np.ndarray:
        return normalise(self.questions[asked] @ rows) @ normalise(self.paragraphs[searched] @ rows).T

    def measure(self, rows: np.ndarray, half: int) -> str:
        """nDCG@10 within each language; recall@10 of each language's questions among English paragraphs."""
        chosen = self.half == half
        out = []
        for searched in (None, "en"):
            for asked in LANGUAGES if searched is None else LANGUAGES[1:]:
                scores = self.scores(rows, asked, searched or asked)[chosen]
                answer = self.answer[chosen]
                if searched is None:
                    value = np.mean([ndcg(row, {int(a): 1.0}) for row, a in zip(scores, answer)])
                else:
                    # A paragraph that scores the same counts as better: an unknown question finds nothing.
                    value = np.mean((scores >= scores[np.arange(len(answer)), answer][:, None]).sum(axis=1) <= 10)
                out.append(f"{asked}{'>' + searched if searched else ''} {value:.4f}")
        return " ".join(out)
