using System.Diagnostics;
using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>
/// A thousand callers with cancellations and deadlines over one runtime: every call ends, with its own vectors, and memory stays flat.
/// </summary>
internal static class Soak
{
    private const string Name = "soak";
    private const int Callers = 1_000;
    private const int Samples = 10;
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(2);

    /// <summary>Runs it and prints figures and the verdict; true when all is as it should be.</summary>
    /// <param name="entries">The models: a fast one, and perhaps one whose batches take long enough to be cut short.</param>
    /// <param name="time">How long.</param>
    internal static async Task<bool> RunAsync(IReadOnlyList<ModelEntry> entries, TimeSpan time)
    {
        // A queue that can be filled, so that turning away is part of the run.
        await using InferenceRuntime runtime = new(new InferenceOptions { Device = "cpu", QueueTokensMax = 65_536 }, TimeProvider.System);
        await using OnnxTextEmbedder fast = runtime.OpenEmbedder(entries[0]);
        List<KnownTexts> models = [await KnownTexts.CreateAsync(fast, Texts.Mixed(512, 11))];
        await using OnnxTextEmbedder? slow = entries.Count > 1 ? runtime.OpenEmbedder(entries[1]) : null;
        if (slow is not null)
            models.Add(await KnownTexts.CreateAsync(slow, Texts.Of(64, 16, 12)));
        CallCounts counts = new();
        using CancellationTokenSource end = new();
        Task callers = Task.WhenAll(
            Enumerable.Range(0, Callers).Select(seed => Task.Run(() => new Caller(seed, models, counts).RunAsync(end.Token)))
        );
        long began = Stopwatch.GetTimestamp();
        MemorySeries memory = await WatchAsync(time);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await end.CancelAsync();
        bool allEnded = await Task.WhenAny(callers, Task.Delay(EndMax, TimeProvider.System)) == callers;
        return Report(counts, memory, seconds, allEnded, runtime.Statistics[0]);
    }

    private static async Task<MemorySeries> WatchAsync(TimeSpan time)
    {
        MemorySeries memory = new();
        long began = Stopwatch.GetTimestamp();
        for (int sample = 1; sample <= Samples; sample++)
        {
            TimeSpan left = (time * sample / Samples) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System);
            memory.Take(FormattableString.Invariant($"{Name} after {time.TotalSeconds * sample / Samples:0} s"));
        }

        return memory;
    }

    private static bool Report(CallCounts counts, MemorySeries memory, double seconds, bool allEnded, BatcherStatistics device)
    {
        Figures.Print(Name, "callers", Callers, "");
        Figures.Print(Name, "calls", counts.All, "");
        Figures.Print(Name, "calls a second", counts.All / seconds, "1/s");
        foreach (CallEnd end in Enum.GetValues<CallEnd>())
            Figures.Print(Name, $"calls: {end.ToString().ToLowerInvariant()}", counts.Of(end), "");
        Figures.Print(Name, "batches", device.Batches, "");
        Figures.Print(Name, "callers without an end", allEnded ? 0 : 1, "0 or 1");
        Figures.Print(Name, "texts left in the queue", device.TextsWaiting, "");
        Figures.Print(Name, "growth of live managed memory", memory.ManagedGrowth * 100, "%");
        Figures.Print(Name, "growth of the process's memory", memory.ProcessGrowth * 100, "%");
        bool isWhole =
            allEnded
            && device.TextsWaiting == 0
            && counts.Of(CallEnd.Crossed) + counts.Of(CallEnd.Failed) == 0
            && counts.Of(CallEnd.Answered) > 0;
        Figures.Print(Name, "nothing lost or crossed", isWhole ? 1 : 0, "1: yes");
        Figures.Print(Name, "memory flat", memory.IsFlat ? 1 : 0, "1: yes");
        return isWhole && memory.IsFlat;
    }
}
