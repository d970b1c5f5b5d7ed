using Microsoft.Extensions.Logging;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Telemetry;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// The experiments that run, as this silo knows them, so that a query finds its arm without a call. Asked anew every two seconds while
/// queries come; where nobody answers, queries take part in none. One per silo.
/// </summary>
/// <param name="grains">Reaches the catalog.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says when nobody answered.</param>
internal sealed partial class RunningExperiments(IGrainFactory grains, TimeProvider time, ILogger<RunningExperiments> log)
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

    /// <summary>What a query's arm asks; null when it takes part in none.</summary>
    internal async ValueTask<Exposure?> ExposeAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (!request.Options.Call.Experiments)
            return null;
        TimeSpan age = time.GetUtcNow() - _knownAt;
        if (age > Fresh)
            await ReadAsync(mustWait: age > AgeMax, cancellationToken);
        return _known.TryGetValue(request.Collection, out ExperimentState? experiment) ? Expose(experiment, request) : null;
    }

    private static Exposure? Expose(ExperimentState experiment, SearchRequest request)
    {
        ExperimentDefinition definition = experiment.Definition;
        ulong unit = ArmAssignment.UnitOf(experiment.Salt, UnitName(definition.Unit, request));
        int number = ArmAssignment.ArmOf(unit, ExperimentArms.Of(definition));
        // Who had an arm that was stopped is answered as if there were no experiment, and no part of it any more.
        if (experiment.Arms[number].StoppedAt is not null)
            return null;
        ArmDefinition arm = definition.Arms[number];
        ExperimentExposure shown = new(
            definition.Name,
            arm.Name,
            new FeedbackId(definition.Name, unit).ToString(),
            arm.Overrides.Collection
        );
        GrainsMeter.Exposed(shown.Experiment, shown.Arm);
        return new Exposure($"{definition.Collection.Tenant}/{definition.Name}", unit, arm.Overrides.Apply(request), shown);
    }

    // What kind of name it is stands in front, so that no principal is taken for a query.
    private static string UnitName(AssignmentUnit unit, SearchRequest request)
    {
        if (unit == AssignmentUnit.Principal && request.Options.Call.Principal is { } principal)
            return $"p:{principal}";
        if (unit == AssignmentUnit.Principal && request.Options.Scope.AccessScope is { Length: > 0 } scope)
            return $"s:{string.Join('\n', scope.Order(StringComparer.Ordinal))}";
        return $"q:{QueryText.Normalize(request.Query)}";
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
            ExperimentState[] all = await grains
                .GetGrain<IExperimentCatalogGrain>(CollectionId.DefaultTenant)
                .ListAsync(CancellationToken.None);
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
