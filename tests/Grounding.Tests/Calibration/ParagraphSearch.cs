using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Calibration;

/// <summary>BM25 over paragraphs (Robertson and Zaragoza 2009; k1 1.2, b 0.75): just enough retrieval to feed the reader.</summary>
internal sealed class ParagraphSearch
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly List<(string Title, string Text)> _paragraphs;
    private readonly List<Dictionary<string, int>> _counts = [];
    private readonly Dictionary<string, int> _documents = [];
    private readonly double _lengthMean;

    internal ParagraphSearch(List<(string Title, string Text)> paragraphs)
    {
        _paragraphs = paragraphs;
        foreach ((string _, string? text) in paragraphs)
        {
            Dictionary<string, int> counts = Tokens
                .Read(text)
                .Where(t => t.IsContent)
                .GroupBy(t => t.Stem)
                .ToDictionary(g => g.Key, g => g.Count());
            _counts.Add(counts);
            foreach (string stem in counts.Keys)
                _documents[stem] = _documents.GetValueOrDefault(stem) + 1;
        }

        _lengthMean = _counts.Average(c => c.Values.Sum());
    }

    /// <summary>The best passages, without one paragraph when its absence is what is tested.</summary>
    internal List<Passage> Search(string question, int count, int? without = null)
    {
        List<string> terms = Tokens.Read(question).Where(t => t.IsContent).Select(t => t.Stem).Distinct().ToList();
        return Enumerable
            .Range(0, _counts.Count)
            .Where(i => i != without)
            .Select(i => (Index: i, Score: Score(terms, i)))
            .Where(x => x.Score > 0)
            .OrderByDescending(x => x.Score)
            .ThenBy(x => x.Index)
            .Take(count)
            .Select(x => PassageOf(x.Index, x.Score))
            .ToList();
    }

    internal Passage PassageOf(int index, double score)
    {
        (string? title, string? text) = _paragraphs[index];
        ChunkId id = new(new DocumentId($"p{index}"), 1, 0);
        return new Passage(
            new Chunk(id, 0, text.Length, text, [], null, null, text.Length / 5),
            title,
            $"p{index}.txt",
            [],
            score,
            new PassageScores(null, score, null)
        );
    }

    private double Score(List<string> terms, int index)
    {
        Dictionary<string, int> counts = _counts[index];
        double length = counts.Values.Sum() / _lengthMean;
        return terms
            .Where(counts.ContainsKey)
            .Sum(term =>
            {
                double frequency = counts[term];
                double rarity = Math.Log(1 + (_counts.Count - _documents[term] + 0.5) / (_documents[term] + 0.5));
                return rarity * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length));
            });
    }
}
