using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Conditions;
using RagCluster.Api.Jobs;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Api.Collections;

/// <summary><c>/api/v1/collections</c>.</summary>
internal static class CollectionEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections").WithTags("Collections").Needs(Permission.DocumentsWrite);
        group
            .MapGet("/", ListAsync)
            .WithSummary("List the collections")
            .Produces<ListResponse<CollectionResponse>>()
            .Needs(Permission.DocumentsRead);
        group.MapPost("/", CreateAsync).WithSummary("Create a collection").Produces<CollectionResponse>(StatusCodes.Status201Created);
        group
            .MapGet("/{collection}", GetAsync)
            .WithSummary("A collection and its counts")
            .Produces<CollectionResponse>()
            .Needs(Permission.DocumentsRead);
        group
            .MapPatch("/{collection}", ChangeAsync)
            .WithMetadata(new ComparedTags())
            .WithSummary("Change the embedding model or the prompt while the collection serves")
            .Produces<JobResponse>(StatusCodes.Status202Accepted)
            .Produces<CollectionResponse>();
        group
            .MapDelete("/{collection}", DeleteAsync)
            .WithMetadata(new ComparedTags())
            .WithSummary("Delete a collection with everything in it")
            .Produces(StatusCodes.Status204NoContent)
            .Needs(Permission.DocumentsDelete);
        group
            .MapGet("/{collection}/shards", ListShardsAsync)
            .WithSummary("Where the shards run and how far they are")
            .Produces<ListResponse<ShardResponse>>()
            .NeedsOperator(Permission.SystemAdmin);
    }

    private static async Task<IResult> ListAsync(
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? after = null,
        int? limit = null
    )
    {
        CollectionState[] states = await Names.Tenant(grains).ListCollectionsAsync(cancellationToken);
        IEnumerable<CollectionResponse> rest = states
            .Select(CollectionResponse.From)
            .OrderBy(collection => collection.Name, StringComparer.Ordinal)
            .SkipWhile(collection => after is not null && string.CompareOrdinal(collection.Name, after) <= 0);
        return Results.Ok(ListResponse<CollectionResponse>.Page(rest, collection => collection.Name, limit));
    }

    private static async Task<IResult> CreateAsync(
        CollectionRequest request,
        IGrainFactory grains,
        IOptions<ApiOptions> options,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = Names.Collection(request.Name, "name");
        CollectionSettings defaults = new();
        CollectionSettings settings = defaults with
        {
            Description = request.Description ?? "",
            Model = request.Model is "" ? null : request.Model,
            ShardCount = request.Shards ?? options.Value.ShardsDefault,
            ReplicaCount = request.Replicas ?? options.Value.ReplicasDefault,
            ChunkTokensMax =
                request.ChunkTokensMax
                ?? Math.Min(
                    defaults.ChunkTokensMax,
                    await WindowAsync(grains, request.Model, request.Language ?? defaults.Language, cancellationToken) ?? int.MaxValue
                ),
            ChunkOverlapTokens = request.ChunkOverlapTokens ?? defaults.ChunkOverlapTokens,
            Language = request.Language ?? defaults.Language,
            StopWords = request.StopWords ?? defaults.StopWords,
            TitleBoost = request.TitleBoost,
            HeadingBoost = request.HeadingBoost,
            VectorBits = request.VectorBits ?? defaults.VectorBits,
            Prompt = request.Prompt ?? defaults.Prompt,
        };
        CollectionState state = await grains.GetGrain<ICollectionGrain>(id.ToString()).CreateAsync(settings, cancellationToken);
        return Results.Created($"/api/v1/collections/{id.Name}", CollectionResponse.From(state));
    }

    // A chunk that is longer than what the model reads would be found by its beginning alone. An unknown model is refused by who creates.
    private static async Task<int?> WindowAsync(IGrainFactory grains, string? model, string language, CancellationToken cancellationToken)
    {
        ModelCard[] cards = await grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        return cards.ForCollection(model, language)?.TokensMax;
    }

    private static async Task<IResult> GetAsync(
        string collection,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    ) => EntityTags.Show(context, await ReadAsync(collection, grains, cancellationToken));

    private static async Task<CollectionResponse> ReadAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken) =>
        CollectionResponse.From(await Grain(grains, collection).GetAsync(cancellationToken));

    private static async Task<IResult> ChangeAsync(
        string collection,
        CollectionChange change,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = Names.Collection(collection);
        if (change is { Model: null, Prompt: null } || change.Model is not null && string.IsNullOrWhiteSpace(change.Model))
            throw RagException.Invalid("model", "Name the embedding model that is to answer; 'rag models list' shows them.");
        await EntityTags.EnsureMatchAsync(request, () => ReadAsync(collection, grains, cancellationToken));
        if (change.Prompt is { } prompt)
            await Grain(grains, collection).SetPromptAsync(prompt, cancellationToken);
        if (change.Model is null)
            return Results.Ok(await ReadAsync(collection, grains, cancellationToken));
        Job? job = await grains.GetGrain<IModelChangeGrain>(id.ToString()).StartAsync(change.Model, cancellationToken);
        return job is null
            ? Results.Ok(await ReadAsync(collection, grains, cancellationToken))
            : Results.Accepted($"/api/v1/jobs/{job.Id}", JobResponse.From(job));
    }

    private static async Task<IResult> DeleteAsync(
        string collection,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        await EntityTags.EnsureMatchAsync(request, () => ReadAsync(collection, grains, cancellationToken));
        await Grain(grains, collection).DeleteAsync(cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ListShardsAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken)
    {
        CollectionId id = Names.Collection(collection);
        // Asked first, so that an unknown collection is a 404 and gets no map.
        CollectionSettings settings = (await Grain(grains, collection).GetAsync(cancellationToken)).Settings;
        ShardStatus[] statuses = await grains.GetGrain<IShardMapGrain>(id.ToString()).ListReplicasAsync(cancellationToken);
        // Those of a model that does not answer (yet, or any more) are left out: rows would count twice.
        IEnumerable<ShardStatus> answering = statuses.Where(status => settings.Answering().Holds(status.Shard.Number));
        return Results.Ok(
            new ListResponse<ShardResponse>([.. answering.Select(status => ShardResponse.From(status, settings.Answering()))])
        );
    }

    private static ICollectionGrain Grain(IGrainFactory grains, string collection) =>
        grains.GetGrain<ICollectionGrain>(Names.Collection(collection).ToString());
}
