using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// The versions of a collection that wait or are indexed: in one line as a rule, in a second one those that take long or may have ended a
/// process. Not safe for concurrent use: the queue's turn guards it.
/// </summary>
/// <param name="parallelism">How many are indexed at once, the slow ones not counted.</param>
internal sealed class IngestLines(int parallelism)
{
    // As many as a silo has places to read slow documents.
    private const int SlowParallelism = 2;

    private readonly IngestLine _line = new(isSlow: false, parallelism);
    private readonly IngestLine _slowLine = new(isSlow: true, SlowParallelism);

    // Invariant: holds what waits, also for its next attempt, and what runs, so that a version is never indexed twice at once.
    private readonly HashSet<PendingVersion> _known = [];

    /// <summary>How many versions wait or are indexed.</summary>
    internal int Count => _known.Count;

    /// <summary>Adds versions at the end; those that wait already or are indexed are left out.</summary>
    internal void Add(PendingVersion[] versions)
    {
        foreach (PendingVersion version in versions.Where(_known.Add))
        {
            _line.Add(version);
            GrainsMeter.QueueDepth.Add(1);
        }
    }

    /// <summary>Puts a version that was taken at the end again.</summary>
    internal void AddAgain(PendingVersion version) => _line.Add(version);

    /// <summary>Puts a version that was taken at the end of the line of slow ones.</summary>
    internal void AddSlow(PendingVersion version) => _slowLine.Add(version);

    /// <summary>Has versions indexed until none waits or enough are.</summary>
    /// <param name="index">Indexes one from its line.</param>
    /// <param name="cancellationToken">No further one is begun.</param>
    internal void Start(Func<PendingVersion, IngestLine, Task> index, CancellationToken cancellationToken)
    {
        _line.Start(version => index(version, _line), cancellationToken);
        _slowLine.Start(version => index(version, _slowLine), cancellationToken);
    }

    /// <summary>Removes a version that is done with.</summary>
    internal void Remove(PendingVersion version)
    {
        if (_known.Remove(version))
            GrainsMeter.QueueDepth.Add(-1);
    }

    /// <summary>Forgets all: another activation takes over.</summary>
    internal void Clear()
    {
        GrainsMeter.QueueDepth.Add(-_known.Count);
        _known.Clear();
    }
}
