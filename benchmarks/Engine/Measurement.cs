using System.Diagnostics;

namespace RagCluster.Engine;

/// <summary>Runs many calls at once and tells what one of them costs.</summary>
/// <param name="Name">What was called.</param>
/// <param name="CpuMicroseconds">Processor time of the whole process per call.</param>
/// <param name="CallsPerSecond">Calls by the clock.</param>
/// <param name="AllocatedBytes">Allocated by the whole process per call.</param>
internal sealed record Measurement(string Name, double CpuMicroseconds, double CallsPerSecond, double AllocatedBytes)
{
    private const int Rounds = 5;

    /// <summary>The best of several rounds, after one that is not counted: the machine is shared.</summary>
    public static async Task<Measurement> TakeAsync(string name, int inFlight, int calls, Func<int, Task> call)
    {
        Measurement? best = null;
        for (int round = 0; round <= Rounds; round++)
        {
            Measurement measured = await RunAsync(name, inFlight, calls, call);
            if (round > 0 && (best is null || measured.CpuMicroseconds < best.CpuMicroseconds))
                best = measured;
        }

        return best!;
    }

    private static async Task<Measurement> RunAsync(string name, int inFlight, int calls, Func<int, Task> call)
    {
        using Process process = Process.GetCurrentProcess();
        (TimeSpan cpu, long clock, long bytes) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(i => Task.Run(() => LoopAsync(i, calls / inFlight, call))));
        process.Refresh();
        double seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        TimeSpan used = process.TotalProcessorTime - cpu;
        return new Measurement(
            name,
            used.TotalMicroseconds / calls,
            calls / seconds,
            (GC.GetTotalAllocatedBytes() - bytes) / (double)calls
        );
    }

    private static async Task LoopAsync(int index, int count, Func<int, Task> call)
    {
        for (int i = 0; i < count; i++)
            await call(index);
    }
}
