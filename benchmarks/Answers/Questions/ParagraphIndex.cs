using System.Globalization;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Inference.Embedding;
using RagCluster.Lexical.Analysis;
using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Fusion;
using RagCluster.Ranking.Results;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>Hybrid retrieval over paragraphs with the libraries and weights that the server uses.</summary>
internal sealed class ParagraphIndex
{
    // As many passages as the server reads for an answer.
    private const int PassageCount = 8;

    private readonly QuestionSet _set;
    private readonly Collection _collection;
    private readonly EmbeddedTexts _texts;

    private ParagraphIndex(QuestionSet set, Collection collection, EmbeddedTexts texts)
    {
        _set = set;
        _collection = collection;
        _texts = texts;
    }

    internal static async Task<ParagraphIndex> OpenAsync(
        QuestionSet set,
        EmbeddedTexts texts,
        ITextEmbedder embedder,
        TextAnalyzer analyzer
    )
    {
        JudgedText[] documents = [.. set.Paragraphs.Select((paragraph, i) => new JudgedText(IdOf(i), paragraph.Title, paragraph.Text))];
        Collection collection = await Collection.OpenAsync(
            new JudgedSet(documents, [], new Dictionary<string, Dictionary<string, int>>()),
            embedder,
            analyzer
        );
        return new ParagraphIndex(set, collection, texts);
    }

    /// <summary>The paragraph that a document is.</summary>
    internal static int NumberOf(DocumentId document) => int.Parse(document.Value.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>The passages for a question; without one paragraph where its absence is what is measured.</summary>
    internal async Task<List<Passage>> FindAsync(string question, int? without)
    {
        RetrievalPlan plan = RetrievalPlans.Choose(QueryClassifier.Classify(question), hasQueryVector: true, PassageCount);
        float[] vector = (await _texts.EmbedAsync([question], CancellationToken.None))[0];
        Dictionary<int, double> words = _collection.Lexical(question, plan.CandidateDepth).ToDictionary(row => row.Row, row => row.Score);
        int[] rows =
        [
            .. words
                .Keys.Concat(_collection.Dense(vector, plan.CandidateDepth).Select(row => row.Row))
                .Where(row => row != without)
                .Distinct()
                .Order(),
        ];
        double?[] cosines = [.. rows.Select(row => (double?)_collection.Cosine(vector, row))];
        RankedItem[] fused = ConvexFusion.Fuse([
            new ScoredLeg(
                [.. rows.Select(row => words.TryGetValue(row, out double score) ? score : (double?)null)],
                ScoredLeg.Bm25Minimum,
                1 - plan.DenseWeight
            ),
            ScoredLeg.FromWorst(cosines, plan.DenseWeight),
        ]);
        return [.. NearestPlace.Take(fused, PassageCount, cosines).Select(item => PassageOf(rows[item.Item], item.Score))];
    }

    /// <summary>How many of the paragraphs hold a word.</summary>
    internal WordFrequency? Frequency(string word) =>
        _collection.Frequency(word) is { } found ? new WordFrequency(found.Holding, found.Documents) : null;

    private Passage PassageOf(int row, double score)
    {
        (string title, string text) = _set.Paragraphs[row];
        ChunkId id = new(new DocumentId(IdOf(row)), 1, 0);
        return new Passage(
            new Chunk(id, 0, text.Length, text, [], null, null, text.Length / 5),
            title,
            $"{IdOf(row)}.txt",
            [],
            score,
            new PassageScores(null, null, null)
        );
    }

    private static string IdOf(int row) => string.Create(CultureInfo.InvariantCulture, $"p{row}");
}
