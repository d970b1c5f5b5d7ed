using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Grains.Ingest;

/// <summary>Versions that wait in the order of their arrival, and how many are indexed at once.</summary>
/// <param name="isSlow">Whether its versions may take their time.</param>
/// <param name="workersMax">How many are indexed at once.</param>
internal sealed class IngestLine(bool isSlow, int workersMax)
{
    private readonly Queue<PendingVersion> _waiting = new();
    private int _workers;

    /// <summary>Whether its versions may take their time.</summary>
    internal bool IsSlow => isSlow;

    /// <summary>Adds a version at the end.</summary>
    internal void Add(PendingVersion version) => _waiting.Enqueue(version);

    /// <summary>Has versions indexed until none waits or enough are.</summary>
    /// <param name="index">Indexes one.</param>
    /// <param name="cancellationToken">No further one is begun.</param>
    internal void Start(Func<PendingVersion, Task> index, CancellationToken cancellationToken)
    {
        while (_workers < workersMax && _waiting.TryDequeue(out PendingVersion? first))
        {
            _workers++;
            _ = WorkAsync(first, index, cancellationToken);
        }
    }

    private async Task WorkAsync(PendingVersion first, Func<PendingVersion, Task> index, CancellationToken cancellationToken)
    {
        try
        {
            PendingVersion? next = first;
            do
            {
                await index(next);
            } while (!cancellationToken.IsCancellationRequested && _waiting.TryDequeue(out next));
        }
        finally
        {
            _workers--;
        }
    }
}
