using RagCluster.Inference.Embedding;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;
using RagCluster.Vectors.Distances;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>A collection's documents, ready to be searched by words and by vectors, both exactly.</summary>
internal sealed class Collection
{
    private const int EmbedBatch = 64;

    private readonly LexicalSegment _segment;
    private readonly float[][] _vectors;
    private readonly TextAnalyzer _analyzer;
    private readonly long _totalLength;

    private Collection(JudgedSet set, LexicalSegment segment, float[][] vectors, TextAnalyzer analyzer)
    {
        _analyzer = analyzer;
        Set = set;
        _segment = segment;
        _vectors = vectors;
        foreach (int length in segment.RowLengths)
            _totalLength += length;
    }

    internal JudgedSet Set { get; }

    internal static async Task<Collection> OpenAsync(JudgedSet set, ITextEmbedder embedder, TextAnalyzer? analyzer = null)
    {
        LexicalSegmentBuilder builder = new(analyzer ?? TextAnalyzer.Default);
        foreach (JudgedText document in set.Documents)
        {
            builder.BeginRow();
            builder.AddField(document.Title, TextField.Title);
            builder.AddField(document.Text, TextField.Body);
        }

        List<float[]> vectors = [];
        foreach (JudgedText[] batch in set.Documents.Chunk(EmbedBatch))
            vectors.AddRange(await embedder.EmbedAsync([.. batch.Select(TextOf)], EmbeddingCall.Passage, CancellationToken.None));
        return new Collection(set, builder.Build(), [.. vectors], analyzer ?? TextAnalyzer.Default);
    }

    internal string TextOf(int row) => TextOf(Set.Documents[row]);

    /// <summary>The best rows by BM25.</summary>
    internal RowScore[] Lexical(string text, int limit)
    {
        ParsedQuery parsed = ParsedQuery.Read(text, _analyzer);
        Dictionary<string, long> frequencies = new(StringComparer.Ordinal);
        foreach (QueryTerm term in parsed.Terms)
            frequencies[term.Term] = _segment.Terms.Find(term.Term) is { } ordinal ? _segment.DocumentFrequency(ordinal) : 0;
        TermStatistics statistics = new()
        {
            RowCount = _segment.RowCount,
            TotalLength = _totalLength,
            DocumentFrequencies = frequencies,
        };
        RowScore[] best = new RowScore[limit];
        int found = Bm25Search.Find(new Bm25Query(parsed.Terms, statistics, new Bm25Options()), _segment, [], best, CancellationToken.None);
        return best[..found];
    }

    /// <summary>The best rows by cosine.</summary>
    internal RowScore[] Dense(float[] vector, int limit)
    {
        RowScore[] all = new RowScore[_vectors.Length];
        for (int row = 0; row < all.Length; row++)
            all[row] = new RowScore(row, Cosine(vector, row));
        Array.Sort(all, static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Row.CompareTo(b.Row));
        return all[..Math.Min(limit, all.Length)];
    }

    /// <summary>The cosine of a vector and a row's.</summary>
    internal double Cosine(float[] vector, int row) => VectorMath.Dot(vector, _vectors[row]);

    /// <summary>The cosine of two rows.</summary>
    internal double Cosine(int left, int right) => VectorMath.Dot(_vectors[left], _vectors[right]);

    /// <summary>How many documents hold a word, and how many there are; null for what is no word.</summary>
    internal (int Holding, int Documents)? Frequency(string word)
    {
        IReadOnlyList<string> terms = _analyzer.Analyze(word);
        if (terms.Count == 0)
            return null;
        return (terms.Min(term => _segment.Terms.Find(term) is { } ordinal ? _segment.DocumentFrequency(ordinal) : 0), _segment.RowCount);
    }

    /// <summary>How rare a term is.</summary>
    internal double Rarity(string term)
    {
        int holding = _segment.Terms.Find(term) is { } ordinal ? _segment.DocumentFrequency(ordinal) : 0;
        return holding > 0 ? Math.Log((double)_segment.RowCount / holding) : 0;
    }

    private static string TextOf(JudgedText document) => document.Title.Length > 0 ? $"{document.Title}\n{document.Text}" : document.Text;
}
