using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Planning.Records;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>
/// Finds a query's plan: the caller's, the planner's, or the fixed one. A planner that does not answer soon is left alone for a while.
/// </summary>
internal sealed partial class PlanChooser(
    IGrainFactory grains,
    ShardMaps maps,
    ILocalSiloDetails silo,
    IOptions<PlannerOptions> options,
    TimeProvider time,
    ILogger<PlanChooser> log
)
{
    private const int SilentMax = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // By key: until when it is not asked.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _silent = new(StringComparer.Ordinal);

    /// <summary>The query with its plan.</summary>
    /// <param name="asked">The query.</param>
    /// <param name="isAnswer">Whether an answer is asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    internal async Task<PlannedQuery> PlanAsync(SearchRequest asked, bool isAnswer, CancellationToken cancellationToken)
    {
        if (!RetrievalPlanNames.IsOpen(asked.Options))
            return new PlannedQuery(asked, PlanSource.Request);
        CollectionSettings settings = (await maps.GetAsync(asked.Collection, cancellationToken)).Settings;
        PlanConstraints constraints = new(
            silo.Name,
            asked.Options.Retrieval.Timeout,
            RetrievalPlanNames.Excluded(asked.Options, isAnswer, settings.Dimensions > 0)
        );
        return await ChooseAsync(QueryRecords.Key(asked), constraints, cancellationToken) switch
        {
            null => new PlannedQuery(asked, PlanSource.Fallback),
            { Arm: PlanArm.Control } control => new PlannedQuery(asked, PlanSource.Control, control),
            { Arm: PlanArm.Suspended } suspended => new PlannedQuery(asked, PlanSource.Suspended, suspended),
            { } choice => new PlannedQuery(
                asked with
                {
                    Options = RetrievalPlanNames.With(asked.Options, choice.Plan),
                },
                PlanSource.Planner,
                choice
            ),
        };
    }

    private async Task<PlanChoice?> ChooseAsync(string key, PlanConstraints constraints, CancellationToken cancellationToken)
    {
        if (_silent.TryGetValue(key, out DateTimeOffset until) && time.GetUtcNow() < until)
            return null;
        using CancellationTokenSource late = new(options.Value.ChoiceTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            PlanChoice choice = await grains.GetGrain<ITaskPlanGrain>(key).ChooseAsync(constraints, either.Token).WaitAsync(either.Token);
            _silent.TryRemove(key, out _);
            return choice;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, a state that can't be read or a silo that has died: there is a plan that needs no planner.
            if (_silent.Count >= SilentMax)
                _silent.Clear();
            _silent[key] = time.GetUtcNow() + Pause;
            LogSilent(error, key);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The planner of {Key} did not answer; the fixed plan runs")]
    private partial void LogSilent(Exception error, string key);
}
