namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>Memory over time, and whether it stays where it is.</summary>
internal sealed class MemorySeries
{
    private const double Mebibyte = 1 << 20;

    /// <summary>Samples before the pools and caches of runtime and library are filled.</summary>
    private const int Warming = 2;

    /// <summary>Samples whose mean is compared, after the warming and at the end.</summary>
    private const int Compared = 3;

    /// <summary>What the mean may grow: heaps and arenas breathe by about as much.</summary>
    private const double GrowthShareMax = 0.05;

    private readonly List<double> _managed = [];
    private readonly List<double> _process = [];

    /// <summary>Growth of live managed memory, as a share.</summary>
    internal double ManagedGrowth => Growth(_managed);

    /// <summary>Growth of the process's memory, as a share.</summary>
    internal double ProcessGrowth => Growth(_process);

    /// <summary>Whether neither has grown by more than breathing.</summary>
    internal bool IsFlat => ManagedGrowth <= GrowthShareMax && ProcessGrowth <= GrowthShareMax;

    /// <summary>Takes a sample after a collection, so that only what is still held counts, and prints it.</summary>
    internal void Take(string @case)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _managed.Add(GC.GetTotalMemory(forceFullCollection: true) / Mebibyte);
        _process.Add(Environment.WorkingSet / Mebibyte);
        Figures.Print(@case, "live managed memory", _managed[^1], "MiB");
        Figures.Print(@case, "memory of the process", _process[^1], "MiB");
    }

    private static double Growth(List<double> samples) =>
        (samples.TakeLast(Compared).Average() / samples.Skip(Warming).Take(Compared).Average()) - 1;
}
