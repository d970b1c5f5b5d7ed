using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RagCluster.Caching.Keys;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Telemetry;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// The experiments that run, as this silo knows them, so that a query finds its arm without a call. One per silo.
/// </summary>
/// <param name="grains">Reaches the catalog.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says when nobody answered.</param>
internal sealed class RunningExperiments(IGrainFactory grains, TimeProvider time, ILogger<RunningExperiments> log)
{
    private readonly ConcurrentDictionary<string, TenantExperiments> _tenants = new(StringComparer.Ordinal);

    /// <summary>How many run, of the tenants that asked something here.</summary>
    internal int Count => _tenants.Values.Sum(tenant => tenant.Count);

    /// <summary>What a query's arm asks; null when it takes part in none.</summary>
    internal async ValueTask<Exposure?> ExposeAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (!request.Options.Call.Experiments)
            return null;
        TenantExperiments tenant = _tenants.GetOrAdd(request.Collection.Tenant, name => new TenantExperiments(name, grains, time, log));
        return await tenant.FindAsync(request.Collection, cancellationToken) is { } experiment ? Expose(experiment, request) : null;
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
}
