using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding;
using RagCluster.Inference.Embedding;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Fusion;
using RagCluster.Ranking.Results;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Vectors.Distances;

namespace RagCluster.AnswersBenchmark.Documents;

/// <summary>Hybrid retrieval over the chunks of a folder of documents, with the libraries and weights that the server uses.</summary>
internal sealed class DocumentIndex
{
    private const int EmbedBatch = 64;

    private readonly List<(Chunk Chunk, string Title, string Uri)> _rows = [];
    private readonly List<float[]> _vectors = [];
    private readonly TextAnalyzer _analyzer;
    private readonly ITextEmbedder _embedder;
    private LexicalSegment? _segment;
    private long _totalLength;

    private DocumentIndex(TextAnalyzer analyzer, ITextEmbedder embedder) => (_analyzer, _embedder) = (analyzer, embedder);

    /// <summary>Reads, cuts and indexes every file of a folder that holds text.</summary>
    internal static async Task<DocumentIndex> OpenAsync(
        string folder,
        StructureChunker chunker,
        TextAnalyzer analyzer,
        ITextEmbedder embedder
    )
    {
        DocumentIndex index = new(analyzer, embedder);
        LexicalSegmentBuilder builder = new(analyzer);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            ExtractedDocument? read = await ReadAsync(file);
            if (read is null)
                continue;
            DocumentId id = new(FormattableString.Invariant($"d{index._rows.Count}"));
            string uri = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(folder))!, file);
            foreach (TextChunk chunk in chunker.Chunk(read, new ChunkingOptions()))
            {
                builder.BeginRow();
                builder.AddField(read.Title, TextField.Title);
                foreach (string heading in chunk.HeadingPath)
                    builder.AddField(heading, TextField.HeadingPath);
                builder.AddField(read.Text.AsSpan(chunk.Start, chunk.End - chunk.Start), TextField.Body);
                index._rows.Add((ToChunk(id, read.Text, chunk), read.Title, uri));
            }
        }

        index._segment = builder.Build();
        foreach (int length in index._segment.RowLengths)
            index._totalLength += length;
        foreach ((Chunk Chunk, string Title, string Uri)[] batch in index._rows.Chunk(EmbedBatch))
            index._vectors.AddRange(
                await embedder.EmbedAsync(
                    [.. batch.Select(row => TextOf(row.Chunk, row.Title))],
                    EmbeddingCall.Passage,
                    CancellationToken.None
                )
            );
        return index;
    }

    /// <summary>The passages for a question, best first.</summary>
    /// <param name="question">The question.</param>
    /// <param name="without">Files whose passages are left out, by their URI.</param>
    /// <param name="count">How many are wanted.</param>
    internal async Task<List<Passage>> FindAsync(string question, IReadOnlySet<string> without, int count)
    {
        RetrievalPlan plan = RetrievalPlans.Choose(QueryClassifier.Classify(question), hasQueryVector: true, count);
        float[] vector = (await _embedder.EmbedAsync([question], EmbeddingCall.Query, CancellationToken.None))[0];
        Dictionary<int, double> words = Lexical(question, plan.CandidateDepth);
        double[] cosines = [.. _vectors.Select(row => (double)VectorMath.Dot(vector, row))];
        IEnumerable<int> near = Enumerable
            .Range(0, cosines.Length)
            .OrderByDescending(row => cosines[row])
            .ThenBy(row => row)
            .Take(plan.CandidateDepth);
        int[] rows = [.. words.Keys.Concat(near).Distinct().Order()];
        double?[] nearness = [.. rows.Select(row => (double?)cosines[row])];
        RankedItem[] fused = ConvexFusion.Fuse([
            new ScoredLeg(
                [.. rows.Select(row => words.TryGetValue(row, out double score) ? score : (double?)null)],
                ScoredLeg.Bm25Minimum,
                1 - plan.DenseWeight
            ),
            ScoredLeg.FromWorst(nearness, plan.DenseWeight),
        ]);
        RankedItem[] ranked = [.. fused.Where(item => !without.Contains(_rows[rows[item.Item]].Uri))];
        return [.. NearestPlace.Take(ranked, count, nearness).Select(item => PassageOf(rows[item.Item], item.Score))];

        Passage PassageOf(int row, double score) =>
            new(
                _rows[row].Chunk,
                _rows[row].Title,
                _rows[row].Uri,
                [],
                score,
                new PassageScores(cosines[row], words.TryGetValue(row, out double bm25) ? bm25 : null, null)
            );
    }

    /// <summary>The share of chunks that hold a word.</summary>
    internal WordFrequency? Frequency(string word)
    {
        IReadOnlyList<string> terms = _analyzer.Analyze(word);
        if (terms.Count == 0)
            return null;
        return new WordFrequency(
            terms.Min(term => _segment!.Terms.Find(term) is { } ordinal ? _segment.DocumentFrequency(ordinal) : 0),
            _rows.Count
        );
    }

    private Dictionary<int, double> Lexical(string text, int limit)
    {
        ParsedQuery parsed = ParsedQuery.Read(text, _analyzer);
        Dictionary<string, long> frequencies = new(StringComparer.Ordinal);
        foreach (QueryTerm term in parsed.Terms)
            frequencies[term.Term] = _segment!.Terms.Find(term.Term) is { } ordinal ? _segment.DocumentFrequency(ordinal) : 0;
        TermStatistics statistics = new()
        {
            RowCount = _segment!.RowCount,
            TotalLength = _totalLength,
            DocumentFrequencies = frequencies,
        };
        RowScore[] best = new RowScore[limit];
        int found = Bm25Search.Find(new Bm25Query(parsed.Terms, statistics, new Bm25Options()), _segment, [], best, CancellationToken.None);
        return best[..found].ToDictionary(row => row.Row, row => row.Score);
    }

    private static async Task<ExtractedDocument?> ReadAsync(string file)
    {
        try
        {
            return await new InProcessReader().ReadAsync(
                await File.ReadAllBytesAsync(file),
                Path.GetFileName(file),
                default,
                CancellationToken.None
            );
        }
        catch (UnreadableDocumentException)
        {
            return null;
        }
    }

    private static Chunk ToChunk(DocumentId id, string text, TextChunk chunk) =>
        new(
            new ChunkId(id, 1, chunk.Ordinal),
            chunk.Start,
            chunk.End,
            text[chunk.Start..chunk.End],
            [.. chunk.HeadingPath],
            null,
            null,
            chunk.TokenCount
        )
        {
            Blocks =
            [
                .. chunk.Blocks.Select(block => new ChunkBlock((ChunkBlockKind)block.Kind, block.Start, block.End)
                {
                    HeadLines = block.HeadLines,
                    Language = block.Language,
                }),
            ],
            Lead = chunk.Lead is { } lead ? new ChunkLead(lead.Start, text[lead.Start..lead.End]) : null,
            Links = [.. chunk.Links.Select(link => new ChunkLink(link.Start, link.End, link.Target))],
        };

    private static string TextOf(Chunk chunk, string title) =>
        string.Join('\n', chunk.HeadingPath.Prepend(title).Where(line => line.Length > 0).Append(chunk.Text));
}
