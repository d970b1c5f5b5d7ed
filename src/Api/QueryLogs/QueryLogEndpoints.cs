using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.QueryLogs;

/// <summary><c>/api/v1/queries</c>: what was asked, for the administrators of the tenant whose collections were asked.</summary>
internal static class QueryLogEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/queries").WithTags("Queries").Needs(Permission.SystemAdmin);
        group
            .MapGet("/", ListAsync)
            .WithSummary("What was asked and what came of it, the newest first, where the query log is on")
            .Produces<QueryLogResponse>();
        group
            .MapGet("/months", ListMonthsAsync)
            .WithSummary("How many searches and questions of each month ended how, where the query log is on")
            .Produces<QueryMonthsResponse>();
    }

    private static async Task<IResult> ListAsync(
        IGrainFactory grains,
        [AsParameters] QueryLogQuery query,
        CancellationToken cancellationToken
    )
    {
        (string tenant, string? month, QueryLogFilter filter, QueryLogPlace? before, int limit) = query.Read();
        QueryLogState log = await StateAsync(grains, tenant, cancellationToken);
        (List<LoggedQueryResponse> found, QueryLogPlace? next) = await QueryLogPages.ReadAsync(
            log.Months.Where(other => month is null || other == month),
            other => Log(grains, tenant, other),
            filter,
            before,
            limit,
            cancellationToken
        );
        return Results.Ok(new QueryLogResponse(log.IsOn, found, next is not null, next?.ToString()));
    }

    private static async Task<IResult> ListMonthsAsync(IGrainFactory grains, CancellationToken cancellationToken, string? tenant = null)
    {
        string whose = QueryLogQuery.TenantOf(tenant);
        List<QueryMonthResponse> months = [];
        QueryLogState log = await StateAsync(grains, whose, cancellationToken);
        foreach (string month in log.Months)
            months.Add(QueryMonthResponse.From(month, await Log(grains, whose, month).CountAsync(cancellationToken)));
        return Results.Ok(new QueryMonthsResponse(log.IsOn, log.MonthsRetained, months));
    }

    private static Task<QueryLogState> StateAsync(IGrainFactory grains, string tenant, CancellationToken cancellationToken) =>
        grains.GetGrain<IQueryLogMonthsGrain>(0).GetAsync(tenant, cancellationToken);

    private static IQueryLogGrain Log(IGrainFactory grains, string tenant, string month) =>
        grains.GetGrain<IQueryLogGrain>(QueryLogKey.Of(tenant, month));
}
