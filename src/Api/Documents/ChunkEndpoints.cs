using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Documents;

/// <summary>Chunks of a document, and one chunk with its neighbours.</summary>
internal static class ChunkEndpoints
{
    private const int ContextMax = 20;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections/{collection}").WithTags("Chunks").Needs(Permission.DocumentsRead);
        group
            .MapGet("/documents/{id}/chunks", ListAsync)
            .WithSummary("The chunks of the indexed version")
            .Produces<ListResponse<ChunkResponse>>();
        group.MapGet("/chunks/{id}", GetAsync).WithSummary("A chunk with its neighbours").Produces<ChunkContextResponse>();
    }

    private static async Task<IResult> ListAsync(
        string collection,
        string id,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? after = null,
        int? limit = null
    )
    {
        ChunkId? last = null;
        if (after is not null && !ChunkId.TryParse(after, out last))
            throw RagException.Invalid("after", "It is the id of a chunk: document-generation-ordinal.");
        Chunk[] chunks = await grains
            .GetGrain<IDocumentGrain>($"{Names.Collection(collection)}/{Names.Document(id)}")
            .ListChunksAsync(cancellationToken);
        IEnumerable<ChunkResponse> rest = chunks.Where(chunk => last is null || chunk.Id.Ordinal > last.Ordinal).Select(ChunkResponse.From);
        return Results.Ok(ListResponse<ChunkResponse>.Page(rest, chunk => chunk.Id, limit));
    }

    private static async Task<IResult> GetAsync(
        string collection,
        string id,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        int context = 0
    )
    {
        if (context is < 0 or > ContextMax)
            throw RagException.Invalid("context", $"Between 0 and {ContextMax} neighbours are shown.");
        CollectionId name = Names.Collection(collection);
        if (!ChunkId.TryParse(id, out ChunkId? chunkId))
            throw RagException.Invalid("id", "A chunk's id has the form document-generation-ordinal.");
        Passage[] passages = await grains
            .GetGrain<IDocumentGrain>($"{name}/{chunkId.Document}")
            .FindChunkAsync(chunkId, context, cancellationToken);
        Passage found = passages.FirstOrDefault(p => p.Chunk.Id == chunkId) ?? throw RagException.NotFound("chunk", id);
        return Results.Ok(
            new ChunkContextResponse(
                found.Title,
                found.Uri,
                ChunkResponse.From(found.Chunk),
                [.. passages.Where(p => p.Chunk.Id.Ordinal < chunkId.Ordinal).Select(p => ChunkResponse.From(p.Chunk))],
                [.. passages.Where(p => p.Chunk.Id.Ordinal > chunkId.Ordinal).Select(p => ChunkResponse.From(p.Chunk))]
            )
        );
    }
}
