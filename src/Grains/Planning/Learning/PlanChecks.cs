using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Telemetry;
using RagCluster.Storage;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>
/// What is checked from time to time of a class's plans: whether documents that were cited have changed, whether golden queries are to be
/// run again, and whether the planner gains anything.
/// </summary>
/// <param name="key">The class with its collection, for the log.</param>
/// <param name="memory">What is known.</param>
/// <param name="golden">Runs golden queries again.</param>
/// <param name="options">How often, and how patiently.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what the checks found.</param>
internal sealed partial class PlanChecks(
    string key,
    PlanMemory memory,
    GoldenReruns golden,
    PlannerOptions options,
    TimeProvider time,
    ILogger log
)
{
    /// <summary>Compares the documents that were cited with those that there are, if shards have moved on since the last time.</summary>
    /// <param name="store">Has the documents.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    internal async Task CompareCitedAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        if (!memory.Ledger.HasMoved)
            return;
        CollectionId collection = Keys.TaskPlan(key).Collection;
        Dictionary<DocumentId, long> present = [];
        foreach (DocumentId id in memory.Ledger.Cited)
        {
            if (await store.FindDocumentAsync(collection, id, cancellationToken) is { } document)
                present[id] = document.IndexedGeneration;
        }

        double share = memory.CompareCited(present);
        if (share > 0)
            LogDecohered(key, share);
    }

    /// <summary>Begins a run of the golden queries where one is due, and suspends a planner that gains nothing.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    internal void CheckPlanner(CancellationToken cancellationToken)
    {
        if (!options.IsOn)
            return;
        golden.BeginIfDue(time.GetUtcNow(), cancellationToken);
        if (memory.CheckGain())
            LogSuspended(key, options.FallbackAfter);
        PlannerMeter.Checked(key, memory.Status(Keys.TaskPlan(key).QueryClass));
    }

    /// <summary>The class ends on this silo.</summary>
    internal void End() => PlannerMeter.Ended(key);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "What is known of {Key} fades: {Share:P0} of the documents that it cited changed"
    )]
    private partial void LogDecohered(string key, double share);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The planner of {Key} showed no gain for {Patience} and is suspended; the fixed plan runs"
    )]
    private partial void LogSuspended(string key, TimeSpan patience);
}
