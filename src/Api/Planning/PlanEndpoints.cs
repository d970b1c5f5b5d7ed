using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;

namespace RagCluster.Api.Planning;

/// <summary><c>plans</c> and <c>replay</c>.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("").WithTags("Plans").Needs(Permission.SystemAdmin);
        group.MapGet("/plans", ListAsync).WithSummary("What is known of the plans of each query class").Produces<PlansResponse>();
        group.MapPost("/plans/resume", ResumeAsync).WithSummary("Let the planner of a class choose again").Produces<PlanClassResponse>();
        group.MapPost("/replay", ReplayAsync).WithSummary("Repeat a recorded query").Produces<ReplayResultResponse>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken, string? collection = null)
    {
        CollectionId[] ids = collection is not null
            ? [Names.Collection(collection)]
            : [.. (await Names.Tenant(grains).ListCollectionsAsync(cancellationToken)).Select(state => state.Id)];
        List<PlanClassResponse> classes = [];
        bool? isOn = null;
        // One after the other: each asks for all of its classes at once.
        foreach (CollectionId id in ids)
        {
            CollectionPlans plans = await grains.GetGrain<IPlanCatalogGrain>(id.ToString()).GetAsync(cancellationToken);
            isOn = plans.IsOn;
            classes.AddRange(plans.Classes.Select(status => PlanClassResponse.From(id.Name, status)));
        }

        return Results.Ok(new PlansResponse(isOn, [.. classes]));
    }

    private static async Task<IResult> ResumeAsync(PlanResumeBody body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        CollectionId collection = Names.Collection(body.Collection);
        PlanStatus status = await grains.GetGrain<IPlanCatalogGrain>(collection.ToString()).ResumeAsync(body.QueryClass, cancellationToken);
        return Results.Ok(PlanClassResponse.From(collection.Name, status));
    }

    private static async Task<IResult> ReplayAsync(ReplayBody body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!RecordId.TryParse(body.Id, out RecordId? id))
            throw RagException.Invalid(
                "id",
                "An id is that of an explanation: collection, query class and 32 hexadecimal digits, with dots between."
            );
        CollectionId collection = new(Caller.Current.Tenant, id.Collection);
        return Results.Ok(
            ReplayResultResponse.From(
                await grains.GetGrain<IPlanCatalogGrain>(collection.ToString()).ReplayAsync(body.Id, cancellationToken)
            )
        );
    }
}
