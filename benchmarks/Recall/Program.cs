using System.Diagnostics;
using System.Globalization;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Ranking.Fusion;
using RagCluster.Recall;
using RagCluster.Shards;

if (args.Length == 0)
{
    Console.Error.WriteLine(
        "usage: Recall DIRECTORY [SPLIT [VECTORS]] | speed   VECTORS holds corpus.vectors.jsonl and queries.vectors.jsonl"
    );
    return 2;
}

if (args[0] == "speed")
{
    SpeedRun.Run();
    return 0;
}

JudgedCollection collection = JudgedCollection.Read(args[0], args.Length > 1 ? args[1] : "test");
string? vectorDirectory = args.Length > 2 ? args[2] : null;
Dictionary<string, float[]> documentVectors = vectorDirectory is null
    ? []
    : JudgedCollection.ReadVectors(Path.Combine(vectorDirectory, "corpus.vectors.jsonl"));
Dictionary<string, float[]> queryVectors = vectorDirectory is null
    ? []
    : JudgedCollection.ReadVectors(Path.Combine(vectorDirectory, "queries.vectors.jsonl"));

Shard shard = new(new ShardOptions(documentVectors.Values.FirstOrDefault()?.Length ?? 0));
long started = Stopwatch.GetTimestamp();
shard.Apply([.. collection.Documents.Select((document, i) => RecordOf(document, i + 1))]);
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{collection.Documents.Length} documents indexed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s, "
            + $"{shard.SegmentCount} segments"
    )
);

double[] denseWeights = [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5];
Evaluation bm25 = new("BM25");
Evaluation dense = new("dense");
Evaluation reciprocal = new("reciprocal rank fusion");
Evaluation[] convex = [.. denseWeights.Select(weight => new Evaluation(FormattableString.Invariant($"convex, dense weight {weight:F2}")))];
IShardSearcher searcher = shard.Searcher();
started = Stopwatch.GetTimestamp();
foreach (JudgedText query in collection.Queries)
{
    ShardSearchResult found = searcher.Search(
        new ShardQuery
        {
            Text = query.Text,
            Vector = queryVectors.GetValueOrDefault(query.Id),
            Limit = 100,
        },
        CancellationToken.None
    );
    Dictionary<string, int> judged = collection.Judgements[query.Id];
    bm25.Add(found.Bm25.Select(IdOf), judged);
    if (vectorDirectory is null)
        continue;
    dense.Add(found.Vectors.Select(IdOf), judged);

    ShardHit[] candidates = [.. found.Bm25.Concat(found.Vectors).DistinctBy(hit => hit.Chunk.Id).OrderBy(IdOf, StringComparer.Ordinal)];
    Dictionary<ChunkId, int> numbers = candidates.Select((hit, i) => (hit.Chunk.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
    int[][] ranks =
    [
        [.. found.Bm25.Select(hit => numbers[hit.Chunk.Id])],
        [.. found.Vectors.Select(hit => numbers[hit.Chunk.Id])],
    ];
    reciprocal.Add(ReciprocalRankFusion.Fuse(ranks, [1, 1]).Select(item => IdOf(candidates[item.Item])), judged);
    for (int i = 0; i < denseWeights.Length; i++)
    {
        RankedItem[] fused = ConvexFusion.Fuse([
            new ScoredLeg([.. candidates.Select(hit => hit.Scores.Bm25)], ScoredLeg.Bm25Minimum, 1 - denseWeights[i]),
            ScoredLeg.FromWorst([.. candidates.Select(hit => hit.Scores.Vector)], denseWeights[i]),
        ]);
        convex[i].Add(fused.Select(item => IdOf(candidates[item.Item])), judged);
    }
}

double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds / collection.Queries.Length;
Console.WriteLine(bm25);
if (vectorDirectory is not null)
    Console.WriteLine(string.Join('\n', [dense, reciprocal, .. convex]));
Console.WriteLine(FormattableString.Invariant($"{milliseconds:F2} ms per query with both legs to depth 100 and all fusions"));
return 0;

static string IdOf(ShardHit hit) => hit.Chunk.Id.Document.Value;

ShardLogRecord RecordOf(JudgedText document, long sequence)
{
    DocumentId id = new(document.Id);
    Chunk chunk = new(new ChunkId(id, 1, 0), 0, document.Text.Length, document.Text, [], null, null, 0);
    return new ShardLogRecord
    {
        Sequence = sequence,
        Document = id,
        Generation = 1,
        Title = document.Title,
        Chunks = [new EmbeddedChunk(chunk, documentVectors.GetValueOrDefault(document.Id) ?? [])],
    };
}
