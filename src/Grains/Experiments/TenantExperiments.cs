using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// The experiments of one tenant that run, as this silo knows them: asked anew every two seconds while queries come; where nobody answers,
/// queries take part in none.
/// </summary>
/// <param name="tenant">The tenant.</param>
/// <param name="grains">Reaches the catalog.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says when nobody answered.</param>
internal sealed partial class TenantExperiments(string tenant, IGrainFactory grains, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private Dictionary<CollectionId, ExperimentState> _known = [];
    private DateTimeOffset _knownAt = DateTimeOffset.MinValue;
    private Task _reading = Task.CompletedTask;

    /// <summary>How many run.</summary>
    internal int Count => _known.Count;

    /// <summary>The experiment of a collection, or null.</summary>
    internal async ValueTask<ExperimentState?> FindAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        TimeSpan age = time.GetUtcNow() - _knownAt;
        if (age > Fresh)
            await ReadAsync(mustWait: age > AgeMax, cancellationToken);
        return _known.GetValueOrDefault(collection);
    }

    private async Task ReadAsync(bool mustWait, CancellationToken cancellationToken)
    {
        Task reading;
        lock (_gate)
        {
            if (_reading.IsCompleted && time.GetUtcNow() - _knownAt > Fresh)
                _reading = Task.Run(ReadAsync, CancellationToken.None);
            reading = _reading;
        }

        if (!mustWait)
            return;
        try
        {
            await reading.WaitAsync(WaitMax, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What is so old may have been stopped long ago.
            _known = [];
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            ExperimentState[] all = await grains.GetGrain<IExperimentCatalogGrain>(tenant).ListAsync(CancellationToken.None);
            _known = all.Where(experiment => experiment.StoppedAt is null)
                .GroupBy(experiment => experiment.Definition.Collection)
                .ToDictionary(group => group.Key, group => group.First());
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException)
        {
            _known = [];
            LogUnknown(error);
        }

        _knownAt = time.GetUtcNow();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The running experiments are not known; queries take part in none")]
    private partial void LogUnknown(Exception error);
}
