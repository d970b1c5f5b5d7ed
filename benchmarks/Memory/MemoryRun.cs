using System.Diagnostics;
using System.Globalization;
using RagCluster.Cli.Server;

namespace RagCluster.MemoryBenchmark;

/// <summary>One server under mixed load: its memory idle, with a filled collection, and over the time of the load.</summary>
/// <param name="options">What the program was told.</param>
internal sealed class MemoryRun(Options options)
{
    private const string Case = "mixed load";

    /// <summary>MiB that a server with 10,000 chunks may take.</summary>
    private const double ResidentMax = 400;

    /// <summary>What the mean of the last third may differ from the one before.</summary>
    private const double ChangeMax = 0.05;
    private const double SecondsPerMinute = 60;
    private const double WholeMinutes = 30;
    private const int PartsShown = 8;
    private static readonly TimeSpan SamplePeriod = TimeSpan.FromSeconds(5);
    private static readonly string[] Metrics =
    [
        "dotnet_gc_last_collection_memory_committed_size_bytes",
        "dotnet_gc_last_collection_heap_size_bytes",
        "rag_activations",
    ];

    /// <summary>Measures, prints the figures and says whether memory stayed within its limits.</summary>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable("RAG_SILO", options.Silo);
        using TemporaryFolder folder = new();
        await using ServerProcess server = await ServerProcess.StartAsync(0, folder.Path, showLog: false, cancellationToken);
        using HttpClient client = new() { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        Load load = new(client, options);
        Print("idle", "resident memory", ServerMemory.Of(server.Id).Resident, "MiB");
        await load.FillAsync(cancellationToken);
        await load.SettleAsync(cancellationToken);
        Print("filled", "resident memory", ServerMemory.Of(server.Id).Resident, "MiB");
        Print("filled", "chunks", await load.ChunksAsync(cancellationToken), "");
        MemoryCurve curve = await WatchAsync(server, load, cancellationToken);
        await load.SettleAsync(cancellationToken);
        bool isWithin = await ReportAsync(server, client, load, curve, cancellationToken);
        if (options.Picture.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Picture))!);
            CurvePicture.Write(
                options.Picture,
                FormattableString.Invariant(
                    $"Memory of a server with {options.Chunks} chunks under {options.Rate} mixed requests a second"
                ),
                curve,
                ResidentMax
            );
        }

        return isWithin;
    }

    private async Task<MemoryCurve> WatchAsync(ServerProcess server, Load load, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = load.RunAsync(end.Token);
        MemoryCurve curve = new();
        long began = Stopwatch.GetTimestamp();
        using PeriodicTimer samples = new(SamplePeriod, TimeProvider.System);
        int said = 0;
        do
        {
            double minute = Stopwatch.GetElapsedTime(began).TotalMinutes;
            curve.Add(minute, ServerMemory.Of(server.Id));
            if ((int)minute > said)
            {
                said = (int)minute;
                await Console.Error.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"minute {said} of {options.Minutes}: {curve.Samples[^1].Memory.Resident:0} MiB, with workers "
                            + $"{curve.Samples[^1].Memory.Resident + curve.Samples[^1].Memory.Workers:0} MiB"
                    )
                );
            }
        } while (
            Stopwatch.GetElapsedTime(began).TotalMinutes < options.Minutes
            && !running.IsCompleted
            && await samples.WaitForNextTickAsync(cancellationToken)
        );
        await end.CancelAsync();
        await running;
        return curve;
    }

    private async Task<bool> ReportAsync(
        ServerProcess server,
        HttpClient client,
        Load load,
        MemoryCurve curve,
        CancellationToken cancellationToken
    )
    {
        foreach ((string kind, long count, long failed) in load.Tally.Kinds)
        {
            Print($"requests: {kind}", "answered", count, "");
            Print($"requests: {kind}", "failed by the server", failed, "");
        }

        double third = options.Minutes / 3;
        double before = curve.Mean(third, 2 * third),
            last = curve.Mean(2 * third, double.PositiveInfinity);
        string length = FormattableString.Invariant($"{third:0.#} minutes");
        Print(Case, "requests a second", load.Tally.Kinds.Sum(kind => kind.Count) / (options.Minutes * SecondsPerMinute), "1/s");
        Print(Case, "chunks at the end", await load.ChunksAsync(cancellationToken), "");
        Print(Case, $"mean of the {length} before the last", before, "MiB");
        Print(Case, $"mean of the last {length}", last, "MiB");
        Print(Case, "change between them", 100 * (last / before - 1), "%");
        Print(Case, "highest", curve.Peak, "MiB");
        Print(Case, "highest with the reading workers", curve.Samples.Max(sample => sample.Memory.Resident + sample.Memory.Workers), "MiB");
        await PrintPartsAsync(server, client, cancellationToken);
        long failures = load.Tally.Kinds.Sum(kind => kind.Failed);
        Print(Case, "requests that the server failed", failures, "");
        // A short run ends while caches still fill and code is still compiled.
        if (options.Minutes < WholeMinutes)
            return true;
        bool isWithin = curve.Peak <= ResidentMax && Math.Abs(last / before - 1) <= ChangeMax;
        Print(Case, "at most 400 MiB and flat", isWithin ? 1 : 0, "1: yes");
        return isWithin;
    }

    private static async Task PrintPartsAsync(ServerProcess server, HttpClient client, CancellationToken cancellationToken)
    {
        foreach ((string kind, double mebibytes) in ServerMemory.Breakdown(server.Id).Take(PartsShown))
            Print("at the end", $"resident: {kind}", mebibytes, "MiB");
        string[] lines = (await client.GetStringAsync("/metrics", cancellationToken)).Split('\n');
        foreach (string metric in Metrics)
        {
            double sum = lines
                .Where(line => line.StartsWith(metric, StringComparison.Ordinal))
                .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
            Print(
                "at the end",
                metric,
                metric.EndsWith("bytes", StringComparison.Ordinal) ? sum / (1 << 20) : sum,
                metric.EndsWith("bytes", StringComparison.Ordinal) ? "MiB" : ""
            );
        }
    }

    private static void Print(string @case, string name, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{@case},{name},{value:0.##},{unit}"));
}
