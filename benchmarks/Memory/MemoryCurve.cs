namespace RagCluster.MemoryBenchmark;

/// <summary>Samples of a server's memory while a load runs.</summary>
internal sealed class MemoryCurve
{
    private readonly List<(double Minute, ServerMemory Memory)> _samples = [];

    /// <summary>The samples, each with the minute of the load that it was taken in.</summary>
    internal IReadOnlyList<(double Minute, ServerMemory Memory)> Samples => _samples;

    /// <summary>The most that was in memory.</summary>
    internal double Peak => _samples.Max(sample => sample.Memory.Resident);

    /// <summary>Takes a sample.</summary>
    internal void Add(double minute, ServerMemory memory) => _samples.Add((minute, memory));

    /// <summary>The mean of what was in memory between two moments.</summary>
    internal double Mean(double from, double to) =>
        _samples
            .Where(sample => sample.Minute >= from && sample.Minute < to)
            .Select(sample => sample.Memory.Resident)
            .DefaultIfEmpty(double.NaN)
            .Average();
}
