using System.Globalization;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>What the silos of a cluster hold, looked at every few seconds: resident memory, open handles, threads (Linux).</summary>
internal sealed class SiloSamples
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly List<Sample> _samples = [];
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>Looks until it is told to end.</summary>
    internal async Task TakeAsync(LocalCluster cluster, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach ((int index, SiloProcess silo) in cluster.Running)
                Add(index, silo);
            await Task.Delay(Every, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Writes them as CSV.</summary>
    internal void Write(string file) =>
        File.WriteAllLines(
            file,
            _samples
                .Select(one =>
                    FormattableString.Invariant(
                        $"{one.At.TotalSeconds:F0},{one.Silo},{one.Process},{one.Bytes / 1048576.0:F1},{one.Handles},{one.Threads}"
                    )
                )
                .Prepend("seconds,silo,process,resident_mib,handles,threads")
        );

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"silos: at most {_samples.Max(one => one.Bytes) >> 20} MiB resident, {_samples.Max(one => one.Handles)} handles, "
                + $"{_samples.Max(one => one.Threads)} threads"
        );

    private void Add(int index, SiloProcess silo)
    {
        string process = FormattableString.Invariant($"/proc/{silo.Id}");
        try
        {
            int handles = Directory.GetFileSystemEntries($"{process}/fd").Length;
            int threads = Directory.GetFileSystemEntries($"{process}/task").Length;
            _samples.Add(new(TimeProvider.System.GetElapsedTime(_began), index, silo.Id, silo.ResidentBytes, handles, threads));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // It has just been killed.
        }
    }

    private sealed record Sample(TimeSpan At, int Silo, int Process, long Bytes, int Handles, int Threads);
}
