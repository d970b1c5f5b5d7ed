using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning;

/// <summary>Finds a query's plan: the caller's, the planner's, or the fixed one. A planner that does not answer soon is left alone for a while.</summary>
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
        // What happened is told only of what was computed.
        SearchRequest request = asked.Explain ? asked with { BypassCache = true } : asked;
        PlannedQuery query = new(
            asked,
            request,
            isAnswer,
            QueryClassNames.Of(asked.Query),
            RetrievalPlanNames.IsOpen(asked) ? PlanSource.Fixed : PlanSource.Request
        );
        if (!options.Value.IsOn || query.Source == PlanSource.Request)
            return query;
        CollectionSettings settings = (await maps.GetAsync(asked.Collection, cancellationToken)).Settings;
        PlanWish wish = new(silo.Name, asked.Timeout, RetrievalPlanNames.Excluded(asked, isAnswer, settings.Dimensions > 0));
        return await ChooseAsync(query.Key, wish, cancellationToken) switch
        {
            null => query with { Source = PlanSource.Fallback },
            { Arm: PlanArm.Control } control => query with { Source = PlanSource.Control, Choice = control },
            { Arm: PlanArm.Suspended } suspended => query with { Source = PlanSource.Suspended, Choice = suspended },
            { } choice => query with
            {
                Request = RetrievalPlanNames.With(request, choice.Plan),
                Source = PlanSource.Planner,
                Choice = choice,
            },
        };
    }

    private async Task<PlanChoice?> ChooseAsync(string key, PlanWish wish, CancellationToken cancellationToken)
    {
        if (_silent.TryGetValue(key, out DateTimeOffset until) && time.GetUtcNow() < until)
            return null;
        using CancellationTokenSource late = new(options.Value.ChoiceTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            PlanChoice choice = await grains.GetGrain<ITaskPlanGrain>(key).ChooseAsync(wish, either.Token).WaitAsync(either.Token);
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
