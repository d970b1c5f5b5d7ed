using System.Diagnostics;
using System.Globalization;
using RagCluster.Benchmarks;
using RagCluster.Corpus.Logs;
using RagCluster.Shards;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Ingest;

/// <summary>
/// Fills one shard in a folder with chunks whose embeddings are given, the second half beside a thread that searches all the time; then
/// opens it again. The making of chunks is not counted: wall time is that of the applies and waits, processor time that of the process less
/// the maker's.
/// </summary>
internal sealed class IngestRun(int count, int dimensions, int batch, int graphRowsMin, string folder)
{
    private readonly CountingDisk _disk = new(new DurableShardDisk());
    private readonly List<double> _searches = [];
    private long _peakAnonymous;
    private double _makingSeconds;

    internal async Task RunAsync()
    {
        MeasureMaking();
        Shard shard = Open();
        ChunkSource source = new(7, dimensions);
        using CancellationTokenSource done = new();
        Thread sampler = Start(() => Sample(done.Token));
        await FillAsync(shard, source, 1, count / 2, "ingest");
        Thread searcher = Start(() => Search(shard, done.Token));
        double seconds = await FillAsync(shard, source, (count / 2) + 1, count, "ingest beside searches");
        int during = _searches.Count;
        Print("ingest beside searches", "searches", during / seconds, "1/s");
        Print("ingest beside searches", "search p50", Percentile(_searches, 0.5), "ms");
        Print("ingest beside searches", "search p99", Percentile(_searches, 0.99), "ms");
        await done.CancelAsync();
        searcher.Join();
        sampler.Join();
        long began = Stopwatch.GetTimestamp();
        await shard.IdleAsync(CancellationToken.None);
        shard.Seal(CancellationToken.None);
        await shard.IdleAsync(CancellationToken.None);
        Print("settling", "wall time", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        long size = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
        Print("whole", "peak memory of its own", _peakAnonymous / 1048576.0, "MiB");
        Print("whole", "snapshot size", size / 1048576.0, "MiB");
        Print("whole", "bytes written / snapshot size", (double)_disk.WrittenBytes / size, "");
        Print("whole", "segments", shard.SegmentCount, "");
        Measure("searches at rest", shard);
        await shard.DisposeAsync();
        await ReopenAsync();
    }

    private static void Print(string @case, string figure, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{@case},{figure},{value:0.###},{unit}"));

    private static Thread Start(ThreadStart body)
    {
        Thread thread = new(body);
        thread.Start();
        return thread;
    }

    private static double Percentile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    private Shard Open() =>
        new(new ShardOptions(dimensions) { Folder = new ShardFolderOptions(folder, 1, _disk), GraphRowsMin = graphRowsMin });

    private async Task<double> FillAsync(Shard shard, ChunkSource source, int first, int last, string name)
    {
        double wall = 0;
        double longest = 0;
        long started = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        ProgressReport progress = new(name, last - first + 1);
        for (int next = first; next <= last; next += batch)
        {
            ShardLogRecord[] records =
            [
                .. Enumerable.Range(next, Math.Min(batch, last - next + 1)).Select(sequence => source.Next(sequence)),
            ];
            long began = Stopwatch.GetTimestamp();
            await shard.HaveRoomAsync(CancellationToken.None);
            long applied = Stopwatch.GetTimestamp();
            shard.Apply(records);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(applied).TotalMilliseconds);
            wall += Stopwatch.GetElapsedTime(began).TotalSeconds;
            progress.Report(Math.Min(last, next + batch - 1) - first + 1);
        }

        int rows = last - first + 1;
        Print(name, "chunks", rows / wall, "1/s");
        Print(
            name,
            "processor time of all threads",
            (((Environment.CpuUsage.TotalTime - before).TotalSeconds / rows) - _makingSeconds) * 1e6,
            "µs/chunk"
        );
        Print(name, "longest apply", longest, "ms");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private void MeasureMaking()
    {
        const int Count = 2000;
        ChunkSource source = new(5, dimensions);
        for (int i = 0; i < Count; i++)
            source.Next(i);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < Count; i++)
            source.Next(i);
        _makingSeconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds / Count;
    }

    private async Task ReopenAsync()
    {
        long began = Stopwatch.GetTimestamp();
        await using Shard shard = Open();
        Print("reopening", "open", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
        Print("reopening", "log records to replay", count - shard.Position, "");
        ChunkSource queries = new(11, dimensions);
        began = Stopwatch.GetTimestamp();
        shard.Searcher().Search(QueryOf(queries), CancellationToken.None);
        Print("reopening", "first search", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
        Measure("searches after reopening", shard);
    }

    private void Measure(string name, Shard shard)
    {
        ChunkSource queries = new(13, dimensions);
        ShardQuery[] asked = [.. Enumerable.Range(0, 400).Select(_ => QueryOf(queries))];
        foreach (ShardQuery query in asked.Take(100))
            shard.Searcher().Search(query, CancellationToken.None);
        Time("hybrid " + name, shard, asked);
        Time("vector " + name, shard, [.. asked.Select(query => query with { UseBm25 = false })]);
        Time("BM25 " + name, shard, [.. asked.Select(query => query with { UseVectors = false })]);
        ShardQuery[] exact = [.. asked.Take(50).Select(query => query with { UseBm25 = false, Exact = true })];
        double recall = exact.Average(query => Recall(shard.Searcher(), query));
        Print(name, "recall@10 at the default", recall, "");
    }

    private static double Recall(IShardSearcher searcher, ShardQuery exact)
    {
        HashSet<string> true10 =
        [
            .. searcher.Search(exact, CancellationToken.None).Vectors.Take(10).Select(hit => hit.Chunk.Id.ToString()),
        ];
        return searcher
                .Search(exact with { Exact = false }, CancellationToken.None)
                .Vectors.Take(10)
                .Count(hit => true10.Contains(hit.Chunk.Id.ToString())) / 10.0;
    }

    private static void Time(string name, Shard shard, ShardQuery[] queries)
    {
        List<double> times = new(queries.Length);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        foreach (ShardQuery query in queries)
        {
            long began = Stopwatch.GetTimestamp();
            shard.Searcher().Search(query, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Print(name, "processor time", (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / queries.Length, "µs/search");
        Print(name, "p50", Percentile(times, 0.5), "ms");
        Print(name, "p99", Percentile(times, 0.99), "ms");
    }

    private static ShardQuery QueryOf(ChunkSource queries) =>
        new()
        {
            Text = queries.Words(4),
            Vector = queries.Vector(),
            Limit = 10,
        };

    private void Search(Shard shard, CancellationToken cancellationToken)
    {
        ChunkSource queries = new(9, dimensions);
        while (!cancellationToken.IsCancellationRequested)
        {
            ShardQuery query = QueryOf(queries);
            long began = Stopwatch.GetTimestamp();
            shard.Searcher().Search(query, CancellationToken.None);
            _searches.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    // Pages of mapped files are the system's to take back; what counts is what the process can't do without.
    private void Sample(CancellationToken cancellationToken)
    {
        while (!cancellationToken.WaitHandle.WaitOne(50))
        {
            string? line = File.Exists("/proc/self/status")
                ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("RssAnon:", StringComparison.Ordinal))
                : null;
            if (line is not null)
                _peakAnonymous = Math.Max(
                    _peakAnonymous,
                    long.Parse(line.AsSpan(8, line.Length - 10).Trim(), CultureInfo.InvariantCulture) * 1024
                );
        }
    }
}
