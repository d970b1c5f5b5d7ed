using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Api.Collections;

/// <summary><c>/api/v1/collections</c>.</summary>
internal static class CollectionEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections").WithTags("Collections");
        group.MapGet("/", ListAsync).WithSummary("List the collections").Produces<ListResponse<CollectionResponse>>();
        group.MapPost("/", CreateAsync).WithSummary("Create a collection").Produces<CollectionResponse>(StatusCodes.Status201Created);
        group.MapGet("/{collection}", GetAsync).WithSummary("A collection and its counts").Produces<CollectionResponse>();
        group.MapDelete("/{collection}", DeleteAsync).WithSummary("Delete a collection with everything in it").Produces(StatusCodes.Status204NoContent);
        group.MapGet("/{collection}/shards", ListShardsAsync).WithSummary("Where the shards run and how far they are").Produces<ListResponse<ShardResponse>>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        CollectionState[] states = await grains.GetGrain<ITenantGrain>(CollectionId.DefaultTenant).ListCollectionsAsync(cancellationToken);
        return Results.Ok(new ListResponse<CollectionResponse>([.. states.Select(CollectionResponse.From)]));
    }

    private static async Task<IResult> CreateAsync(CollectionRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        CollectionId id = Names.Collection(request.Name, "name");
        CollectionSettings defaults = new();
        CollectionSettings settings = defaults with
        {
            Description = request.Description ?? "",
            Model = request.Model ?? "",
            ShardCount = request.Shards ?? defaults.ShardCount,
            ReplicaCount = request.Replicas ?? defaults.ReplicaCount,
            ChunkTokensMax = request.ChunkTokensMax ?? defaults.ChunkTokensMax,
            ChunkOverlapTokens = request.ChunkOverlapTokens ?? defaults.ChunkOverlapTokens,
        };
        CollectionState state = await grains.GetGrain<ICollectionGrain>(id.ToString()).CreateAsync(settings, cancellationToken);
        return Results.Created($"/api/v1/collections/{id.Name}", CollectionResponse.From(state));
    }

    private static async Task<IResult> GetAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(CollectionResponse.From(await Grain(grains, collection).GetAsync(cancellationToken)));

    private static async Task<IResult> DeleteAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Grain(grains, collection).DeleteAsync(cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ListShardsAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken)
    {
        CollectionId id = Names.Collection(collection);
        CollectionSettings settings = await grains.GetGrain<ICollectionGrain>(id.ToString()).GetSettingsAsync(cancellationToken);
        ShardStatus[] statuses = await Task.WhenAll(
            from shard in Enumerable.Range(0, settings.ShardCount)
            from replica in Enumerable.Range(0, settings.ReplicaCount)
            select grains.GetGrain<IIndexShardGrain>($"{id}/{shard}/{replica}").GetStatusAsync(cancellationToken));
        return Results.Ok(new ListResponse<ShardResponse>([.. statuses.Select(ShardResponse.From)]));
    }

    private static ICollectionGrain Grain(IGrainFactory grains, string collection) =>
        grains.GetGrain<ICollectionGrain>(Names.Collection(collection).ToString());
}
