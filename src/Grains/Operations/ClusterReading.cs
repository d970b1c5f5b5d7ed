using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Topology;
using ClusterSilo = RagCluster.Grains.Interfaces.Operations.ClusterSilo;
using ServingSilo = RagCluster.Grains.Topology.ClusterSilo;

namespace RagCluster.Grains.Operations;

/// <summary>What the silos reported at one time, put together.</summary>
internal sealed class ClusterReading
{
    private static readonly (SiloRoles Role, string Name)[] RoleNames =
    [
        (SiloRoles.Api, "api"),
        (SiloRoles.Index, "index"),
        (SiloRoles.Embed, "embed"),
    ];

    private readonly SiloReport[] _reports;
    private readonly IReadOnlyList<ServingSilo> _serving;

    internal ClusterReading(
        DateTimeOffset at,
        MembershipEntry[] hosts,
        IReadOnlyList<ServingSilo> serving,
        SiloReport[] reports,
        SimpleGrainStatistic[] activations
    )
    {
        _serving = serving;
        _reports = reports;
        Activations = activations;
        ClusterSilo[] silos =
        [
            .. hosts
                .OrderBy(h => h.Status.IsTerminating())
                .ThenBy(h => h.StartTime)
                .ThenBy(h => h.SiloAddress.ToParsableString(), StringComparer.Ordinal)
                .Select(Silo),
        ];
        string[] types =
        [
            .. activations
                .Select(a => ShortName(a.GrainType))
                .Concat(reports.SelectMany(r => r.Counted?.Calls ?? []).Select(c => c.Grain))
                .Distinct(),
        ];
        Snapshot = new ClusterSnapshot(
            at,
            silos,
            [.. types.Select(Type).OrderByDescending(t => t.Load.CallCount).ThenBy(t => t.Name, StringComparer.Ordinal)]
        )
        {
            Cache = CacheStatistics.Sum([.. reports.Select(report => report.Counted?.Cache ?? CacheStatistics.None)]),
            Failures = FailureReport.Sum(reports.SelectMany(report => report.Counted?.Failures ?? [])),
        };
    }

    /// <summary>What operators see.</summary>
    internal ClusterSnapshot Snapshot { get; }

    /// <summary>Activations by silo under their full type names.</summary>
    internal SimpleGrainStatistic[] Activations { get; }

    /// <summary>A class name without namespace and assembly.</summary>
    internal static string ShortName(string grainType) => grainType.Split(',')[0].Split('.', '+')[^1];

    /// <summary>The methods of a grain type by silo, the busiest first.</summary>
    internal GrainMethodLoad[] Methods(string type) =>
        [
            .. from report in _reports
            from one in Calls(report, type)
            orderby one.Calls.CallCount descending, one.Calls.Method
            select new GrainMethodLoad(one.Calls.Method, report.Silo.ToParsableString(), LoadSum.Of([one])),
        ];

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private ClusterSilo Silo(MembershipEntry host)
    {
        SiloReport? report = _reports.FirstOrDefault(r => r.Silo.Equals(host.SiloAddress));
        SiloUsage? usage = report?.Runtime is { } runtime
            ? new SiloUsage(
                runtime.EnvironmentStatistics.FilteredCpuUsagePercentage,
                runtime.EnvironmentStatistics.FilteredMemoryUsageBytes,
                runtime.EnvironmentStatistics.MaximumAvailableMemoryBytes,
                runtime.ActivationCount
            )
            : null;
        ServingSilo? serving = _serving.FirstOrDefault(silo => silo.Address == host.SiloAddress.ToParsableString());
        return new ClusterSilo(
            host.SiloAddress.ToParsableString(),
            host.SiloName ?? "",
            host.HostName ?? "",
            host.Status.ToString(),
            Utc(host.StartTime),
            Utc(host.IAmAliveTime),
            usage,
            report?.Counted is { } counted ? LoadSum.Of([.. counted.Calls.Select(c => (c, counted.WindowSeconds))]) : null,
            report?.Counted?.History ?? [],
            [.. RoleNames.Where(name => serving?.Roles.HasFlag(name.Role) == true).Select(name => name.Name)],
            serving?.HasGpu ?? false
        )
        {
            Damage = report?.Counted?.Damage ?? [],
            UptimeSeconds = report?.Counted?.UptimeSeconds,
        };
    }

    private ClusterGrainType Type(string name)
    {
        SimpleGrainStatistic[] activations = [.. Activations.Where(a => ShortName(a.GrainType) == name)];
        GrainTypeOnSilo[] silos =
        [
            .. from report in _reports
            let calls = Calls(report, name)
            let count = activations.Where(a => a.SiloAddress.Equals(report.Silo)).Sum(a => a.ActivationCount)
            where count > 0 || calls.Length > 0
            orderby report.Silo.ToParsableString()
            select new GrainTypeOnSilo(report.Silo.ToParsableString(), count, LoadSum.Of(calls)),
        ];
        return new ClusterGrainType(
            name,
            activations.Sum(a => a.ActivationCount),
            LoadSum.Of([.. _reports.SelectMany(r => Calls(r, name))]),
            silos
        );
    }

    private static (CallStatistics Calls, double WindowSeconds)[] Calls(SiloReport report, string grain) =>
        report.Counted is { } counted ? [.. counted.Calls.Where(c => c.Grain == grain).Select(c => (c, counted.WindowSeconds))] : [];
}
