using System.Diagnostics;
using System.Globalization;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Shards;

namespace RagCluster.Recall;

/// <summary>
/// Measures a shard: single-document applies per second, and search latency during and after them. Words follow Zipf's law; vectors are
/// random.
/// </summary>
internal static class SpeedRun
{
    private const int DocumentCount = 20_000;
    private const int Dimensions = 256;
    private const int WordsPerChunk = 120;
    private const int VocabularySize = 60_000;
    private const int SearchCount = 500;

    internal static void Run()
    {
        Random random = new(1);
        ShardLogRecord[] log = [.. Enumerable.Range(1, DocumentCount).Select(i => RecordOf(random, i))];
        ShardQuery[] queries =
        [
            .. Enumerable
                .Range(0, SearchCount)
                .Select(_ => new ShardQuery
                {
                    Text = string.Join(' ', Enumerable.Range(0, 5).Select(_ => Word(random))),
                    Vector = Vector(random),
                    Limit = 50,
                }),
        ];
        WarmUp(log, queries);

        Shard quiet = new(new ShardOptions(Dimensions));
        double cpu = CpuSeconds();
        foreach (ShardLogRecord record in log)
            quiet.Apply(record);
        Console.WriteLine(
            FormattableString.Invariant(
                $"applied one by one without searches: {DocumentCount / (CpuSeconds() - cpu):F0} chunks per CPU-second"
            )
        );

        Shard shard = new(new ShardOptions(Dimensions));
        using CancellationTokenSource done = new();
        List<double> during = [];
        Thread searching = new(() => during = SearchUntil(shard, queries, done.Token));
        searching.Start();
        long started = Stopwatch.GetTimestamp();
        double longest = 0;
        foreach (ShardLogRecord record in log)
        {
            long one = Stopwatch.GetTimestamp();
            shard.Apply(record);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        done.Cancel();
        searching.Join();
        Print("search while applying", during);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DocumentCount} documents of one chunk, applied one by one: {DocumentCount / seconds:F0} chunks/s, longest "
                    + $"apply {longest:F0} ms, {shard.SegmentCount} segments"
            )
        );
        Print("both legs", Search(shard, queries));
        Print("BM25 only", Search(shard, [.. queries.Select(query => query with { UseVectors = false })]));
        Print("vectors only", Search(shard, [.. queries.Select(query => query with { UseBm25 = false })]));

        started = Stopwatch.GetTimestamp();
        Shard bulk = new(new ShardOptions(Dimensions));
        bulk.Apply(log);
        Console.WriteLine(
            FormattableString.Invariant(
                $"the same in one batch: {DocumentCount / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} chunks/s"
            )
        );
    }

    private static void WarmUp(ShardLogRecord[] log, ShardQuery[] queries)
    {
        Shard shard = new(new ShardOptions(Dimensions));
        foreach (ShardLogRecord record in log.Take(2000))
            shard.Apply(record);
        Search(shard, queries);
    }

    // CPU time is what a busy machine leaves comparable.
    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static List<double> Search(Shard shard, ShardQuery[] queries)
    {
        double cpu = CpuSeconds();
        List<double> times = [.. queries.Select(query => Time(shard, query))];
        Console.WriteLine(FormattableString.Invariant($"{(CpuSeconds() - cpu) * 1000 / queries.Length:F2} CPU-ms a search:"));
        return times;
    }

    private static List<double> SearchUntil(Shard shard, ShardQuery[] queries, CancellationToken done)
    {
        List<double> times = new();
        for (int i = 0; !done.IsCancellationRequested; i++)
            times.Add(Time(shard, queries[i % queries.Length]));
        return times;
    }

    private static double Time(Shard shard, ShardQuery query)
    {
        long started = Stopwatch.GetTimestamp();
        shard.Searcher().Search(query, CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: p50 {times[times.Count / 2]:F2} ms, p99 {times[times.Count * 99 / 100]:F2} ms, max {times[^1]:F2} ms "
                    + $"({times.Count} searches)"
            )
        );
    }

    private static ShardLogRecord RecordOf(Random random, int sequence)
    {
        DocumentId id = new("d" + sequence);
        string text = string.Join(' ', Enumerable.Range(0, WordsPerChunk).Select(_ => Word(random)));
        Chunk chunk = new(new ChunkId(id, 1, 0), 0, text.Length, text, [], null, null, WordsPerChunk);
        return new ShardLogRecord
        {
            Sequence = sequence,
            Document = id,
            Generation = 1,
            Chunks = [new EmbeddedChunk(chunk, Vector(random))],
        };
    }

    // The inverse of a 1/rank distribution: rank = size^u for u uniform in 0 … 1.
    private static string Word(Random random) => "word" + (int)Math.Pow(VocabularySize, random.NextDouble());

    private static float[] Vector(Random random) => [.. Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.5f)];
}
