using System.Diagnostics;

namespace RagCluster.InferenceBenchmark;

/// <summary>Texts, seconds on the clock and seconds of processors.</summary>
internal sealed record Timing(int Texts, double Wall, double Cpu)
{
    /// <summary>Texts a second.</summary>
    internal double PerSecond => Texts / Wall;

    /// <summary>Texts a second of one processor: what others do on the machine matters less.</summary>
    internal double PerCpuSecond => Texts / Cpu;

    /// <summary>Measures this process.</summary>
    internal static async Task<Timing> TakeAsync(int texts, Func<Task> work)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        await work();
        return new Timing(texts, Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <summary>The better of two, by processor time: disturbance only ever adds.</summary>
    internal static Timing Better(Timing? one, Timing other) => one is null || other.PerCpuSecond > one.PerCpuSecond ? other : one;
}
