#!/usr/bin/env python3
"""Makes a collection for `rag eval` of questions in SQuAD's layout: every paragraph is a document, and a question's own paragraph the one that is relevant.

Usage: squad-to-beir.py QUESTIONS.json FOLDER
"""
import json
import pathlib
import sys


def main() -> None:
    articles = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["data"]
    folder = pathlib.Path(sys.argv[2])
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    with (
        open(folder / "corpus.jsonl", "w", encoding="utf-8") as corpus,
        open(folder / "queries.jsonl", "w", encoding="utf-8") as queries,
        open(folder / "qrels" / "test.tsv", "w", encoding="utf-8") as judgements,
    ):
        judgements.write("query-id\tcorpus-id\tscore\n")
        for a, article in enumerate(articles):
            for p, paragraph in enumerate(article["paragraphs"]):
                document = f"p{a}-{p}"
                corpus.write(json.dumps({"_id": document, "title": article.get("title", ""), "text": paragraph["context"]}) + "\n")
                for question in paragraph["qas"]:
                    queries.write(json.dumps({"_id": question["id"], "text": question["question"]}) + "\n")
                    judgements.write(f"{question['id']}\t{document}\t1\n")


main()
