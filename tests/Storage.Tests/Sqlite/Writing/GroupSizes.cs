using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RagCluster.Storage.Tests.Sqlite.Writing;

/// <summary>Listens to the size of every commit group of this process.</summary>
internal sealed class GroupSizes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<int> _seen = [];

    public GroupSizes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMeter.Name && instrument.Name == "rag_storage_commit_group_writes")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, size, _, _) => _seen.Add((int)size));
        _listener.Start();
    }

    public IReadOnlyCollection<int> Seen => _seen;

    public void Dispose() => _listener.Dispose();
}
