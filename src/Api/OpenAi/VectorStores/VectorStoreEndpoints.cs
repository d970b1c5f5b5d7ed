using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary><c>/v1/vector_stores</c>: the collections, for clients of OpenAI's API.</summary>
internal static class VectorStoreEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder openAi)
    {
        RouteGroupBuilder group = openAi.MapGroup("/vector_stores").WithTags("OpenAI").Needs(Permission.DocumentsRead);
        group
            .MapPost("/", CreateAsync)
            .WithSummary("Create a vector store: a collection")
            .Produces<VectorStoreResponse>()
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/", ListAsync).WithSummary("List the collections as vector stores").Produces<OpenAiPage<VectorStoreResponse>>();
        group.MapGet("/{store}", GetAsync).WithSummary("A vector store").Produces<VectorStoreResponse>();
        group
            .MapPost("/{store}", ChangeAsync)
            .WithSummary("Change a vector store's name, metadata or expiry")
            .Produces<VectorStoreResponse>()
            .Needs(Permission.DocumentsWrite);
        group
            .MapDelete("/{store}", DeleteAsync)
            .WithSummary("Delete a vector store, the collection with everything in it")
            .Produces<OpenAiDeleted>()
            .Needs(Permission.DocumentsDelete);
        VectorStoreFileEndpoints.Map(group.MapGroup("/{store}/files"));
        FileBatchEndpoints.Map(group.MapGroup("/{store}/file_batches"));
        VectorStoreSearchEndpoints.Map(group);
    }

    private static async Task<IResult> CreateAsync(
        VectorStoreBody body,
        HttpContext context,
        VectorStores stores,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        DocumentAcl? acl = body.Acl?.ToAcl("acl");
        (CollectionState state, VectorStoreLabel label) = await stores.CreateAsync(body, cancellationToken);
        AuditNote.Describe(context, state.Id.Name);
        if (body.FileIds is { Length: > 0 } files)
        {
            FileToAttach[] plain = [.. files.Select(file => new FileToAttach(file, [], acl))];
            try
            {
                await stores.AttachAsync(context, state.Id, plain, cancellationToken);
            }
            catch
            {
                // A store without its files would be left behind by every attempt.
                await stores.DeleteAsync(state.Id, CancellationToken.None);
                throw;
            }

            state = (await stores.GetAsync(state.Id, cancellationToken)).State;
        }

        return Results.Ok(VectorStoreResponse.From(state, label, time.GetUtcNow()));
    }

    private static async Task<IResult> ListAsync(
        IGrainFactory grains,
        VectorStores stores,
        TimeProvider time,
        [AsParameters] OpenAiPageQuery query,
        CancellationToken cancellationToken
    )
    {
        CollectionState[] all = await Names.Tenant(grains).ListCollectionsAsync(cancellationToken);
        OpenAiPage<CollectionState> page = OpenAiPage<CollectionState>.Of(
            all.OrderBy(state => state.CreatedAt),
            state => state.Id.Name,
            query.Count(),
            query,
            state => state.CreatedAt
        );
        VectorStoreResponse[] shown = await Task.WhenAll(
            page.Data.Select(async state =>
                VectorStoreResponse.From(state, await stores.LabelAsync(state, cancellationToken), time.GetUtcNow())
            )
        );
        return Results.Ok(OpenAiPage<VectorStoreResponse>.From(shown, store => store.Id, page.HasMore));
    }

    private static async Task<IResult> GetAsync(string store, VectorStores stores, TimeProvider time, CancellationToken cancellationToken)
    {
        (CollectionState state, VectorStoreLabel? label) = await stores.GetAsync(VectorStores.Collection(store), cancellationToken);
        return Results.Ok(VectorStoreResponse.From(state, label, time.GetUtcNow()));
    }

    private static async Task<IResult> ChangeAsync(
        string store,
        VectorStoreBody body,
        IGrainFactory grains,
        VectorStores stores,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        (CollectionState state, VectorStoreLabel? present) = await stores.GetAsync(VectorStores.Collection(store), cancellationToken);
        VectorStoreLabel fresh = new() { Name = state.Id.Name, CollectionCreatedAt = state.CreatedAt };
        VectorStoreLabel label = body.Onto(present ?? fresh, time.GetUtcNow());
        await grains.GetGrain<IVectorStoreGrain>(state.Id.ToString()).SetAsync(label, cancellationToken);
        return Results.Ok(VectorStoreResponse.From(state, label, time.GetUtcNow()));
    }

    private static async Task<IResult> DeleteAsync(string store, VectorStores stores, CancellationToken cancellationToken)
    {
        CollectionId id = VectorStores.Collection(store);
        await stores.DeleteAsync(id, cancellationToken);
        return Results.Ok(new OpenAiDeleted(id.Name, "vector_store.deleted"));
    }
}
