using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Documents;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary><c>/v1/vector_stores/{id}/files</c>: a collection's documents.</summary>
internal static class VectorStoreFileEndpoints
{
    /// <summary>The header by which OpenAI's clients are told when to ask again.</summary>
    internal const string PollHeader = "openai-poll-after-ms";

    /// <summary>The state of files that a batch was cancelled before; nothing is left of them.</summary>
    internal const string Cancelled = "cancelled";

    /// <summary>A text is indexed in about this time.</summary>
    internal const string PollAfterMs = "100";

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder group)
    {
        group
            .MapPost("/", AddAsync)
            .WithSummary("Make a document of a file")
            .Produces<VectorStoreFileResponse>()
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/", ListAsync).WithSummary("List the documents, by their ids").Produces<OpenAiPage<VectorStoreFileResponse>>();
        group.MapGet("/{file}", GetAsync).WithSummary("A document as a file").Produces<VectorStoreFileResponse>();
        group
            .MapPost("/{file}", ChangeAsync)
            .WithSummary("Change a file's attributes")
            .Produces<VectorStoreFileResponse>()
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/{file}/content", ContentAsync).WithSummary("A document's extracted text").Produces<FileContentPage>();
        group
            .MapDelete("/{file}", DeleteAsync)
            .WithSummary("Take a file out of a vector store; no answer uses it from now on")
            .Produces<OpenAiDeleted>()
            .Needs(Permission.DocumentsDelete);
    }

    /// <summary>Documents whose state a filter names; null for all.</summary>
    internal static DocumentState? State(string? filter) =>
        filter switch
        {
            null or Cancelled => null,
            "in_progress" => DocumentState.Received,
            "completed" => DocumentState.Indexed,
            "failed" => DocumentState.Failed,
            _ => throw RagException.Invalid("filter", "filter is in_progress, completed, failed or cancelled."),
        };

    private static async Task<IResult> AddAsync(
        string store,
        VectorStoreFileBody body,
        HttpContext context,
        IGrainFactory grains,
        VectorStores stores,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = VectorStores.Collection(store);
        await stores.AttachAsync(context, id, [body.Checked()], cancellationToken);
        return await GetAsync(store, body.FileId!, context, grains, cancellationToken);
    }

    private static async Task<IResult> ListAsync(
        string store,
        IGrainFactory grains,
        [AsParameters] OpenAiPageQuery query,
        CancellationToken cancellationToken
    )
    {
        int count = query.Count();
        CollectionId id = VectorStores.Collection(store);
        CollectionSettings settings = await grains.GetGrain<ICollectionGrain>(id.ToString()).GetSettingsAsync(cancellationToken);
        Document[] documents = await PageAsync(grains.GetGrain<ICatalogGrain>(id.ToString()), query, count + 1, cancellationToken);
        VectorStoreFileResponse[] page = [.. documents.Take(count).Select(document => VectorStoreFileResponse.From(document, settings))];
        // What lies before a cursor was read away from it.
        if (query.After is null && query.Before is not null)
            Array.Reverse(page);
        return Results.Ok(OpenAiPage<VectorStoreFileResponse>.From(page, file => file.Id, documents.Length > count));
    }

    // By id, from the cursor on in the direction in which the caller pages.
    private static Task<Document[]> PageAsync(ICatalogGrain catalog, OpenAiPageQuery query, int count, CancellationToken cancellationToken)
    {
        bool isUp = query.Order switch
        {
            null or "asc" => true,
            "desc" => false,
            _ => throw RagException.Invalid("order", "order is asc or desc."),
        };
        if (query is { After: not null, Before: not null })
            throw RagException.Invalid("before", "A list goes on behind an entry or before one: send after or before.");
        DocumentState? state = State(query.Filter);
        // Nothing is left of a file that was cancelled.
        if (query.Filter == Cancelled)
            return Task.FromResult<Document[]>([]);
        (string? cursor, string field) = query.After is { } after ? (after, "after") : (query.Before, "before");
        DocumentId? from = cursor is null ? null : Names.Document(cursor, field);
        return isUp == (query.Before is null)
            ? catalog.ListDocumentsAsync(state, from, count, cancellationToken)
            : catalog.ListDocumentsBackAsync(state, from, count, cancellationToken);
    }

    private static async Task<IResult> GetAsync(
        string store,
        string file,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        context.Response.Headers[PollHeader] = PollAfterMs;
        CollectionId id = VectorStores.Collection(store);
        CollectionSettings settings = await grains.GetGrain<ICollectionGrain>(id.ToString()).GetSettingsAsync(cancellationToken);
        return Results.Ok(VectorStoreFileResponse.From(await Grain(grains, id, file).GetAsync(cancellationToken), settings));
    }

    private static async Task<IResult> ChangeAsync(
        string store,
        string file,
        VectorStoreFileBody body,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = VectorStores.Collection(store);
        IDocumentGrain grain = Grain(grains, id, file);
        Document document = await grain.GetAsync(cancellationToken);
        DocumentContent content = await grain.ReadContentAsync(cancellationToken);
        UploadedDocument changed = new()
        {
            Id = document.Id,
            Name = document.Name,
            Title = document.Title,
            Uri = document.Uri,
            Metadata = body.ReadAttributes(body.ChunkingStrategy),
            Acl = body.Acl?.ToAcl("acl"),
            Content = content.Bytes,
        };
        await grains.GetGrain<IIntakeGrain>(id.ToString()).AcceptAsync([changed], [], cancellationToken);
        return await GetAsync(store, file, context, grains, cancellationToken);
    }

    private static async Task<IResult> ContentAsync(string store, string file, IGrainFactory grains, CancellationToken cancellationToken)
    {
        string text = await Grain(grains, VectorStores.Collection(store), file).ReadTextAsync(cancellationToken);
        return Results.Ok(new FileContentPage([new TextPart(text)]));
    }

    private static async Task<IResult> DeleteAsync(string store, string file, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Grain(grains, VectorStores.Collection(store), file).DeleteWithRetryAsync(null, cancellationToken);
        return Results.Ok(new OpenAiDeleted(file, "vector_store.file.deleted"));
    }

    private static IDocumentGrain Grain(IGrainFactory grains, CollectionId collection, string file) =>
        grains.GetGrain<IDocumentGrain>($"{collection}/{Names.Document(file, "file_id")}");
}
