using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Api.Auditing;
using RagCluster.Api.Binding;
using RagCluster.Api.Conditions;
using RagCluster.Api.Jobs;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Documents;

/// <summary><c>/api/v1/collections/{collection}/documents</c>.</summary>
internal static class DocumentEndpoints
{
    private const int DescribedMax = 5;
    private const int ListMax = 500;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections/{collection}/documents").WithTags("Documents").Needs(Permission.DocumentsRead);
        group
            .MapPost("/", UploadAsync)
            .WithSummary("Add documents: files as multipart/form-data, JSON, or a line of JSON each")
            .Accepts<DocumentsRequest>("application/json", "multipart/form-data", LinesBody.MediaType)
            .Produces<JobResponse>(StatusCodes.Status202Accepted)
            .Produces<JobResponse>(StatusCodes.Status201Created)
            .DisableAntiforgery()
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/", ListAsync).WithSummary("List documents").Produces<ListResponse<DocumentResponse>>();
        group.MapGet("/{id}", GetAsync).WithSummary("A document's record").Produces<DocumentResponse>();
        group
            .MapDelete("/{id}", DeleteAsync)
            .WithMetadata(new ComparedTags())
            .WithSummary("Delete a document; no answer uses it from now on")
            .Produces(StatusCodes.Status204NoContent)
            .Needs(Permission.DocumentsDelete);
        group
            .MapGet("/{id}/text", TextAsync)
            .WithSummary("The extracted text, which all offsets refer to")
            .Produces<string>(contentType: "text/plain");
        group
            .MapGet("/{id}/content", ContentAsync)
            .WithSummary("The original file")
            .Produces<byte[]>(contentType: "application/octet-stream");
        group
            .MapPost("/{id}/retry", RetryAsync)
            .WithSummary("Index a failed document again")
            .Produces(StatusCodes.Status202Accepted)
            .Needs(Permission.DocumentsWrite);
    }

    private static async Task<IResult> UploadAsync(
        string collection,
        HttpRequest request,
        IGrainFactory grains,
        IOptions<ApiOptions> options,
        CancellationToken cancellationToken,
        bool wait = false
    )
    {
        CollectionId id = Names.Collection(collection);
        Job job = await AcceptAsync(request, grains.GetGrain<IIntakeGrain>(id.ToString()), options.Value, cancellationToken);
        AuditNote.Describe(request.HttpContext, Described(job));
        // What is stored is held no longer: a caller may wait for minutes.
        request.HttpContext.Features.GetRequiredFeature<BodyLease>().Dispose();
        if (wait)
            job = await WaitAsync(grains.GetGrain<IJobGrain>(job.Id), job, options.Value.WaitMax, cancellationToken);
        JobResponse response = JobResponse.From(job);
        string location = $"/api/v1/jobs/{job.Id}";
        return wait && job.IsFinished ? Results.Created(location, response) : Results.Accepted(location, response);
    }

    private static string Described(Job job) =>
        $"{job.Documents.Length} documents, "
        + string.Join(", ", job.Documents.Take(DescribedMax).Select(document => document.DocumentId?.Value ?? document.Name));

    private static async Task<Job> AcceptAsync(
        HttpRequest request,
        IIntakeGrain intake,
        ApiOptions options,
        CancellationToken cancellationToken
    )
    {
        Upload upload = await UploadReader.ReadAsync(request, options, cancellationToken);
        return await intake.AcceptAsync(upload.Accepted, upload.Refused, cancellationToken);
    }

    // A job that outlasts the wait is no error: it goes on, and the answer says so with 202.
    private static async Task<Job> WaitAsync(IJobGrain grain, Job job, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(waitMax);
        // Who sends documents is told what becomes of them, also of those that they may not see themselves.
        Caller.Leave();
        try
        {
            await foreach (Job state in JobWatch.FollowAsync(grain.WatchAsync, deadline.Token))
            {
                job = state;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return job;
        }

        return job;
    }

    private static async Task<IResult> ListAsync(
        string collection,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        [Description("Documents in this state: `received`, `indexed` or `failed`; all when left out.")] string? status = null,
        string? after = null,
        int limit = 100
    )
    {
        if (limit is < 1 or > ListMax)
            throw RagException.Invalid("limit", $"Between 1 and {ListMax} documents are listed at once.");
        CollectionId id = Names.Collection(collection);
        DocumentId? start = after is null ? null : Names.Document(after, "after");
        Document[] documents = await grains
            .GetGrain<ICatalogGrain>(id.ToString())
            .ListDocumentsAsync(ValueForms.Read<DocumentState>(status, "status"), start, limit + 1, cancellationToken);
        DocumentResponse[] page = [.. documents.Take(limit).Select(DocumentResponse.From)];
        bool hasMore = documents.Length > limit;
        return Results.Ok(new ListResponse<DocumentResponse>(page, hasMore, hasMore ? page[^1].Id : null));
    }

    private static async Task<IResult> GetAsync(
        string collection,
        string id,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    ) => EntityTags.Show(context, DocumentResponse.From(await Grain(grains, collection, id).GetAsync(cancellationToken)));

    private static async Task<IResult> DeleteAsync(
        string collection,
        string id,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        IDocumentGrain grain = Grain(grains, collection, id);
        DocumentResponse? seen = await EntityTags.EnsureMatchAsync(
            request,
            async () => DocumentResponse.From(await grain.GetAsync(cancellationToken))
        );
        await grain.DeleteWithRetryAsync(seen?.Generation, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> TextAsync(string collection, string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Text(await Grain(grains, collection, id).ReadTextAsync(cancellationToken), "text/plain; charset=utf-8");

    private static async Task<IResult> ContentAsync(string collection, string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        DocumentContent content = await Grain(grains, collection, id).ReadContentAsync(cancellationToken);
        // Always as an attachment of no executable type: an uploaded HTML page must not run as a page of this site.
        string name = content.Name.Length > 0 ? content.Name.Split('/')[^1] : id;
        return Results.File(content.Bytes, "application/octet-stream", name);
    }

    private static async Task<IResult> RetryAsync(string collection, string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Grain(grains, collection, id).RetryAsync(cancellationToken);
        return Results.Accepted();
    }

    private static IDocumentGrain Grain(IGrainFactory grains, string collection, string id) =>
        grains.GetGrain<IDocumentGrain>($"{Names.Collection(collection)}/{Names.Document(id)}");
}
