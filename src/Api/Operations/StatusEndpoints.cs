using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Operations;

/// <summary><c>/api/v1/status</c>: what an operator looks at first.</summary>
internal static class StatusEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/status", GetAsync)
            .WithTags("Operations")
            .WithSummary("Version, load and contents")
            .Produces<StatusResponse>()
            .Needs(Permission.QueryExecute);

    private static async Task<IResult> GetAsync(
        IGrainFactory grains,
        Uptime uptime,
        [FromServices] WritingModel? chat,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        SimpleGrainStatistic[] statistics = await management.GetSimpleGrainStatistics(cancellationToken);
        Dictionary<SiloAddress, SiloStatus> hosts = await management.GetHosts(onlyActive: true, cancellationToken);
        CollectionState[] collections = await Names.Tenant(grains).ListCollectionsAsync(cancellationToken);
        using Process process = Process.GetCurrentProcess();
        SiloGrainCount[] counts =
        [
            .. statistics
                .Where(s => s.GrainType.Contains("RagCluster", StringComparison.Ordinal))
                .Select(s => new SiloGrainCount(s.GrainType.Split(',')[0].Split('.')[^1], s.SiloAddress.ToString(), s.ActivationCount))
                .OrderBy(c => c.Grain, StringComparer.Ordinal),
        ];
        // What the process holds and runs tells of every tenant's documents: it is for who runs the cluster.
        bool seesAll = Caller.Current.IsOperator;
        return Results.Ok(
            new StatusResponse(
                Versions.Product,
                Versions.Engine,
                Math.Round(uptime.Elapsed.TotalSeconds, 1),
                seesAll ? process.WorkingSet64 : 0,
                hosts.Count,
                seesAll ? statistics.Sum(s => s.ActivationCount) : 0,
                seesAll ? counts : [],
                chat?.Model,
                time.GetUtcNow() + chat?.RestsFor(),
                collections.Length,
                collections.Sum(c => c.DocumentCount),
                collections.Sum(c => c.ChunkCount)
            )
        );
    }
}
