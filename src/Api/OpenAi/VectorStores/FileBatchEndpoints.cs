using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Documents;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary><c>/v1/vector_stores/{id}/file_batches</c>: the jobs that made documents of several files at once.</summary>
internal static class FileBatchEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/", AddAsync).WithSummary("Make documents of files").Produces<FileBatchResponse>().Needs(Permission.DocumentsWrite);
        group.MapGet("/{batch}", GetAsync).WithSummary("How far a batch is").Produces<FileBatchResponse>();
        group
            .MapPost("/{batch}/cancel", CancelAsync)
            .WithSummary("Take those files of a batch out again that still wait")
            .Produces<FileBatchResponse>()
            .Needs(Permission.DocumentsDelete);
        group
            .MapGet("/{batch}/files", ListAsync)
            .WithSummary("The files of a batch that are still there")
            .Produces<OpenAiPage<VectorStoreFileResponse>>();
    }

    private static async Task<IResult> AddAsync(
        string store,
        FileBatchBody body,
        HttpContext context,
        VectorStores stores,
        CancellationToken cancellationToken
    ) =>
        Results.Ok(
            FileBatchResponse.From(await stores.AttachAsync(context, VectorStores.Collection(store), body.Checked(), cancellationToken))
        );

    private static async Task<IResult> GetAsync(
        string store,
        string batch,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        context.Response.Headers[VectorStoreFileEndpoints.PollHeader] = VectorStoreFileEndpoints.PollAfterMs;
        return Results.Ok(FileBatchResponse.From(await JobAsync(grains, store, batch, cancellationToken)));
    }

    private static async Task<IResult> CancelAsync(string store, string batch, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Job job = await JobAsync(grains, store, batch, cancellationToken);
        foreach (JobDocument waiting in job.Documents.Where(document => document.State == JobDocumentState.Queued))
        {
            try
            {
                await grains
                    .GetGrain<IDocumentGrain>($"{job.Collection}/{waiting.DocumentId}")
                    .DeleteWithRetryAsync(null, cancellationToken);
            }
            catch (RagException gone) when (gone.Kind == ErrorKind.NotFound)
            {
                // Somebody else was faster.
                continue;
            }
        }

        return Results.Ok(FileBatchResponse.From(await JobAsync(grains, store, batch, cancellationToken)));
    }

    private static async Task<IResult> ListAsync(
        string store,
        string batch,
        IGrainFactory grains,
        [AsParameters] OpenAiPageQuery query,
        CancellationToken cancellationToken
    )
    {
        DocumentState? state = VectorStoreFileEndpoints.State(query.Filter);
        Job job = await JobAsync(grains, store, batch, cancellationToken);
        CollectionSettings settings = await grains
            .GetGrain<ICollectionGrain>(job.Collection.ToString())
            .GetSettingsAsync(cancellationToken);
        OpenAiPage<DocumentId> page = OpenAiPage<DocumentId>.Of(
            job.Documents.Select(document => document.DocumentId).OfType<DocumentId>(),
            id => id.Value,
            query.Count(),
            query
        );
        List<VectorStoreFileResponse> files = [];
        if (query.Filter == VectorStoreFileEndpoints.Cancelled)
            return Results.Ok(new OpenAiPage<VectorStoreFileResponse>(files, null, null, false));
        foreach (DocumentId id in page.Data)
        {
            try
            {
                Document document = await grains.GetGrain<IDocumentGrain>($"{job.Collection}/{id}").GetAsync(cancellationToken);
                if (state is null || document.State == state)
                    files.Add(VectorStoreFileResponse.From(document, settings));
            }
            catch (RagException gone) when (gone.Kind == ErrorKind.NotFound)
            {
                // It was taken out since.
                continue;
            }
        }

        return Results.Ok(new OpenAiPage<VectorStoreFileResponse>(files, page.FirstId, page.LastId, page.HasMore));
    }

    private static async Task<Job> JobAsync(IGrainFactory grains, string store, string batch, CancellationToken cancellationToken)
    {
        CollectionId id = VectorStores.Collection(store);
        if (!batch.StartsWith(FileBatchResponse.Prefix, StringComparison.Ordinal))
            throw RagException.NotFound("batch", batch);
        Job job = await grains.GetGrain<IJobGrain>(Names.Job(batch[FileBatchResponse.Prefix.Length..])).GetAsync(cancellationToken);
        return job.Collection == id ? job : throw RagException.NotFound("batch", batch);
    }
}
