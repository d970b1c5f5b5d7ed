using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Auditing;

/// <summary><c>/api/v1/audit</c>.</summary>
internal static class AuditEndpoints
{
    private const int ListMax = 1_000;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/audit").WithTags("Access").NeedsOperator(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("Who did what, the newest first").Produces<ListResponse<AuditEntryResponse>>();
        group
            .MapGet("/verification", VerifyAsync)
            .WithSummary("Read the whole audit log and say where its chain of hashes is broken")
            .Produces<AuditReportResponse>();
    }

    private static async Task<IResult> ListAsync(
        IGrainFactory grains,
        CancellationToken cancellationToken,
        long? before = null,
        int limit = 100
    )
    {
        if (limit is < 1 or > ListMax)
            throw RagException.Invalid("limit", $"Between 1 and {ListMax} entries are listed at once.");
        if (before is < 1)
            throw RagException.Invalid("before", "Entries are numbered from 1.");
        AuditEntry[] entries = await Grain(grains).ListAsync(before, limit, cancellationToken);
        bool hasMore = entries.Length == limit && entries[^1].Sequence > 1;
        return Results.Ok(
            new ListResponse<AuditEntryResponse>(
                [.. entries.Select(AuditEntryResponse.From)],
                hasMore,
                hasMore ? entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null
            )
        );
    }

    private static async Task<IResult> VerifyAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        AuditReport report = await Grain(grains).VerifyAsync(cancellationToken);
        return Results.Ok(
            new AuditReportResponse(report.Faults.Length == 0, report.EntryCount, report.BlockCount, report.HeadHash, report.Faults)
        );
    }

    private static IAuditGrain Grain(IGrainFactory grains) => grains.GetGrain<IAuditGrain>(IAuditGrain.Key);
}
